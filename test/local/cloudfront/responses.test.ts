import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../../lib/local/model/distribution.js';
import { behavior, cachePolicy, edge, reply } from './distribution-fixture.js';

const JSON_TYPE: HeaderPair = ['Content-Type', 'application/json; charset=utf-8'];
const LONG = JSON.stringify(Array.from({ length: 300 }, (_, index) => `book ${index}`));
const compressing = behavior({
  compress: true,
  cachePolicy: cachePolicy({ gzip: true, brotli: true, defaultTtlSeconds: 60 }),
});
const accepting = (value: string) => ({ headers: [['Accept-Encoding', value]] as const });

describe('compression', () => {
  it('takes the best coding that the viewer takes, and keeps each apart', async () => {
    const { get, calls } = edge({ behaviors: [compressing] }, () => reply(LONG, [JSON_TYPE, ['ETag', '"v1"']]));
    const br = await get('/a', accepting('gzip, br'));
    const gzip = await get('/a', accepting('gzip'));
    const plain = await get('/a');
    expect([br, gzip, plain].map(({ header }) => header('content-encoding'))).toEqual(['br', 'gzip', undefined]);
    expect(brotliDecompressSync(br.body).toString()).toBe(LONG);
    expect(gunzipSync(gzip.body).toString()).toBe(LONG);
    expect(plain.text).toBe(LONG);
    expect([br.header('etag'), br.header('vary'), plain.header('etag')]).toEqual(['W/"v1"', 'Accept-Encoding', '"v1"']);
    expect((await get('/a', accepting('br'))).cache).toBe('Miss');
    expect((await get('/a', accepting('gzip;q=1.0'))).cache).toBe('Hit');
    expect(calls).toHaveLength(4);
  });

  it.each([
    ['a short body', 'x'.repeat(999), [JSON_TYPE], 200],
    ['a type that is compressed already', LONG, [['Content-Type', 'image/png']], 200],
    ['no type', LONG, [], 200],
    ['a body that is encoded', LONG, [JSON_TYPE, ['Content-Encoding', 'identity']], 200],
    ['another status', LONG, [JSON_TYPE], 201],
  ] as const)('leaves %s alone', async (_, body, headers, status) => {
    const { get } = edge({ behaviors: [compressing] }, () => reply(body, headers as readonly HeaderPair[], status));
    expect((await get('/a', accepting('gzip, br'))).text).toBe(body);
  });

  it('is none where the behavior or the policy does not ask for it', async () => {
    const policies = [
      behavior({ ...compressing, compress: false }),
      behavior({ compress: true }),
      behavior({ ...compressing, cachePolicy: cachePolicy({ gzip: true, maxTtlSeconds: 0 }) }),
    ];
    for (const one of policies) {
      const { get } = edge({ behaviors: [one] }, () => reply(LONG, [JSON_TYPE]));
      expect((await get('/a', accepting('gzip, br'))).text).toBe(LONG);
    }
  });
});

