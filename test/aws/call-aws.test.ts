import { describe, expect, it } from 'vitest';
import { callAws } from '../../lib/aws/call-aws.js';
import { fakeTiming } from './support/fake-timing.js';

const called = { action: 'CreateApiKey', region: 'eu-west-1', endpoint: undefined };
const failing = (given: object, times = Number.POSITIVE_INFINITY) => {
  let calls = 0;
  return {
    calls: () => calls,
    send: async () => {
      calls += 1;
      if (calls <= times) throw Object.assign(new Error('no'), given);
      return 'done';
    },
  };
};
const throttled = { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } };

describe('callAws', () => {
  it.each<[string, object]>([
    ['throttled', throttled],
    ['answered with 429 alone', { $metadata: { httpStatusCode: 429 } }],
    ['broken off', { code: 'ECONNRESET' }],
    ['out of time', { name: 'TimeoutError' }],
    ['failed at by AWS', { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } }],
  ])('repeats a call that was %s', async (_, given) => {
    const { send, calls } = failing(given, 3);
    expect(await callAws(called, send, fakeTiming())).toBe('done');
    expect(calls()).toBe(4);
  });

  it.each<[string, object, string]>([
    ['denied', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } }, 'access-denied'],
    ['refused', { name: 'BadRequestException', $metadata: { httpStatusCode: 400 } }, 'refused'],
    ['in conflict', { name: 'ConflictException', $metadata: { httpStatusCode: 409 } }, 'conflict'],
    ['for what is not there', { name: 'NotFoundException', $metadata: { httpStatusCode: 404 } }, 'not-found'],
    ['past a quota', { name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } }, 'refused'],
    ['of an expired session', { name: 'ExpiredTokenException', $metadata: { httpStatusCode: 403 } }, 'expired-session'],
    ['to nobody', { code: 'ECONNREFUSED' }, 'unreachable'],
  ])('does not repeat a call %s', async (_, given, fault) => {
    const { send, calls } = failing(given);
    await expect(callAws(called, send, fakeTiming())).rejects.toMatchObject({ fault });
    expect(calls()).toBe(1);
  });

  it('waits longer each time, at random, and gives up in the end', async () => {
    const timing = fakeTiming(0.5);
    const { send, calls } = failing(throttled);
    await expect(callAws(called, send, timing)).rejects.toMatchObject({ fault: 'throttled' });
    expect(calls()).toBe(8);
    expect(timing.slept).toEqual([125, 250, 500, 1_000, 2_000, 4_000, 4_000]);
  });

  it('never comes back sooner than AWS asks for', async () => {
    const timing = fakeTiming(0);
    const { send } = failing({ ...throttled, $response: { headers: { 'Retry-After': '3' } } }, 2);
    await callAws(called, send, timing);
    expect(timing.slept).toEqual([3_000, 3_000]);
  });

  it('takes a value out of what AWS says', async () => {
    const secret = 'abcdefghijklmnopqrst0123456789';
    const { send } = failing({ name: 'BadRequestException', message: `the value ${secret} is taken` });
    const error = await callAws({ ...called, secret }, send, fakeTiming()).catch((reason: Error) => reason);
    expect(String(error)).toContain('the value … is taken');
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(secret);
  });
});
