import { describe, expect, it } from 'vitest';
import { checkOrigins } from '../../../../lambdas/authorizer/origin/check-origins.js';
import type { Services } from '../../../../lambdas/authorizer/parts.js';

const [CURRENT, PENDING, PREVIOUS] = ['c', 'p', 'v'].map((letter) => letter.repeat(64)) as [string, string, string];

type Stages = Readonly<Record<string, string>>;

/** Secrets Manager of a test, the seconds that have passed, and how often all stages were read. */
function world(first: Stages | 'unreachable' = { AWSCURRENT: CURRENT }) {
  const held: { stages: Stages | 'unreachable'; seconds: number; reads: number } = {
    stages: first,
    seconds: 0,
    reads: 0,
  };
  const services: Services = {
    nowMs: () => held.seconds * 1_000,
    environment: {
      GATEWRIGHT_ORIGIN_SECRET: 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:origin-AbC123',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
    },
    fetch: async (_url, init) => {
      const { VersionStage } = JSON.parse(String(init?.body)) as { VersionStage: string };
      if (VersionStage === 'AWSCURRENT') held.reads += 1;
      if (held.stages === 'unreachable') throw new Error('ECONNREFUSED');
      const SecretString = held.stages[VersionStage];
      return SecretString === undefined
        ? new Response('{"__type":"ResourceNotFoundException"}', { status: 400 })
        : new Response(JSON.stringify({ SecretString }));
    },
  };
  return { held, check: checkOrigins(services) };
}

const reasonOf = (checked: Promise<void>) =>
  checked.then(
    () => 'passed',
    (error: { readonly reason: string }) => error.reason,
  );

describe('the check of an origin', () => {
  it.each([
    ['the current value', [CURRENT], 'passed'],
    ['the pending value', [PENDING], 'passed'],
    ['the previous value', [PREVIOUS], 'passed'],
    ['no value', [], 'origin-no-secret'],
    ['an empty value', [''], 'origin-no-secret'],
    ['two values', [CURRENT, CURRENT], 'origin-no-secret'],
    ['two values in one', [`${CURRENT},${CURRENT}`], 'origin-wrong-secret'],
    ['a part of the value', [CURRENT.slice(1)], 'origin-wrong-secret'],
    ['another letter case', [CURRENT.toUpperCase()], 'origin-wrong-secret'],
    ['a name that objects have', ['constructor'], 'origin-wrong-secret'],
  ])('decides on %s', async (_what, values, expected) => {
    const { check } = world({ AWSCURRENT: CURRENT, AWSPENDING: PENDING, AWSPREVIOUS: PREVIOUS });
    expect(await reasonOf(check(values))).toBe(expected);
  });

  it('passes without a pending and a previous value, as a new secret is', async () => {
    const { check } = world();
    expect(await reasonOf(check([CURRENT]))).toBe('passed');
  });

  it('reads once a minute, however many requests come', async () => {
    const { held, check } = world();
    await Promise.all(Array.from({ length: 50 }, () => check([CURRENT])));
    held.seconds = 59;
    await check([CURRENT]);
    expect(held.reads).toBe(1);
    held.seconds = 60;
    await check([CURRENT]);
    expect(held.reads).toBe(2);
  });

  it('knows a pending value after a minute at the latest, and ceases to take a former one', async () => {
    const { held, check } = world({ AWSCURRENT: CURRENT, AWSPREVIOUS: PREVIOUS });
    await check([CURRENT]);
    held.stages = { AWSCURRENT: PENDING, AWSPREVIOUS: CURRENT };
    held.seconds = 60;
    expect(await reasonOf(check([PENDING]))).toBe('passed');
    expect(await reasonOf(check([PREVIOUS]))).toBe('origin-wrong-secret');
  });

  it('reads again for a value that it does not know, but no oftener than every 5 seconds', async () => {
    const { held, check } = world();
    await check([CURRENT]);
    held.stages = { AWSCURRENT: CURRENT, AWSPENDING: PENDING };
    held.seconds = 4;
    for (let times = 0; times < 20; times += 1) expect(await reasonOf(check(['made-up']))).toBe('origin-wrong-secret');
    expect(held.reads).toBe(1);
    held.seconds = 5;
    expect(await reasonOf(check([PENDING]))).toBe('passed');
    expect(held.reads).toBe(2);
  });

  it('does not have those who bring a good value wait for one who does not', async () => {
    const { held, check } = world();
    await check([CURRENT]);
    held.seconds = 10;
    held.stages = 'unreachable';
    const made = check(['made-up']);
    expect(await reasonOf(check([CURRENT]))).toBe('passed');
    expect(await reasonOf(made)).toBe('origin-wrong-secret');
  });

  it('goes on with what it knows where Secrets Manager cannot be reached', async () => {
    const { held, check } = world();
    await check([CURRENT]);
    held.stages = 'unreachable';
    held.seconds = 3_600;
    expect(await reasonOf(check([CURRENT]))).toBe('passed');
    expect(await reasonOf(check(['made-up']))).toBe('origin-wrong-secret');
    expect(held.reads).toBe(2);
    held.stages = { AWSCURRENT: PENDING };
    held.seconds += 2;
    expect(await reasonOf(check([PENDING]))).toBe('passed');
  });

  it('lets nobody through where it knows nothing, and asks again after 2 seconds', async () => {
    const { held, check } = world('unreachable');
    for (let times = 0; times < 5; times += 1) expect(await reasonOf(check([CURRENT]))).toBe('secrets-unreachable');
    expect(held.reads).toBe(1);
    held.stages = { AWSCURRENT: CURRENT };
    held.seconds = 2;
    expect(await reasonOf(check([CURRENT]))).toBe('passed');
  });

  it('lets nobody through where the secret has no value', async () => {
    expect(await reasonOf(world({}).check([CURRENT]))).toBe('origin-secret-without-value');
  });

  it('is not made where nobody says which secret it is', () => {
    const services: Services = { fetch, nowMs: () => 0, environment: {} };
    expect(() => checkOrigins(services)).toThrow('GATEWRIGHT_ORIGIN_SECRET is missing');
  });
});
