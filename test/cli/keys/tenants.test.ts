import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { usageKeyOf } from '../../../lambdas/authorizer/meter/usage-key.js';
import { bookshopRegion, planNamed, type StandInRegion } from '../../aws/support/stand-in-region.js';
import { keysWorld } from './support/keys-world.js';

const ireland = bookshopRegion('eu-west-1');
const virginia = bookshopRegion('us-east-1');
const regions = [ireland, virginia];
const { keys, standIn, count } = keysWorld(regions);
const north = ['issue', '--plan', 'gold', '--tenant', 'north', '--region', 'us-east-1'];
const SECRET = 'correct-horse-battery-staple-number-7';

function meters(output: string | undefined): void {
  for (const { stacks } of regions) {
    const { outputs = {} } = stacks.find(({ name }) => name === 'Bookshop') ?? {};
    if (output === undefined) delete outputs.MeterSecrets;
    else outputs.MeterSecrets = output;
  }
}

const keyOf = (tenant: string) => usageKeyOf(SECRET, { gateway: 'bookshop', meter: 'tenants', tenant });
const made = ({ keys: all }: StandInRegion = virginia) =>
  [...all.values()].filter((key) => !key.tags['gatewright:lock']);

beforeEach(() => {
  meters('tenants=bookshop/meters');
  for (const { secrets } of regions) secrets.set('bookshop/meters', SECRET);
});
afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  for (const region of regions) {
    region.keys.clear();
    region.secrets.clear();
    for (const plan of region.plans.values()) plan.keyIds.clear();
  }
});

describe('a key of a tenant', () => {
  it('has the value that the authorizer names, on its plan, and nobody is told it', async () => {
    const run = await keys(...north);
    const value = keyOf('north');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(made()).toMatchObject([{ value, name: 'north', tags: { 'gatewright:owner': 'north' } }]);
    expect(made()[0]?.tags).toMatchObject({ 'gatewright:meter': 'tenants', 'gatewright:plan': 'gold' });
    expect([...planNamed(virginia, 'gold').keyIds]).toEqual([made()[0]?.id]);
    const json = await keys(...north.with(4, 'south'), '--json');
    expect(JSON.parse(json.out)).toMatchObject({ outcome: 'issued', owner: 'south', meter: 'tenants' });
    const told = JSON.stringify([run, json, standIn().events, made().map(({ tags }) => tags)]);
    expect(standIn().events).toHaveLength(2);
    for (const secret of [value, keyOf('south'), SECRET]) expect(told).not.toContain(secret);
  });

  it('is made once, however often it is asked for', async () => {
    await keys(...north);
    const again = await keys(...north);
    expect(again).toMatchObject({ exitCode: 0, out: expect.stringMatching(/issued before {2}north on gold/) });
    expect(made()).toHaveLength(1);
  });

  it('is moved to another plan, not issued there a second time', async () => {
    await keys(...north);
    const other = await keys(...north.with(2, 'free'));
    expect(other).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/this tenant has key \w+ .* on plan gold; move it with: .* --plan free/),
    });
    expect(await keys('move', made()[0]?.id ?? '', '--plan', 'free', '--region', 'us-east-1')).toMatchObject({
      exitCode: 0,
    });
    expect(made()).toHaveLength(1);
  });

  it("is not rotated: another value would be nobody's", async () => {
    await keys(...north);
    expect(await keys('rotate', 'north', '--region', 'us-east-1')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/stands for a tenant of meter tenants.*Secrets Manager/),
    });
    expect(made()).toHaveLength(1);
  });

  it('is of a member of the secret, and of an owner with another name', async () => {
    meters('tenants=bookshop/meters#of%2Cmeters');
    virginia.secrets.set('bookshop/meters', JSON.stringify({ 'of,meters': SECRET }));
    expect(await keys(...north.with(4, 'auth0|north'), '--owner', 'north gmbh')).toMatchObject({ exitCode: 0 });
    expect(made()).toMatchObject([{ value: keyOf('auth0|north'), tags: { 'gatewright:owner': 'north gmbh' } }]);
  });

  it('is one in all regions, where the secret is', async () => {
    const both = [...north.slice(0, 5), '--regions', 'eu-west-1,us-east-1'];
    expect(await keys(...both)).toMatchObject({ exitCode: 0 });
    expect(made(ireland)[0]?.value).toBe(made(virginia)[0]?.value);
    ireland.secrets.set('bookshop/meters', SECRET.replace('7', '8'));
    expect(await keys(...both.with(4, 'south'))).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/another in us-east-1 than in eu-west-1; replicate it/),
    });
    expect(made()).toHaveLength(1);
  });

  it('is read again where Secrets Manager throttles', async () => {
    let throttled = 0;
    standIn().fault = ({ service }) => {
      if (service !== 'secretsmanager' || throttled > 0) return undefined;
      throttled += 1;
      return { kind: 'answer', status: 400, code: 'ThrottlingException' };
    };
    expect(await keys(...north)).toMatchObject({ exitCode: 0 });
    expect(throttled).toBe(1);
  });
});

