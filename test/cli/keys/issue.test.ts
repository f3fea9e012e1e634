import { afterEach, describe, expect, it } from 'vitest';
import { realTiming } from '../../../lib/aws/timing.js';
import { bookshopRegion, planNamed } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn, count } = keysWorld([region]);
const acme = ['issue', '--plan', 'gold', '--owner', 'acme'];
const made = () => [...region.keys.values()].filter((key) => !key.tags['gatewright:lock']);

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

describe('keys issue', () => {
  it('makes a key with its record, puts it on the plan and prints the value once', async () => {
    const run = await keys(
      ...acme,
      '--name',
      'acme production',
      '--expires',
      '2099-03-01',
      '--description',
      'stock feed',
    );
    const [key] = made();
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(key).toMatchObject({ name: 'acme production', description: 'stock feed', enabled: true });
    expect(key?.value).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(run.out.split(key?.value ?? '')).toHaveLength(2);
    expect(key?.tags).toMatchObject({
      'gatewright:gateway': 'bookshop',
      'gatewright:plan': 'gold',
      'gatewright:owner': 'acme',
      'gatewright:expires': '2099-03-01T00:00:00Z',
    });
    expect([...planNamed(region, 'gold').keyIds]).toEqual([key?.id]);
  });

  it('answers one JSON document on stdout with --json', async () => {
    const run = await keys(...acme, '--json');
    const [key] = made();
    expect(JSON.parse(run.out)).toMatchObject({
      outcome: 'issued',
      owner: 'acme',
      plan: 'gold',
      value: key?.value,
      keys: [{ region: 'us-east-1', keyId: key?.id }],
    });
  });

  it('tells the event bus, and never the value', async () => {
    await keys(...acme, '--expires', '90d');
    const [key] = made();
    expect(standIn().events).toEqual([
      {
        region: 'us-east-1',
        source: 'gatewright.keys',
        kind: 'Key Issued',
        detail: {
          gateway: 'bookshop',
          plan: 'gold',
          owner: 'acme',
          keyId: key?.id,
          region: 'us-east-1',
          expires: key?.tags['gatewright:expires'],
        },
      },
    ]);
    expect(JSON.stringify(standIn().events)).not.toContain(key?.value);
  });

  it('tells nobody with --no-events, and takes a deaf event bus for a warning', async () => {
    await keys(...acme, '--no-events');
    expect(standIn().events).toEqual([]);
    standIn().fault = ({ service }) =>
      service === 'events' ? { kind: 'answer', status: 403, code: 'AccessDeniedException' } : undefined;
    const run = await keys(...acme);
    expect(run).toMatchObject({ exitCode: 0, err: expect.stringMatching(/done, but no event was sent.*--no-events/) });
    expect(made()).toHaveLength(2);
  });

  it('deletes the key again where it cannot be put on its plan', async () => {
    standIn().fault = (call) =>
      /^POST usageplans/.test(operationOf(call))
        ? { kind: 'answer', status: 403, code: 'AccessDeniedException' }
        : undefined;
    const run = await keys(...acme);
    expect(run).toMatchObject({ exitCode: 3, out: '' });
    expect(made()).toEqual([]);
    expect(standIn().events).toEqual([]);
  });

  it('names the key that it could not delete again, and how to mend that', async () => {
    standIn().fault = (call) =>
      /^(POST usageplans|DELETE apikeys)/.test(operationOf(call))
        ? { kind: 'answer', status: 403, code: 'AccessDeniedException', message: 'no right' }
        : undefined;
    const run = await keys(...acme);
    const [key] = made();
    expect(run.exitCode).toBe(3);
    expect(run.err).toContain(`gatewright keys revoke ${key?.id} --region us-east-1`);
    expect(run.err).not.toContain(key?.value);
  });

  it('makes one key where the answer of the first call was lost', async () => {
    let broken = false;
    standIn().fault = (call) => {
      if (broken || operationOf(call) !== 'POST apikeys') return undefined;
      broken = true;
      return { kind: 'broken', done: true };
    };
    const run = await keys(...acme);
    expect(run.exitCode).toBe(0);
    expect(made()).toHaveLength(1);
    expect(run.out).toContain(made()[0]?.value);
  });

  it('waits as long as a throttle asks for, and goes on', async () => {
    let refusals = 0;
    standIn().fault = (call) => {
      if (operationOf(call) !== 'POST apikeys' || refusals >= 2) return undefined;
      refusals += 1;
      return { kind: 'answer', status: 429, code: 'TooManyRequestsException', retryAfter: '3' };
    };
    const startedAtMs = realTiming.nowMs();
    expect((await keys(...acme)).exitCode).toBe(0);
    expect(realTiming.nowMs() - startedAtMs).toBeGreaterThanOrEqual(6_000);
    expect(made()).toHaveLength(1);
  });
});

