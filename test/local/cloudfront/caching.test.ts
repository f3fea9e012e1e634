import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../../lib/local/model/distribution.js';
import { behavior, cachePolicy, edge, reply } from './distribution-fixture.js';

const control = (value: string, more: readonly HeaderPair[] = []): HeaderPair[] => [['Cache-Control', value], ...more];

/** Seconds for which an answer with these headers is served without asking the origin. */
async function secondsKept(headers: readonly HeaderPair[], policy = {}, status = 200): Promise<number> {
  const { get, clock, calls } = edge({ behaviors: [behavior({ cachePolicy: cachePolicy(policy) })] }, () =>
    reply('x', headers, status),
  );
  await get('/a');
  const start = clock.ms;
  for (const seconds of [1, 4, 9, 10, 29, 30, 59, 60, 99, 100, 86_399, 86_400]) {
    clock.ms = start + seconds * 1000;
    const before = calls.length;
    await get('/a');
    if (calls.length > before) return seconds;
  }
  return Number.POSITIVE_INFINITY;
}

describe('how long an answer is kept', () => {
  it.each([
    ['max-age', control('max-age=60'), {}, 60],
    ['s-maxage above max-age', control('max-age=10, s-maxage=60'), {}, 60],
    ['max-age above Expires', [['Expires', 'Thu, 01 Jan 1970 02:00:00 GMT'], ...control('max-age=30')], {}, 30],
    ['Expires', [['Expires', new Date(1_100_000).toUTCString()]], {}, 100],
    ['an Expires that is no date as past', [['Expires', '0']], {}, 1],
    ['no longer than the maximum', control('max-age=1000'), { maxTtlSeconds: 100 }, 100],
    ['no shorter than the minimum', control('max-age=1'), { minTtlSeconds: 60 }, 60],
    ['the default where the origin says nothing', [], { defaultTtlSeconds: 30 }, 30],
    ['the minimum, even of what is private', control('private'), { minTtlSeconds: 10 }, 10],
    ['a quoted max-age', control('max-age="60"'), {}, 60],
    ['the first of two', control('max-age=30, max-age=100'), {}, 30],
  ] as const)('is %s', async (_, headers, policy, seconds) => {
    expect(await secondsKept(headers as readonly HeaderPair[], policy)).toBe(seconds);
  });

  it.each([
    ['no-store', control('no-store')],
    ['no-cache', control('no-cache, max-age=60')],
    ['private', control('private, max-age=60')],
    ['no word of it', []],
    ['a max-age that is no number', control('max-age=1e9')],
    ['a negative max-age', control('max-age=-1')],
    ['Vary: *', control('max-age=60', [['Vary', '*']])],
  ])('is no time at all with %s', async (_, headers) => {
    expect(await secondsKept(headers)).toBe(1);
  });

  it.each([
    [404, [], 10],
    [500, control('no-store'), 10],
    ...[404, 410, 414, 501].map((status) => [status, control('no-store'), 1] as const),
    [410, control('private, max-age=60'), 1],
    [410, [], 10],
    [503, control('max-age=60'), 60],
    [403, [], 1],
    [403, control('max-age=60'), 60],
    [401, control('max-age=60'), 1],
    [429, control('max-age=60'), 1],
  ] as const)('is for a %i with %j %i s', async (status, headers, seconds) => {
    expect(await secondsKept(headers as readonly HeaderPair[], {}, status)).toBe(seconds);
  });

  it('is 10 s for an error even under a policy that caches nothing, unless the distribution says otherwise', async () => {
    const disabled = { maxTtlSeconds: 0 };
    expect(await secondsKept([], disabled, 404)).toBe(10);
    expect(await secondsKept(control('max-age=60'), disabled)).toBe(1);
    const errorResponses = [{ status: 404, cachingMinTtlSeconds: 0 }];
    const { get, calls } = edge({ errorResponses }, () => reply('', [], 404));
    await get('/a');
    await get('/a');
    expect(calls).toHaveLength(2);
  });
});

