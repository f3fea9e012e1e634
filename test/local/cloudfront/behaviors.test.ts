import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizePath } from '../../../lib/local/cloudfront/request/normalize-path.js';
import type { Firewall } from '../../../lib/local/model/firewall.js';
import { behavior, distribution, edge, reply } from './distribution-fixture.js';

describe('the path that behaviors are matched by', () => {
  it.each([
    ['/', '/'],
    ['/a/b', '/a/b'],
    ['/a/b/', '/a/b/'],
    ['//a///b', '/a/b'],
    ['/a/./b', '/a/b'],
    ['/a/../b', '/b'],
    ['/a/b/..', '/a/'],
    ['/../../a', '/a'],
    ['/a/%2e%2e/b', '/b'],
    ['/a/%2E/b', '/a/b'],
    ['/%61dmin', '/admin'],
    ['/a%2fb', '/a%2Fb'],
    ['/a%2f..%2fb', '/a%2F..%2Fb'],
    ['/a\\..\\b', '/a\\..\\b'],
    ['/a/..;/b', '/a/..;/b'],
    ['/%zz', '/%zz'],
    ['/Admin', '/Admin'],
    ['', '/'],
  ])('is of %s %s', (path, normalized) => {
    expect(normalizePath(path)).toBe(normalized);
  });

  it('has neither dot segments nor slashes in a row, and is normalized once for all', () => {
    const segment = fc.constantFrom('', '.', '..', 'a', '%2e', '%2E%2e', '%2f', 'b.c', '%41');
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 8 }), (segments) => {
        const normalized = normalizePath(`/${segments.join('/')}`);
        expect(normalized).toMatch(/^\//);
        expect(normalized).not.toMatch(/\/\/|\/\.{1,2}(\/|$)/);
        expect(normalizePath(normalized)).toBe(normalized);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the behavior of a request', () => {
  const front = () =>
    edge({
      behaviors: [
        behavior({ pathPattern: '/admin/*', targetOriginId: 'feeds' }),
        behavior({ pathPattern: 'images/*.jpg', targetOriginId: 'feeds' }),
        behavior({ pathPattern: '/v?/x', targetOriginId: 'feeds' }),
        behavior(),
      ],
    });
  const asked = async (path: string) => {
    const { get, calls } = front();
    await get(path);
    return [calls[0]?.origin.id, calls[0]?.path];
  };

  it.each([
    ['/admin/users', 'feeds'],
    ['/admin', 'books'],
    ['/Admin/users', 'books'],
    ['//admin/users', 'feeds'],
    ['/x/../admin/users', 'feeds'],
    ['/x/%2e%2e/admin/users', 'feeds'],
    ['/%61dmin/users', 'feeds'],
    ['/admin%2fusers', 'books'],
    ['/admin/../books', 'books'],
    ['/admin/..%2fbooks', 'feeds'],
    ['/images/a/b.jpg', 'feeds'],
    ['/images/a.jpg?x', 'feeds'],
    ['/images/a.JPG', 'books'],
    ['/v1/x', 'feeds'],
    ['/v/x', 'books'],
    ['/v12/x', 'books'],
  ])('to %s is that of %s, and the path goes on as it is written', async (path, id) => {
    expect(await asked(path)).toEqual([id, path.split('?')[0]]);
  });

  it('is found in time whatever the pattern and the path', async () => {
    const pathPattern = `/${'*a'.repeat(100)}*b`;
    const { get } = edge({ behaviors: [behavior({ pathPattern }), behavior()] });
    const before = performance.now();
    expect((await get(`/${'a'.repeat(8_000)}`)).status).toBe(200);
    expect(performance.now() - before).toBeLessThan(2_000);
  });
});

describe('a request that is refused at the edge', () => {
  const firewall = (verdict: Partial<ReturnType<Firewall['evaluate']>>): Firewall => ({
    acl: () => ({}) as never,
    evaluate: () => ({ kind: 'block', action: 'block', labels: [], ...verdict }) as never,
    replaceRules: () => {},
  });

  it.each([
    [
      'a method that is not allowed',
      { behaviors: [behavior({ allowedMethods: ['GET', 'HEAD'] })] },
      { method: 'POST' },
      403,
    ],
    ['a method that nobody knows', {}, { method: 'PURGE' }, 403],
    ['GET with a body', {}, { body: Buffer.from('x') }, 403],
    ['an address that is too long', {}, { rawPath: `/${'a'.repeat(8_192)}` }, 414],
    ['a distribution that is disabled', { enabled: false }, {}, 403],
    [
      'a country that is denied',
      { geoRestriction: { kind: 'deny' as const, countries: ['KP'] } },
      { headers: [['x-local-country', 'KP']] as const },
      403,
    ],
    [
      'a country that is not allowed',
      { geoRestriction: { kind: 'allow' as const, countries: ['CH'] } },
      { headers: [['x-local-country', 'DE']] as const },
      403,
    ],
    [
      'a web ACL that is not there',
      { webAclArn: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/none/1' },
      {},
      403,
    ],
  ])('is %s', async (_, given, request, status) => {
    const { get, calls } = edge(given);
    const answer = await get('/a', request);
    expect([answer.status, answer.header('x-cache')]).toEqual([status, 'Error from cloudfront']);
    expect(calls).toHaveLength(0);
  });

  it('is one that the firewall blocks, before any function runs', async () => {
    const viewerRequest = {
      name: 'f',
      code: 'function handler() { return { statusCode: 200 }; }',
      runtime: 'cloudfront-js-2.0' as const,
    };
    const given = { webAclArn: 'arn:acl', behaviors: [behavior({ viewerRequest })] };
    const blocked = edge(given, undefined, { findFirewall: () => firewall({}) });
    expect((await blocked.get('/a')).status).toBe(403);
    const custom = {
      status: 429,
      headers: [['retry-after', '60']] as const,
      body: { contentType: 'application/json', content: '{}' },
    };
    const limited = await edge(given, undefined, { findFirewall: () => firewall({ custom }) }).get('/a');
    expect([limited.status, limited.text, limited.header('retry-after'), limited.header('content-type')]).toEqual([
      429,
      '{}',
      '60',
      'application/json',
    ]);
  });

  it('sees what the firewall inserts when it lets a request through', async () => {
    const all = {
      headers: { kind: 'all' as const },
      cloudFrontHeaders: [],
      cookies: { kind: 'none' as const },
      queryStrings: { kind: 'none' as const },
    };
    const { get, calls } = edge(
      { webAclArn: 'arn:acl', behaviors: [behavior({ originRequestPolicy: all })] },
      () => reply('x'),
      {
        findFirewall: () => firewall({ kind: 'allow', insertedHeaders: [['x-amzn-waf-seen', 'yes']] }),
      },
    );
    await get('/a', { headers: [['X-Amzn-Waf-Seen', 'forged']] });
    expect(calls[0]?.headers.filter(([name]) => /waf/i.test(name))).toEqual([['x-amzn-waf-seen', 'yes']]);
  });

  it('is let in from a country that is not known, and where it is not restricted', async () => {
    const { get } = edge({ geoRestriction: { kind: 'allow', countries: ['CH'] } });
    expect((await get('/a')).status).toBe(200);
    expect((await get('/a', { headers: [['x-local-country', 'ch']] })).status).toBe(200);
  });
});

it('serves the default root object in place of the root alone', async () => {
  const { get, calls } = edge(distribution({ defaultRootObject: 'index.html' }));
  await get('/');
  await get('/books/');
  expect(calls.map(({ path }) => path)).toEqual(['/index.html', '/books/']);
});