describe('headers of an answer', () => {
  it('are the edge’s own in place of the origin’s', async () => {
    const { get } = edge({}, () =>
      reply('x', [
        ['Via', '1.1 origin'],
        ['X-Cache', 'forged'],
        ['Connection', 'close'],
        ['X-Kept', '1'],
        ['Content-Length', '999'],
      ]),
    );
    const answer = await get('/a');
    expect(answer.header('via')).toMatch(/^1\.1 \w+\.cloudfront\.net \(CloudFront\)$/);
    expect(answer.header('x-cache')).toBe('Miss from cloudfront');
    expect([answer.header('x-amz-cf-id'), answer.header('x-amz-cf-pop'), answer.header('x-kept')]).toEqual([
      'id-1',
      'LCL50-P1',
      '1',
    ]);
    expect([answer.header('connection'), answer.header('content-length')]).toEqual([undefined, undefined]);
  });

  it('hold cookies only where cookies are forwarded', async () => {
    const cookies = { kind: 'all' } as const;
    const cookie = async (given: Parameters<typeof behavior>[0]) =>
      (await edge({ behaviors: [behavior(given)] }, () => reply('x', [['Set-Cookie', 'a=1']])).get('/a')).header(
        'set-cookie',
      );
    expect(await cookie({})).toBeUndefined();
    expect(await cookie({ cachePolicy: cachePolicy({ cookies }) })).toBe('a=1');
    const originRequestPolicy = {
      headers: { kind: 'none' as const },
      cloudFrontHeaders: [],
      cookies,
      queryStrings: { kind: 'none' as const },
    };
    expect(await cookie({ originRequestPolicy })).toBe('a=1');
  });

  it('name in Vary what policies are about', async () => {
    const keyed = behavior({ cachePolicy: cachePolicy({ headers: { kind: 'only', names: ['accept-language'] } }) });
    const { get } = edge({ behaviors: [keyed] }, () =>
      reply('x', [['Vary', 'Accept-Language, User-Agent, Cookie, Accept-Encoding']]),
    );
    expect((await get('/a')).header('vary')).toBe('Accept-Language, Cookie, Accept-Encoding');
  });

  const policy = {
    headers: [
      { name: 'X-Frame-Options', value: 'DENY', override: true },
      { name: 'Referrer-Policy', value: 'no-referrer', override: false },
    ],
    removed: ['server'],
    cors: {
      allowOrigins: ['https://*.bookshop.example'],
      allowMethods: ['GET', 'PUT'],
      allowHeaders: ['X-A'],
      exposeHeaders: ['ETag'],
      allowCredentials: true,
      maxAgeSeconds: 600,
      override: false,
    },
  };
  const guarded = () =>
    edge({ behaviors: [behavior({ responseHeadersPolicy: policy })] }, () =>
      reply('x', [
        ['Server', 'books'],
        ['x-frame-options', 'SAMEORIGIN'],
        ['referrer-policy', 'origin'],
        ['Cache-Control', 'max-age=60'],
      ]),
    );

  it('follow the response headers policy, cached or not', async () => {
    const { get } = guarded();
    for (const expected of ['Miss', 'Hit']) {
      const { header, cache } = await get('/a');
      expect([cache, header('server'), header('x-frame-options'), header('referrer-policy')]).toEqual([
        expected,
        undefined,
        'DENY',
        'origin',
      ]);
    }
  });

  it.each([
    ['https://www.bookshop.example', 'https://www.bookshop.example'],
    ['https://bookshop.example.evil', undefined],
    ['http://www.bookshop.example', undefined],
    ['null', undefined],
  ])('allow the origin %s: %s', async (given, allowed) => {
    const { header } = await guarded().get('/a', { headers: [['Origin', given]] });
    expect([header('access-control-allow-origin'), header('access-control-expose-headers')]).toEqual([
      allowed,
      allowed && 'ETag',
    ]);
  });

  it('answer a preflight request', async () => {
    const headers = [
      ['Origin', 'https://www.bookshop.example'],
      ['Access-Control-Request-Method', 'PUT'],
    ] as const;
    const { header } = await guarded().get('/a', { method: 'OPTIONS', headers });
    const names = ['methods', 'headers', 'credentials'].map((name) => header(`access-control-allow-${name}`));
    expect([...names, header('access-control-max-age')]).toEqual(['GET, PUT', 'X-A', 'true', '600']);
  });
});

describe('an error page', () => {
  const pages = {
    behaviors: [behavior({ pathPattern: '/errors/*', targetOriginId: 'feeds' }), behavior()],
    errorResponses: [{ status: 404, page: { path: '/errors/404.json', status: 410 }, cachingMinTtlSeconds: 0 }],
  };

  it('stands in place of the error, with the status that it is given', async () => {
    const { get } = edge(pages, (call) =>
      call.origin.id === 'feeds' ? reply('{"title":"Gone"}', [JSON_TYPE]) : reply('no', [], 404),
    );
    const answer = await get('/a', { method: 'POST' });
    expect([answer.status, answer.text, answer.header('content-type'), answer.cache]).toEqual([
      410,
      '{"title":"Gone"}',
      JSON_TYPE[1],
      'Error',
    ]);
  });

  it('is left out where it fails itself', async () => {
    const { get, calls } = edge(pages, () => reply('no', [], 404));
    const answer = await get('/a');
    expect([answer.status, answer.text]).toEqual([404, 'no']);
    expect(calls).toHaveLength(2);
  });

  it('does not stand in place of what a function answers', async () => {
    const viewerRequest = {
      name: 'f',
      code: 'function handler() { return { statusCode: 404 }; }',
      runtime: 'cloudfront-js-2.0' as const,
    };
    const { get, calls } = edge({ ...pages, behaviors: [behavior({ viewerRequest })] });
    expect((await get('/a')).status).toBe(404);
    expect(calls).toHaveLength(0);
  });
});