describe('no key of a tenant is made', () => {
  const set = (secret: string | Uint8Array) => () => void virginia.secrets.set('bookshop/meters', secret);
  it.each<[string, () => void, readonly string[], number, RegExp]>([
    ['without a meter', () => meters(undefined), [], 1, /bookshop has no meter in us-east-1.*leave out --tenant/],
    ['for another meter', () => {}, ['--meter', 'guests'], 1, /has no meter guests in us-east-1; it has: tenants/],
    ['for one of several', () => meters('a=x,b=y'), [], 1, /several meters; name one with --meter: a, b/],
    ['without the secret', () => virginia.secrets.clear(), [], 1, /GetSecretValue in us-east-1 found nothing/],
    ['of a short secret', set('s'.repeat(31)), [], 1, /too short for a meter: .* 32 characters/],
    ['of an empty secret', set(''), [], 1, /holds no text/],
    ['of bytes', set(new Uint8Array(40)), [], 1, /holds no text/],
    ['of no JSON', () => meters('tenants=bookshop/meters#key'), [], 1, /holds no JSON with a text under "key"/],
    ['for an owner that no tag takes', () => {}, ['--owner', 'a|b'], 1, /--owner "a\|b" is no tag/],
    ['for a request', () => {}, ['--request-id', 'r'], 2, /cannot be used with option/],
  ])('%s', async (_, given, flags, exitCode, says) => {
    given();
    const run = await keys(...north, ...flags);
    expect(run).toMatchObject({ exitCode, out: '', err: expect.stringMatching(says) });
    expect(run.err).not.toContain(SECRET);
    expect(made()).toEqual([]);
  });

  it.each([
    [['issue', '--plan', 'gold', '--tenant', 'a|b'], 1, /--tenant, as the owner .* "a\|b" is no tag/],
    [['issue', '--plan', 'gold', '--tenant', '', '--owner', 'x'], 1, /--tenant has to be what the claim says/],
    [['issue', '--plan', 'gold', '--owner', 'x', '--meter', 'tenants'], 2, /--meter is for a --tenant/],
  ])('%j', async (args, exitCode, says) => {
    expect(await keys(...args, '--region', 'us-east-1')).toMatchObject({ exitCode, err: expect.stringMatching(says) });
    expect(made()).toEqual([]);
  });

  it('without the right to read the secret, and AWS is asked once', async () => {
    const before = count(/^POST _aws/);
    standIn().fault = ({ service }) =>
      service === 'secretsmanager' ? { kind: 'answer', status: 400, code: 'AccessDeniedException' } : undefined;
    expect(await keys(...north)).toMatchObject({ exitCode: 3, err: expect.stringMatching(/GetSecretValue.*denied/) });
    expect(count(/^POST _aws/) - before).toBe(1);
    expect(made()).toEqual([]);
  });
});
