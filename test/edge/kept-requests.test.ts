import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileEdgeFunction } from '../../lib/local/cloudfront/functions/compile-edge-function.js';
import type { EdgeEvent } from '../../lib/local/cloudfront/functions/edge-event.js';
import { arbitraryCase, behaviourFor, edgeOf, pathsOf } from '../plan/edge/edges.js';
import { aRoute } from '../spec/specs.js';
import { edgeHandler } from './run-edge-function.js';

const value = (text: string) => ({ value: text });

function eventOf(method: string, uri: string) {
  return {
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: '203.0.113.7' },
    request: {
      method,
      uri,
      headers: {
        host: value('d1.cloudfront.net'),
        via: value('2.0 proxy'),
        'content-length': value('0'),
        authorization: value('Bearer mallory'),
        'accept-language': value('de'),
        'accept-encoding': value('gzip'),
        'if-none-match': value('"1"'),
        'x-forwarded-host': value('evil.example'),
      },
      querystring: { page: value('2'), evil: value('1') },
      cookies: { currency: value('CHF'), session: value('mallory') },
    },
  } as unknown as EdgeEvent;
}

const vary = { headers: ['accept-language'], query: ['page'], cookies: ['currency'] };
const routes = [
  aRoute('GET /books', { cache: { ttlSeconds: 60, vary } }),
  aRoute('POST /books'),
  aRoute('GET /books/new'),
  aRoute('GET /books/{isbn}', { cache: { ttlSeconds: 30 } }),
  aRoute('PUT /books/{isbn}'),
  aRoute('GET /pages/{page}', { cache: { ttlSeconds: 60 } }),
];

async function passed(method: string, uri: string, edge = edgeOf(routes)) {
  const model = { name: 'edge', code: edge.function.code, runtime: 'cloudfront-js-2.0' } as const;
  const result = await compileEdgeFunction(model, { originIds: ['http'] })(eventOf(method, uri));
  if (result.kind !== 'returned') throw new Error(JSON.stringify(result));
  const { headers, querystring, cookies } = result.value as EdgeEvent['request'];
  return [headers, querystring, cookies].map((each) => Object.keys(each));
}

const whole = [Object.keys(eventOf('GET', '/').request.headers), ['page', 'evil'], ['currency', 'session']];
const plain = ['host', 'via', 'content-length', 'accept-encoding', 'if-none-match'];

describe('a cached path that other methods share', () => {
  it.each(['GET', 'HEAD'])('hands on what is in its key of %s, and nothing else', async (method) => {
    const [headers = [], query, cookies] = await passed(method, '/books');
    expect([[...headers].sort(), query, cookies]).toEqual([
      [...plain, 'accept-language'].sort(),
      ['page'],
      ['currency'],
    ]);
  });

  it('hands on the whole query where all of it is in the key', async () => {
    const [headers = [], query, cookies] = await passed('GET', '/books/978');
    expect([[...headers].sort(), query, cookies]).toEqual([[...plain].sort(), ['page', 'evil'], []]);
  });

  it.each([
    ['POST', '/books'],
    ['PUT', '/books/978'],
    ['OPTIONS', '/books'],
  ])('hands on the whole %s %s', async (method, path) => {
    expect(await passed(method, path)).toEqual(whole);
  });

  it('leaves requests alone that are not cached, and those of which policies hand on nothing', async () => {
    for (const path of ['/books/new', '/books/1/reviews', '/books/', '/orders', '/pages/1'])
      expect(await passed('GET', path), path).toEqual(whole);
  });

  it('hands on no encodings where they are in no key', async () => {
    const [headers] = await passed('GET', '/books', edgeOf(routes, { edge: { compress: false } }));
    expect(headers).not.toContain('accept-encoding');
  });

  it('needs no table where no other method shares a cached path', () => {
    expect(edgeOf([aRoute('GET /a', { cache: { ttlSeconds: 1 } })]).function.code).not.toContain('keyRows');
  });

  it('is the one that CloudFront takes a path for, among any routes', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const edge = edgeOf(given.routes);
        const handler = edgeHandler(edge.function.code, { selectRequestOriginById: () => undefined });
        for (const path of pathsOf(given)) {
          const behaviour = behaviourFor(edge, path);
          const isKept = behaviour?.cachePolicy !== undefined && behaviour.forwards === 'all';
          const { cookies, headers } = handler(eventOf('GET', path));
          const left = [Object.keys(cookies), 'authorization' in headers];
          expect(left, path).toEqual(isKept ? [[], false] : [['currency', 'session'], true]);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('answers of a cached path', () => {
  const answered = (method: string) => {
    const { code } = edgeOf(routes).function;
    const run = compileEdgeFunction({ name: 'edge', code, runtime: 'cloudfront-js-2.0' }, { originIds: ['http'] });
    const response = { statusCode: 200, headers: { etag: value('"1"') }, cookies: { session: value('alice') } };
    return run({ ...eventOf(method, '/books'), response } as EdgeEvent);
  };

  it.each(['GET', 'HEAD'])('of %s set no cookies, which would be everybody’s', async (method) => {
    const answer = await answered(method);
    expect(answer).toMatchObject({ value: { statusCode: 200, headers: { etag: value('"1"') }, cookies: {} } });
    expect(JSON.stringify(answer)).not.toContain('alice');
  });

  it('of other methods set their cookies', async () => {
    expect(await answered('POST')).toMatchObject({ value: { cookies: { session: value('alice') } } });
  });
});
