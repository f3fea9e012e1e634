import { describe, expect, it } from 'vitest';
import type { BehaviorModel, HeaderPair, Selection } from '../../../lib/local/model/distribution.js';
import { behavior, cachePolicy, edge, origin, reply } from './distribution-fixture.js';

const ALL: Selection = { kind: 'all' };
const NONE: Selection = { kind: 'none' };
const exceptHost = {
  headers: { kind: 'all-except', names: ['host'] } as const,
  cloudFrontHeaders: [],
  cookies: ALL,
  queryStrings: ALL,
};

async function sent(given: Partial<BehaviorModel>, headers: readonly HeaderPair[], request = {}, path = '/a') {
  const { get, calls } = edge({ behaviors: [behavior(given)] });
  await get(path, { headers, ...request });
  const [call] = calls;
  const all = call?.headers ?? [];
  const value = (name: string) => all.filter(([other]) => other.toLowerCase() === name).map(([, text]) => text);
  return { call, value, names: all.map(([name]) => name.toLowerCase()) };
}

describe('headers that the origin gets', () => {
  const viewer: HeaderPair[] = [
    ['Host', 'shop.example'],
    ['User-Agent', 'curl'],
    ['Authorization', 'Bearer t'],
    ['X-Trace', '7'],
    ['Content-Type', 'application/json'],
    ['Cookie', 'a=1; b=2'],
  ];

  it('are few without a policy', async () => {
    const { value, names } = await sent({}, viewer);
    expect(value('host')).toEqual(['books.example']);
    expect(value('user-agent')).toEqual(['Amazon CloudFront']);
    expect(value('content-type')).toEqual(['application/json']);
    expect(names).not.toContain('authorization');
    expect(names).not.toContain('x-trace');
    expect(names).not.toContain('cookie');
  });

  it('are all but the host under AllViewerExceptHostHeader', async () => {
    const { value } = await sent({ originRequestPolicy: exceptHost }, viewer);
    expect(['host', 'user-agent', 'authorization', 'x-trace', 'cookie'].map(value)).toEqual([
      ['books.example'],
      ['curl'],
      ['Bearer t'],
      ['7'],
      ['a=1; b=2'],
    ]);
  });

  it('have the viewer as their last hop', async () => {
    const { value } = await sent({}, [
      ['X-Forwarded-For', '198.51.100.1'],
      ['Via', '1.1 proxy'],
    ]);
    expect(value('x-forwarded-for')).toEqual(['198.51.100.1,203.0.113.7']);
    expect(value('via')[0]).toMatch(/^1\.1 proxy, 1\.1 \w+\.cloudfront\.net \(CloudFront\)$/);
    expect(value('x-amz-cf-id')).toEqual(['id-1']);
  });

  it('hold the authorization of what changes something', async () => {
    expect((await sent({}, viewer, { method: 'POST' })).value('authorization')).toEqual(['Bearer t']);
    const keyed = cachePolicy({ headers: { kind: 'only', names: ['authorization'] } });
    expect((await sent({ cachePolicy: keyed }, viewer)).value('authorization')).toEqual(['Bearer t']);
  });

  it('hold the cookies and parameters that either policy names', async () => {
    const policies = {
      cachePolicy: cachePolicy({
        cookies: { kind: 'only', names: ['a'] },
        queryStrings: { kind: 'only', names: ['x'] },
      }),
      originRequestPolicy: {
        headers: NONE,
        cloudFrontHeaders: [],
        cookies: { kind: 'only' as const, names: ['c'] },
        queryStrings: { kind: 'only' as const, names: ['z'] },
      },
    };
    const { call, value } = await sent(policies, [['Cookie', 'a=1; b=2; c=3']], {}, '/a?z=1&y=2&x=3&x');
    expect(value('cookie')).toEqual(['a=1; c=3']);
    expect(call?.query).toBe('z=1&x=3&x');
  });

  it('name codings in one way only', async () => {
    const policy = cachePolicy({ gzip: true, brotli: true });
    const encoding = async (text: string) =>
      (await sent({ cachePolicy: policy }, [['Accept-Encoding', text]])).value('accept-encoding');
    expect(await encoding('deflate, gzip;q=0.5, br')).toEqual(['br,gzip']);
    expect(await encoding('gzip, br;q=0')).toEqual(['gzip']);
    expect(await encoding('deflate')).toEqual([]);
  });

  it('say of the viewer what the policy names, whatever the viewer says', async () => {
    const originRequestPolicy = {
      ...exceptHost,
      cloudFrontHeaders: [
        'cloudfront-viewer-country',
        'cloudfront-viewer-address',
        'cloudfront-is-mobile-viewer',
        'cloudfront-viewer-tls',
      ],
    };
    const headers: HeaderPair[] = [
      ['CloudFront-Viewer-Address', '1.1.1.1:1'],
      ['CloudFront-Viewer-TLS', 'forged'],
      ['x-local-country', 'ch'],
      ['User-Agent', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)'],
    ];
    const { value } = await sent({ originRequestPolicy }, headers);
    expect(value('cloudfront-viewer-address')).toEqual(['203.0.113.7:443']);
    expect(value('cloudfront-viewer-country')).toEqual(['CH']);
    expect(value('cloudfront-is-mobile-viewer')).toEqual(['true']);
    expect(value('cloudfront-viewer-tls')).toEqual([]);
  });

  it.each([
    [
      'of the connection',
      [
        ['Connection', 'close, X-Hop'],
        ['X-Hop', '1'],
        ['Keep-Alive', '5'],
        ['TE', 'trailers'],
        ['Upgrade', 'h2c'],
      ],
      ['x-hop', 'keep-alive', 'te', 'upgrade', 'connection'],
    ],
    [
      'of framing',
      [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Length', '5'],
        ['Trailer', 'x'],
        ['Expect', '100-continue'],
      ],
      ['transfer-encoding', 'content-length', 'trailer', 'expect'],
    ],
    [
      'of proxies',
      [
        ['Proxy-Authorization', 'Basic x'],
        ['X-Real-IP', '1.1.1.1'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Edge-Location', 'x'],
      ],
      ['proxy-authorization', 'x-real-ip', 'x-forwarded-proto', 'x-edge-location'],
    ],
  ] as const)('are none %s', async (_, headers, gone) => {
    const { names } = await sent({ originRequestPolicy: exceptHost }, headers);
    for (const name of gone) expect(names).not.toContain(name);
  });
});

describe('custom headers of an origin', () => {
  const secret = '{{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-AbCdEf}}';
  const closed = { origins: [origin('books', { customHeaders: [['x-gatewright-origin', secret]] })] };
  const custom = (calls: readonly { readonly headers: readonly HeaderPair[] }[], at = 0) =>
    calls[at]?.headers.filter(([name]) => name.toLowerCase() === 'x-gatewright-origin');

  it.each([
    [[['x-gatewright-origin', 'forged']]],
    [[['X-Gatewright-Origin', 'forged']]],
    [
      [
        ['X-GATEWRIGHT-ORIGIN', 'forged'],
        ['x-gatewright-origin', 'forged'],
      ],
    ],
  ] as const)('stand in place of the viewer’s %j', async (headers) => {
    const { get, calls } = edge({ ...closed, behaviors: [behavior({ originRequestPolicy: exceptHost })] }, undefined, {
      resolve: (text) => text.replace(secret, 's3cret'),
    });
    await get('/a', { headers });
    expect(custom(calls)).toEqual([['x-gatewright-origin', 's3cret']]);
  });

  it('are looked up with each request', async () => {
    let value = 'first';
    const { get, calls } = edge(closed, undefined, { resolve: () => value });
    await get('/a');
    value = 'second';
    await get('/b');
    expect([custom(calls, 0)?.[0]?.[1], custom(calls, 1)?.[0]?.[1]]).toEqual(['first', 'second']);
  });

  it('are not sent where their secret is not known, and never as they are written', async () => {
    const { get, calls, warnings } = edge({ ...closed, behaviors: [behavior({ originRequestPolicy: exceptHost })] });
    await get('/a', { headers: [['x-gatewright-origin', 'forged']] });
    expect(JSON.stringify(calls[0]?.headers)).not.toMatch(/resolve|forged/);
    expect(warnings.join()).toContain('x-gatewright-origin');
    expect(warnings.join()).not.toContain('secretsmanager');
  });

  it('are replaced while the distribution answers', async () => {
    const { get, served, calls } = edge(closed, undefined, { resolve: () => 'old' });
    await get('/a');
    served.replaceOriginHeaders('books', [['x-gatewright-origin', 'new']]);
    await get('/b');
    expect([custom(calls, 0)?.[0]?.[1], custom(calls, 1)?.[0]?.[1]]).toEqual(['old', 'new']);
    expect(served.originHeaders('books')).toEqual([['x-gatewright-origin', 'new']]);
    expect(() => served.replaceOriginHeaders('none', [])).toThrow('There is no origin none');
  });

  it('are kept from what no origin answers', async () => {
    const { get } = edge(closed, () => ({ kind: 'unreachable' }), { resolve: () => 's3cret' });
    const answer = await get('/a');
    expect(JSON.stringify(answer.headers) + answer.text).not.toContain('s3cret');
  });
});

describe('an origin that fails', () => {
  it.each([
    [{ kind: 'timeout' } as const, 504],
    [{ kind: 'unreachable' } as const, 502],
  ])('is %j: %i', async (result, status) => {
    const { get } = edge({}, () => result);
    const answer = await get('/a');
    expect([answer.status, answer.header('x-cache'), answer.header('content-type')]).toEqual([
      status,
      'Error from cloudfront',
      'text/html',
    ]);
  });

  const group = {
    originGroups: [{ id: 'both', memberIds: ['books', 'feeds'], failoverStatuses: [500, 403] }],
    behaviors: [behavior({ targetOriginId: 'both' })],
  };

  it.each([
    ['answers one of the statuses', reply('', [], 403)],
    ['cannot be reached', { kind: 'unreachable' } as const],
    ['takes too long', { kind: 'timeout' } as const],
  ])('is followed by the next of its group where it %s', async (_, failure) => {
    const { get, calls } = edge(group, (call) => (call.origin.id === 'books' ? failure : reply('second')));
    expect((await get('/a')).text).toBe('second');
    expect(calls.map(({ origin: { id } }) => id)).toEqual(['books', 'feeds']);
  });

  it('is not followed for other statuses, or by methods that change something', async () => {
    const { get, calls } = edge(group, (_call, index) => reply('', [], index === 0 ? 404 : 500));
    await get('/a');
    await get('/b', { method: 'POST' });
    expect(calls.map(({ origin: { id } }) => id)).toEqual(['books', 'books']);
  });

  it('is 502 where a behavior names none', async () => {
    const { get } = edge({ behaviors: [behavior({ targetOriginId: 'none' })] }, () => reply('x'));
    expect((await get('/a')).status).toBe(502);
  });
});
