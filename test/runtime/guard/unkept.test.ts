import { describe, expect, it } from 'vitest';
import { unkeptAnswers } from '../../../lib/runtime/guard/unkept-answers.js';
import type { Handler } from '../../../lib/runtime/wrappable.js';
import { VERSIONS } from '../events.js';
import { eventOf } from './guarded.js';

const unkept = unkeptAnswers([410]);
const event = eventOf('1.0', {});
const answered = (answer: unknown, at: object = event) => unkept(async () => answer)(at, {});

describe.each(VERSIONS)('behind an edge, an answer that CloudFront would keep, in format %s,', (version) => {
  const at = eventOf(version, {});

  it.each<[string, object, object]>([
    ['without headers', {}, { 'cache-control': 'no-store' }],
    ['with null for headers', { headers: null }, { 'cache-control': 'no-store' }],
    ['with others', { headers: { 'x-a': '1' } }, { 'x-a': '1', 'cache-control': 'no-store' }],
    ['with an empty one', { headers: { 'Cache-Control': '' } }, { 'cache-control': 'no-store' }],
    ['with an age alone', { headers: { 'Cache-Control': 'max-age=60' } }, { 'cache-control': 'max-age=60, private' }],
    ['with no age', { headers: { 'cache-control': 'max-age=0' } }, { 'cache-control': 'max-age=0, private' }],
    [
      'with a word that only looks like one',
      { headers: { 'cache-control': 'x-private, my-public=1' } },
      { 'cache-control': 'x-private, my-public=1, private' },
    ],
  ])('forbids it: %s', async (_what, given, headers) => {
    expect(await answered({ statusCode: 410, body: 'gone', ...given }, at)).toMatchObject({ body: 'gone', headers });
  });

  it.each(['no-store', 'private, max-age=9', 'NO-CACHE', 'public, max-age=60', 's-maxage=5', 'max-age=1,public'])(
    'says itself what holds for it: %s',
    async (value) => {
      const answer = { statusCode: 410, headers: { 'Cache-Control': value } };
      expect(await answered(answer, at)).toBe(answer);
    },
  );

  it.each([
    { statusCode: 200 },
    { statusCode: 404 },
    { headers: {} },
    'text',
    undefined,
    null,
    410,
    { status: 410, body: {} },
  ])('is none of another status: %j', async (answer) => {
    expect(await answered(answer, at)).toBe(answer);
  });
});

describe('behind an edge', () => {
  it('several values of a header are read, and written as one', async () => {
    const multiValueHeaders = { 'Cache-Control': ['max-age=1', 'must-revalidate'], 'Set-Cookie': ['a', 'b'] };
    expect(await answered({ statusCode: '410', multiValueHeaders })).toEqual({
      statusCode: '410',
      headers: { 'cache-control': 'max-age=1, must-revalidate, private' },
      multiValueHeaders: { 'Set-Cookie': ['a', 'b'] },
    });
    const kept = { statusCode: 410, multiValueHeaders: { 'cache-control': ['no-store'] } };
    expect(await answered(kept)).toBe(kept);
  });

  it('what a callback is given is no exception, and errors pass', async () => {
    const byCallback = (error: unknown, answer?: unknown): Handler =>
      ((_event: unknown, _context: unknown, done: (error: unknown, answer?: unknown) => void) =>
        done(error, answer)) as never;
    const told = (handler: Handler) =>
      new Promise<unknown>((resolve) => unkept(handler as never)(event, {}, (...said: unknown[]) => resolve(said)));
    expect(await told(byCallback(null, { statusCode: 410 }))).toEqual([
      null,
      { statusCode: 410, headers: { 'cache-control': 'no-store' } },
    ]);
    expect(await told(byCallback('broken'))).toEqual(['broken', undefined]);
  });

  it('a handler that answers nothing by itself is not made to: its callback comes later', () => {
    expect(unkept((() => undefined) as never)(event, {}, () => undefined)).toBeUndefined();
  });

  it('refuses what is no handler when it starts', () => {
    expect(() => unkept({} as never)).toThrow('is no function');
  });

  it('events that no API Gateway sends are answered as they are', async () => {
    expect(await answered({ statusCode: 410 }, { Records: [] })).toEqual({ statusCode: 410 });
  });
});
