import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keeperRun } from './keeper.js';
import { addKey, type StandIn, startStandIn } from './stand-in.js';

const PAST = '2026-11-21T11:59:59Z';
const THROTTLED = { status: 429, type: 'TooManyRequestsException' };
const DENIED = { status: 403, type: 'AccessDeniedException' };
const BROKEN = { status: 500, type: 'InternalFailure' };

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

const enabled = () => [...standIn.keys.values()].filter((key) => key.enabled).map(({ id }) => id);
const told = () => standIn.events.map(({ kind, detail }) => `${kind}: ${detail.keyId}`);
const tagCall = (id: string) => `PUT /tags/${encodeURIComponent(`arn:aws:apigateway:eu-west-1::/apikeys/${id}`)}`;

describe('a run of the key keeper that AWS fails', () => {
  it.each([
    ['throttles', THROTTLED],
    ['breaks', BROKEN],
    ['hangs up on', 'hang up'],
    ['does, and hangs up before it says so,', 'die after'],
  ] as const)('sends a call again that AWS %s', async (_name, fault) => {
    addKey(standIn, 'k', { expires: PAST });
    for (const call of ['GET /apikeys', 'PATCH /apikeys/k', tagCall('k')]) standIn.fail(call, fault, 2);
    expect((await keeperRun(standIn)).report).toMatchObject({ disabled: 1, told: 1, failed: 0 });
    expect(enabled()).toEqual([]);
    expect(told()).toEqual(['Key Expired: k']);
  });

  it('waits longer each time before it sends a throttled call again, and gives up in the end', async () => {
    standIn.fail('GET /apikeys', THROTTLED);
    const { report, tookMs } = await keeperRun(standIn);
    expect(standIn.calls).toHaveLength(8);
    expect(report).toMatchObject({ looked: 0, failed: 1 });
    // Half of 250 ms, doubled up to 8 s.
    expect(tookMs).toBeGreaterThan(11_000);
  });

  it('stays under half of the control plane’s ten calls a second', async () => {
    for (let at = 0; at < 10; at++) addKey(standIn, `k${at}`, { expires: PAST });
    const { tookMs } = await keeperRun(standIn);
    const calls = standIn.calls.filter((call) => call !== 'POST /').length;
    expect(calls).toBe(1 + 10 * 3);
    expect(tookMs).toBeGreaterThanOrEqual(((calls - 1) * 1_000) / 5);
  });

  it.each([
    ['PATCH /apikeys/k1', DENIED],
    ['PATCH /apikeys/k1', THROTTLED],
    [tagCall('k1'), DENIED],
  ] as const)('does all others where %s fails, and says that it failed', async (call, fault) => {
    for (const id of ['k0', 'k1', 'k2']) addKey(standIn, id, { expires: PAST });
    standIn.fail(call, fault);
    const { report, lines } = await keeperRun(standIn);
    expect(report.failed).toBeGreaterThan(0);
    expect(enabled()).not.toContain('k0');
    expect(enabled()).not.toContain('k2');
    expect(lines).toContainEqual(expect.objectContaining({ keyId: 'k1', owner: 'owner-of-k1', outcome: 'failed' }));
  });

  it('tells of no end that did not come about, and of it once it has', async () => {
    addKey(standIn, 'k', { expires: PAST });
    standIn.fail('PATCH', DENIED);
    await keeperRun(standIn);
    expect({ enabled: enabled(), told: told() }).toEqual({ enabled: ['k'], told: [] });
    standIn.mend();
    await keeperRun(standIn);
    expect({ enabled: enabled(), told: told() }).toEqual({ enabled: [], told: ['Key Expired: k'] });
  });

  it('disables a key also where it cannot be remembered, since an open key is worse than an event too many', async () => {
    addKey(standIn, 'k', { expires: PAST });
    standIn.fail('PUT /tags', DENIED);
    const { report } = await keeperRun(standIn);
    expect(enabled()).toEqual([]);
    expect(told()).toEqual(['Key Expired: k']);
    expect(report.failed).toBe(2);
  });

  it.each([
    ['the bus is down', () => standIn.fail('POST /', BROKEN), () => standIn.mend()],
    [
      'the bus takes the call but not the event',
      () => standIn.refusedOwners.add('owner-of-k'),
      () => standIn.refusedOwners.clear(),
    ],
  ])('disables where %s, and tells in the next run', async (_name, fail, mend) => {
    addKey(standIn, 'k', { expires: PAST });
    addKey(standIn, 'other', { expires: PAST });
    fail();
    expect((await keeperRun(standIn)).report).toMatchObject({ disabled: 2, failed: 1 });
    expect(enabled()).toEqual([]);
    mend();
    expect((await keeperRun(standIn)).report).toMatchObject({ disabled: 0, failed: 0 });
    expect(told().sort()).toEqual(['Key Expired: k', 'Key Expired: other']);
  });

  it.each(['PUT /tags', 'PATCH', 'POST /'])('is completed by the next run where it dies at %s', async (call) => {
    addKey(standIn, 'k', { expires: PAST });
    standIn.fail(call, DENIED, 1);
    await keeperRun(standIn);
    await keeperRun(standIn);
    await keeperRun(standIn);
    expect(enabled()).toEqual([]);
    expect(told()).toEqual(['Key Expired: k']);
  });

  it('does what it read where a later page cannot be read', async () => {
    standIn.pageSize = 1;
    for (const id of ['k0', 'k1', 'k2']) addKey(standIn, id, { expires: PAST });
    standIn.fail('GET /apikeys?limit=500&includeValues=false&position=2', DENIED);
    const { report } = await keeperRun(standIn);
    expect(report).toMatchObject({ looked: 2, disabled: 2, told: 2, failed: 1 });
    expect(enabled()).toEqual(['k2']);
  });

  it('stops before Lambda ends it, says what is left, and the next run goes on', async () => {
    for (let at = 0; at < 9; at++) addKey(standIn, `k${at}`, { expires: PAST });
    let leftMs = 76_000;
    const timeLeftMs = () => {
      leftMs -= 100;
      return leftMs;
    };
    const first = await keeperRun(standIn, { timeLeftMs });
    expect(first.report.disabled).toBeGreaterThan(0);
    expect(first.report.disabled).toBeLessThan(9);
    expect(first.report.left).toBeGreaterThan(0);
    expect(first.report.failed).toBe(0);
    const second = await keeperRun(standIn);
    expect(first.report.disabled + second.report.disabled).toBe(9);
    expect(second.report.left).toBe(0);
    expect(new Set(told()).size).toBe(9);
  });
});