describe('a cached answer', () => {
  it('says that it is one, and how old it is', async () => {
    const { get, clock, calls } = edge({}, () => reply('first', control('max-age=60', [['Age', '5']])));
    const miss = await get('/a');
    clock.ms += 7_000;
    const hit = await get('/a');
    expect([miss.cache, hit.cache, hit.header('age'), hit.text]).toEqual(['Miss', 'Hit', '12', 'first']);
    expect(calls).toHaveLength(1);
  });

  it('answers HEAD as well', async () => {
    const { get, calls } = edge({}, () => reply('first', control('max-age=60')));
    await get('/a');
    expect((await get('/a', { method: 'HEAD' })).cache).toBe('Hit');
    expect(calls).toHaveLength(1);
  });

  it('never answers methods that are not cached', async () => {
    const { get, calls } = edge({}, () => reply('x', control('max-age=60')));
    for (const method of ['POST', 'POST', 'OPTIONS', 'OPTIONS', 'DELETE']) await get('/a', { method });
    expect(calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'OPTIONS', 'OPTIONS', 'DELETE']);
  });

  it('is 304 for who has it', async () => {
    const { get, calls } = edge({}, () =>
      reply(
        'x',
        control('max-age=60', [
          ['ETag', '"v1"'],
          ['Last-Modified', 'Thu, 01 Jan 1970 00:01:00 GMT'],
        ]),
      ),
    );
    await get('/a');
    const known = async (name: string, value: string) => (await get('/a', { headers: [[name, value]] })).status;
    expect(await known('If-None-Match', '"v1"')).toBe(304);
    expect(await known('If-None-Match', 'W/"v1"')).toBe(304);
    expect(await known('If-None-Match', '*')).toBe(304);
    expect(await known('If-None-Match', '"v2"')).toBe(200);
    expect(await known('If-Modified-Since', 'Thu, 01 Jan 1970 00:02:00 GMT')).toBe(304);
    expect(await known('If-Modified-Since', 'Thu, 01 Jan 1970 00:00:30 GMT')).toBe(200);
    expect(await known('If-Modified-Since', 'yesterday')).toBe(200);
    expect(calls).toHaveLength(1);
  });

  it('is got whole, whatever conditions the first viewer has', async () => {
    const { get, calls } = edge({}, () => reply('whole', control('max-age=60', [['ETag', '"v1"']])));
    const headers: HeaderPair[] = [
      ['If-None-Match', '"v0"'],
      ['Range', 'bytes=0-1'],
    ];
    expect((await get('/a', { headers })).text).toBe('whole');
    expect(calls[0]?.headers.map(([name]) => name.toLowerCase())).not.toContain('range');
    expect(calls[0]?.headers.map(([name]) => name.toLowerCase())).not.toContain('if-none-match');
  });

  it('is confirmed by the origin once it is out of date', async () => {
    const { get, clock, calls } = edge({}, (call) => {
      const tag = call.headers.find(([name]) => name === 'If-None-Match')?.[1];
      return tag === '"v1"'
        ? reply('', control('max-age=20'), 304)
        : reply('x', control('max-age=10', [['ETag', '"v1"']]));
    });
    await get('/a');
    clock.ms += 10_000;
    const confirmed = await get('/a');
    expect([confirmed.status, confirmed.text, confirmed.cache]).toEqual([200, 'x', 'RefreshHit']);
    clock.ms += 19_000;
    expect((await get('/a')).cache).toBe('Hit');
    expect(calls).toHaveLength(2);
  });
});

describe('the key of a cached answer', () => {
  const policy = cachePolicy({
    headers: { kind: 'only', names: ['accept-language'] },
    cookies: { kind: 'only', names: ['tenant'] },
    queryStrings: { kind: 'all-except', names: ['utm'] },
  });
  const echo = () =>
    edge({ behaviors: [behavior({ cachePolicy: policy })] }, (_, index) => reply(String(index), control('max-age=60')));

  it.each([
    ['another path', '/b', [], false],
    ['another case of the path', '/A', [], false],
    ['another parameter', '/a?page=2', [], false],
    ['a parameter that is left out', '/a?utm=mail', [], true],
    ['a header that is named', '/a', [['Accept-Language', 'de']], false],
    ['a header that is not named', '/a', [['X-Trace', '7']], true],
    ['a cookie that is named', '/a', [['Cookie', 'a=1; tenant=7']], false],
    ['a cookie that is not named', '/a', [['Cookie', 'a=1']], true],
    ['another host', '/a', [['Host', 'evil.example']], true],
  ] as const)('with %s', async (_, path, headers, isHit) => {
    const { get } = echo();
    await get('/a');
    expect((await get(path, { headers })).cache).toBe(isHit ? 'Hit' : 'Miss');
  });

  it('holds values of a header apart that only look alike once joined', async () => {
    const { get } = echo();
    await get('/a', { headers: [['Accept-Language', 'de, fr']] });
    expect(
      (
        await get('/a', {
          headers: [
            ['Accept-Language', 'de'],
            ['Accept-Language', 'fr'],
          ],
        })
      ).cache,
    ).toBe('Miss');
  });
});

it('keeps an answer without the fields that are not to be kept', async () => {
  const cookies = behavior({ cachePolicy: cachePolicy({ cookies: { kind: 'all' } }) });
  const headers: HeaderPair[] = [
    ['Set-Cookie', 'a=1'],
    ['X-Kept', '1'],
    ...control('max-age=60, no-cache="Set-Cookie, X-B"'),
  ];
  const { get } = edge({ behaviors: [cookies] }, () => reply('x', headers));
  const [first, second] = [await get('/a'), await get('/a')];
  expect([first.header('set-cookie'), second.cache, second.header('set-cookie'), second.header('x-kept')]).toEqual([
    'a=1',
    'Hit',
    undefined,
    '1',
  ]);
});

it('takes any Cache-Control without breaking, and never keeps what names no-store', async () => {
  const directive = fc.oneof(
    fc.constantFrom('no-store', 'max-age=60', 'max-age="', 's-maxage=', ',,', '=', 'NO-STORE', 'no-cache="a,b'),
    fc.string({ maxLength: 8 }).filter((text) => !text.includes('"')),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(directive, { maxLength: 5 }), async (directives) => {
      const { get } = edge({}, () => reply('x', control(directives.join(','))));
      await get('/a');
      const { cache, status } = await get('/a');
      expect(status).toBe(200);
      if (directives.some((one) => one.toLowerCase() === 'no-store')) expect(cache).toBe('Miss');
    }),
    { numRuns: 150 },
  );
});