describe('keys issue with a request id', () => {
  it('makes one key for two runs, and shows the value to the first', async () => {
    const first = await keys(...acme, '--request-id', 'ticket-7');
    const second = await keys(...acme, '--request-id', 'ticket-7');
    const [key] = made();
    expect(made()).toHaveLength(1);
    expect(first.out).toContain(key?.value);
    expect(second).toMatchObject({ exitCode: 0, out: expect.stringMatching(/issued before.*value was shown then/s) });
    expect(second.out).not.toContain(key?.value);
    expect(standIn().events).toHaveLength(1);
  });

  it('makes one key for runs at the same time', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => keys(...acme, '--request-id', 'ticket-8', '--json')));
    expect(made()).toHaveLength(1);
    expect(runs.map((run) => [run.exitCode, JSON.parse(run.out).outcome]).sort()).toEqual([
      [0, 'issued'],
      [0, 'was-issued'],
      [0, 'was-issued'],
    ]);
    expect(region.keys.size).toBe(1);
  });

  it('finishes what a killed run has left off its plan', async () => {
    await keys(...acme, '--request-id', 'ticket-9');
    planNamed(region, 'gold').keyIds.clear();
    expect((await keys(...acme, '--request-id', 'ticket-9')).exitCode).toBe(0);
    expect([...planNamed(region, 'gold').keyIds]).toEqual([made()[0]?.id]);
  });

  it('is refused for another owner or plan', async () => {
    await keys(...acme, '--request-id', 'ticket-10');
    const run = await keys('issue', '--plan', 'free', '--owner', 'acme', '--request-id', 'ticket-10');
    expect(run).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/request ticket-10 has made key .* on plan gold/),
    });
    expect(made()).toHaveLength(1);
  });
});

describe('what is wrong with a request', () => {
  it.each<[string, string[], number, RegExp]>([
    [
      'an unknown plan, with those that there are',
      ['--plan', 'platinum', '--owner', 'a'],
      1,
      /no plan platinum.*free, gold/,
    ],
    [
      'an unknown gateway, with those that there are',
      [...acme.slice(1), '--gateway', 'nope'],
      1,
      /no gateway nope in us-east-1; there are\n {2}bookshop/,
    ],
    [
      'an unknown stack, with those that there are',
      [...acme.slice(1), '--stack', 'Nope'],
      1,
      /no stack Nope.*\n {2}bookshop/,
    ],
    [
      'an owner that no tag takes',
      ['--plan', 'gold', '--owner', 'a,b"\n\u001b[31m'],
      1,
      /--owner "a,b.*\\u001b.* is no tag's value/,
    ],
    ['an empty owner', ['--plan', 'gold', '--owner', ''], 1, /--owner "" is no tag's value/],
    ['a name of two lines', [...acme.slice(1), '--name', 'a\nb'], 1, /--name .* has to be one line/],
    ['no owner', ['--plan', 'gold'], 2, /name --owner or --tenant, and --plan/],
    ['a time that is past', [...acme.slice(1), '--expires', '2020-01-01'], 2, /a time to come/],
    ['a day that there is not', [...acme.slice(1), '--expires', '2099-02-31'], 2, /a time to come/],
    ['an expiry of no unit', [...acme.slice(1), '--expires', '90'], 2, /a time to come/],
    ['--out for one key', [...acme.slice(1), '--out', 'x.csv'], 2, /--out is for the keys of --from/],
    ['a file and an owner', ['--from', 'x.csv', '--owner', 'acme'], 2, /cannot be used with option/],
    [
      'a region and regions',
      [...acme.slice(1), '--region', 'us-east-1', '--regions', 'us-east-1'],
      2,
      /cannot be used with/,
    ],
    ['a region that is none', [...acme.slice(1), '--region', 'mars'], 2, /a region such as/],
  ])('is said of %s', async (_, args, exitCode, message) => {
    standIn().calls.length = 0;
    const run = await keys('issue', ...args);
    expect(count(/^(POST|PUT|PATCH|DELETE) \w/)).toBe(0);
    expect(run).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
    expect(run.err).not.toContain('\u001b');
  });
});
