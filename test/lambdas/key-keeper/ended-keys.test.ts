import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { KEY_TAGS } from '../../../lib/keys/key-tags.js';
import { NOTIFIED_TAG } from '../../../lib/keys/notified-tag.js';
import { keeperRun } from './keeper.js';
import { addKey, type StandIn, startStandIn } from './stand-in.js';

const PAST = '2026-11-21T11:59:59Z';
const NOW = '2026-11-21T12:00:00Z';
const FUTURE = '2026-11-21T12:00:01Z';

let standIn: StandIn;
beforeEach(async () => {
  standIn = await startStandIn();
});
afterEach(() => standIn.close());

const enabled = () => [...standIn.keys.values()].filter((key) => key.enabled).map(({ id }) => id);
const told = () => standIn.events.map(({ kind, detail }) => `${kind}: ${detail.keyId}`);

describe('a run of the key keeper', () => {
  it.each<[string, Parameters<typeof addKey>[2], boolean, readonly string[]]>([
    ['an expired key', { expires: PAST }, false, ['Key Expired: k']],
    ['a key that expires at this very instant', { expires: NOW }, false, ['Key Expired: k']],
    ['a key whose grace is over', { graceUntil: PAST, replacedBy: 'r2' }, false, ['Key Grace Over: k']],
    ['a key in its grace that has expired', { expires: PAST, graceUntil: FUTURE }, false, ['Key Expired: k']],
    ['a key that expires in a second', { expires: FUTURE }, true, []],
    ['a key in its grace', { graceUntil: FUTURE }, true, []],
    ['a key without an end', {}, true, []],
    ['an expired key of another gateway', { gateway: 'shop-2', expires: PAST }, true, []],
    ['an expired lock', { lock: 'key r1', expires: PAST }, true, []],
  ])('judges %s', async (_name, record, stays, events) => {
    addKey(standIn, 'k', record);
    const { report } = await keeperRun(standIn);
    expect(enabled()).toEqual(stays ? ['k'] : []);
    expect(told()).toEqual(events);
    expect(report).toMatchObject({ disabled: stays ? 0 : 1, told: events.length, failed: 0, left: 0 });
  });

  it('leaves keys alone that are not ours, tags or none', async () => {
    standIn.keys.set('bare', { id: 'bare', enabled: true, tags: {} });
    standIn.keys.set('theirs', { id: 'theirs', enabled: true, tags: { [KEY_TAGS.expires]: PAST } });
    expect((await keeperRun(standIn)).report.looked).toBe(0);
    expect(enabled()).toEqual(['bare', 'theirs']);
  });

  it('tells nothing of a key that somebody had disabled before it expired', async () => {
    addKey(standIn, 'revoked', { expires: PAST }, false);
    await keeperRun(standIn);
    expect(standIn.events).toEqual([]);
  });

  it('tells the bus who lost what and why, under its source', async () => {
    addKey(standIn, 'old', { owner: 'acme', expires: FUTURE, graceUntil: PAST, replacedBy: 'r2' });
    await keeperRun(standIn);
    const detail = { gateway: 'shop', plan: 'gold', owner: 'acme', keyId: 'old', region: 'eu-west-1' };
    expect(standIn.events).toEqual([
      {
        source: 'gatewright.keys',
        kind: 'Key Grace Over',
        detail: { ...detail, expires: FUTURE, graceUntil: PAST, replacedBy: 'r2' },
      },
    ]);
  });

  it('never asks for values, and logs none', async () => {
    addKey(standIn, 'k', { expires: PAST });
    const { lines } = await keeperRun(standIn);
    expect(standIn.calls.filter((call) => call.startsWith('GET /apikeys'))).toEqual([
      'GET /apikeys?limit=500&includeValues=false',
    ]);
    expect(JSON.stringify([lines, standIn.events])).not.toContain('a-value-nobody-may-see');
  });

  it('logs a line for each action, with the key, its plan and its owner', async () => {
    addKey(standIn, 'k', { owner: 'acme', expires: PAST });
    const { lines } = await keeperRun(standIn);
    expect(lines).toEqual([
      { message: 'disabled', keyId: 'k', plan: 'gold', owner: 'acme', because: 'expired' },
      { message: 'told', event: 'Key Expired', keyId: 'k', plan: 'gold', owner: 'acme' },
    ]);
  });

  it('does nothing the second time', async () => {
    addKey(standIn, 'k1', { expires: PAST });
    addKey(standIn, 'k2', { graceUntil: PAST });
    await keeperRun(standIn);
    standIn.calls.length = 0;
    const { report } = await keeperRun(standIn);
    expect(standIn.calls.filter((call) => !call.startsWith('GET'))).toEqual([]);
    expect(report).toEqual({ looked: 2, disabled: 0, told: 0, failed: 0, left: 0 });
  });

  it('ends a key again that somebody enables with its end still in the past', async () => {
    const key = addKey(standIn, 'k', { expires: PAST });
    await keeperRun(standIn);
    key.enabled = true;
    await keeperRun(standIn);
    expect(enabled()).toEqual([]);
    expect(told()).toEqual(['Key Expired: k', 'Key Expired: k']);
  });

  it('reads every page, and tells ten at a time', async () => {
    standIn.pageSize = 7;
    for (let at = 0; at < 23; at++) addKey(standIn, `k${at}`, { expires: PAST });
    const { report } = await keeperRun(standIn);
    expect(report).toEqual({ looked: 23, disabled: 23, told: 23, failed: 0, left: 0 });
    expect(standIn.calls.filter((call) => call.startsWith('GET /apikeys'))).toHaveLength(4);
    expect(standIn.calls.filter((call) => call === 'POST /')).toHaveLength(3);
  });

  it('remembers in a tag whom it has told, beside the key’s own tags', async () => {
    const { tags } = addKey(standIn, 'k', { owner: 'acme', expires: PAST });
    await keeperRun(standIn);
    expect(tags).toMatchObject({ [NOTIFIED_TAG]: 'end-told', [KEY_TAGS.owner]: 'acme', [KEY_TAGS.expires]: PAST });
  });

  it('counts a time that nobody can read as a failure, leaves the key and goes on', async () => {
    addKey(standIn, 'odd', { expires: 'next summer' });
    addKey(standIn, 'k', { expires: PAST });
    const { report, lines } = await keeperRun(standIn);
    expect(report).toMatchObject({ disabled: 1, failed: 1 });
    expect(enabled()).toEqual(['odd']);
    expect(lines).toContainEqual(expect.objectContaining({ message: 'unreadable', keyId: 'odd', got: 'next summer' }));
  });
});
