import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keeperAt } from './rotation.js';
import { acceptedBy, type Cloud, newCloud, OLD, SECRET_ARN, sentBy, startAws, TOKEN } from './stand-in.js';

let cloud: Cloud;
let aws: Awaited<ReturnType<typeof startAws>>;
const lines: string[] = [];

beforeAll(async () => {
  aws = await startAws(() => cloud);
});
beforeEach(() => {
  cloud = newCloud();
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(line));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
afterAll(() => aws.close());

const valueAt = (stage: string) => cloud.versions.find({ stage })?.value;

/** The promise of a rotation: whatever CloudFront sends, the APIs take. */
function expectServed(): void {
  const stages = cloud.versions.all().flatMap(({ value = '' }) => value);
  for (const sent of [cloud.deployed, ...sentBy(cloud.config)]) {
    expect(acceptedBy(cloud)).toContain(sent);
    expect(stages).toContain(sent);
  }
}

describe('a rotation', () => {
  it('ends with a new current value, which the edge sends, and the old one as the previous one', async () => {
    await keeperAt(aws.url).rotate();
    const current = valueAt('AWSCURRENT');
    expect(current).toMatch(/^[a-z0-9]{64}$/);
    expect(current).not.toBe(OLD);
    expect(valueAt('AWSPREVIOUS')).toBe(OLD);
    expect(sentBy(cloud.config)).toEqual([current, current]);
    expect(cloud.deployed).toBe(current);
    expect(acceptedBy(cloud).sort()).toEqual([current, OLD].sort());
  });

  it('leaves all else of the distribution as it is, to the letter', async () => {
    const before = cloud.config;
    await keeperAt(aws.url).rotate();
    expect(cloud.config.replaceAll(valueAt('AWSCURRENT') ?? '-', OLD)).toBe(before);
  });

  it('has the APIs know the new value for longer than authorizers keep them, before the edge sends it', async () => {
    const keeper = keeperAt(aws.url, (ms) => {
      if (ms < 60_000) return;
      expect(sentBy(cloud.config)).toEqual([OLD, OLD]);
      expect(acceptedBy(cloud)).toContain(valueAt('AWSPENDING'));
    });
    await keeper.rotate();
    expect(Math.max(...keeper.waits)).toBeGreaterThan(60_000);
  });

  it('waits until CloudFront sends the new value everywhere', async () => {
    const keeper = keeperAt(aws.url);
    await keeper.step('createSecret');
    await keeper.step('setSecret');
    expect(cloud.deployed).toBe(valueAt('AWSPENDING'));
    expect(valueAt('AWSCURRENT')).toBe(OLD);
  });

  it('says no value, in no line and in no error', async () => {
    await keeperAt(aws.url).rotate();
    for (const { value = '' } of cloud.versions.all()) expect(lines.join()).not.toContain(value);
    expect(lines.length).toBeGreaterThan(3);
  });
});

/** What a rotation has changed by then decides how the next one goes on: the calls that change something, by number. */
async function changesOfOne(): Promise<readonly (readonly [number, string])[]> {
  cloud = newCloud();
  await keeperAt(aws.url).rotate();
  return cloud.calls.flatMap((action, at) => (/^(Put|Update)/.test(action) ? [[at + 1, action] as const] : []));
}

async function expectToConverge(): Promise<void> {
  expectServed();
  cloud.dies = undefined;
  await keeperAt(aws.url, expectServed).rotate();
  const current = valueAt('AWSCURRENT');
  expect(cloud.versions.find({ id: TOKEN })?.value).toBe(current);
  expect(current).not.toBe(OLD);
  expect([cloud.deployed, valueAt('AWSPREVIOUS')]).toEqual([current, OLD]);
  expectServed();
}

describe('a rotation that is killed', () => {
  it.each(['before', 'after'] as const)(
    'goes on at the next attempt, whichever change it was at, and callers are served throughout: %s AWS makes it',
    async (when) => {
      const changes = await changesOfOne();
      expect(changes.map(([, action]) => action)).toEqual([
        'PutSecretValue',
        'UpdateWebACL',
        'UpdateDistribution',
        'UpdateSecretVersionStage',
      ]);
      for (const [at] of changes) {
        cloud = newCloud();
        cloud.dies = { at, when };
        const dying = keeperAt(aws.url, () => {
          // Nobody comes back: the function's time is over.
          if (cloud.calls.length === at) throw new Error('killed');
        });
        await expect(dying.rotate()).rejects.toThrow('killed');
        await expectToConverge();
      }
    },
  );

  it.each([1, 2])('goes on at the next attempt where it was in wait %i', async (which) => {
    let waits = 0;
    const dying = keeperAt(aws.url, () => {
      waits += 1;
      if (waits === which) throw new Error('killed');
    });
    await expect(dying.rotate()).rejects.toThrow('killed');
    await expectToConverge();
  });

  it('repeats a call whose connection broke, by itself', async () => {
    cloud.dies = { at: 3, when: 'after' };
    await keeperAt(aws.url).rotate();
    expect(valueAt('AWSPREVIOUS')).toBe(OLD);
  });
});

describe('a rotation that somebody disturbs', () => {
  it('keeps what somebody else changes at the distribution between reading and writing', async () => {
    let times = 0;
    cloud.intercept = (action) => {
      if (action === 'UpdateDistribution' && times++ === 0) cloud.config = cloud.config.replace('kept', 'theirs');
      return undefined;
    };
    await keeperAt(aws.url).rotate();
    expect(cloud.config).toContain('theirs &amp; more');
    expect(cloud.deployed).toBe(valueAt('AWSCURRENT'));
  });

  it('changes the web ACL as it is by then', async () => {
    let times = 0;
    cloud.intercept = (action) => {
      if (action === 'UpdateWebACL' && times++ === 0) cloud.lockToken += 1;
      return undefined;
    };
    await keeperAt(aws.url).rotate();
    expect(acceptedBy(cloud)).toContain(valueAt('AWSCURRENT'));
  });

  it('first has an edge that sends what a deployment left there send the current value', async () => {
    cloud.config = cloud.config.replaceAll(OLD, 'p'.repeat(64));
    cloud.deployed = 'p'.repeat(64);
    await keeperAt(aws.url).rotate();
    expect(cloud.deployed).toBe(valueAt('AWSCURRENT'));
  });

  it('does not end while a deployment has undone what it did', async () => {
    const keeper = keeperAt(aws.url);
    await keeper.step('createSecret');
    await keeper.step('setSecret');
    cloud.config = cloud.config.replaceAll(valueAt('AWSPENDING') ?? '-', OLD);
    await expect(keeper.step('testSecret')).rejects.toThrow('a distribution does not send the new secret');
    await expect(keeper.step('finishSecret')).rejects.toThrow('a distribution does not send the new secret');
    expect(valueAt('AWSCURRENT')).toBe(OLD);
  });
});

describe('the origin keeper', () => {
  it.each([
    ['another step', 'dropSecret', {}, 'Step has to be one of createSecret, setSecret, testSecret, finishSecret'],
    ['another secret', 'createSecret', { SecretId: `${SECRET_ARN}x` }, "SecretId is not this gateway's secret"],
    ['no version', 'createSecret', { ClientRequestToken: '' }, 'ClientRequestToken is missing'],
    ['a version that nobody began', 'setSecret', { ClientRequestToken: 'other' }, 'the version is not pending'],
  ])('refuses %s', async (_what, step, event, message) => {
    await expect(keeperAt(aws.url).step(step, event)).rejects.toThrow(message);
    expect(cloud.calls.filter((action) => /^(Put|Update)/.test(action))).toEqual([]);
  });

  it('does nothing for a version that is current already', async () => {
    const keeper = keeperAt(aws.url);
    await keeper.rotate();
    cloud.calls.length = 0;
    await keeper.rotate();
    expect(new Set(cloud.calls)).toEqual(new Set(['DescribeSecret']));
  });

  it.each([
    ['without a value', undefined],
    ['with the current value', OLD],
  ])('passes the test that Secrets Manager makes of a new rotation, with a version %s', async (_what, value) => {
    if (value !== undefined) cloud.versions.put({ id: TOKEN, value, stages: [] });
    await keeperAt(aws.url).step('testSecret');
    expect(cloud.calls.filter((action) => /^(Put|Update)/.test(action))).toEqual([]);
  });

  it('fails, and says why, where no edge has been deployed', async () => {
    const keeper = keeperAt(aws.url);
    vi.stubEnv('GATEWRIGHT_ORIGIN_TAG', 'nobody');
    await keeper.step('createSecret');
    await expect(keeper.step('setSecret')).rejects.toThrow('no distribution has the tag of this gateway');
    expect(acceptedBy(cloud)).toEqual([OLD, OLD]);
  });

  it("keeps AWS's words out of errors: they may repeat a value", async () => {
    cloud.intercept = (action) =>
      action === 'UpdateWebACL'
        ? { status: 400, body: JSON.stringify({ __type: 'WAFInvalidParameterException', message: `bad ${OLD}` }) }
        : undefined;
    const keeper = keeperAt(aws.url);
    await keeper.step('createSecret');
    await expect(keeper.step('setSecret')).rejects.toThrow(
      /^UpdateWebACL: WAFInvalidParameterException \(status 400\)$/,
    );
  });

  it('waits and goes on where AWS throttles it', async () => {
    let times = 0;
    cloud.intercept = (action) =>
      action === 'GetWebACL' && times++ < 2 ? { status: 400, body: '{"__type":"ThrottlingException"}' } : undefined;
    await keeperAt(aws.url).rotate();
    expect(valueAt('AWSPREVIOUS')).toBe(OLD);
  });

  it('works without a REST API', async () => {
    const keeper = keeperAt(aws.url);
    vi.stubEnv('GATEWRIGHT_ORIGIN_WEB_ACL', '');
    await keeper.rotate();
    expect(cloud.calls.filter((action) => action.endsWith('WebACL'))).toEqual([]);
    expect(cloud.deployed).toBe(valueAt('AWSCURRENT'));
  });
});
