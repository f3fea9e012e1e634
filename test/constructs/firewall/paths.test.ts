import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRouter } from '../../../lib/local/rest/routing/create-router.js';
import { gateway, lambda, type Route, route } from '../../../lib/spec/index.js';
import { resourcesOf, templateOf } from '../support/synth.js';
import { matches, type Sets, type TestRequest } from './evaluate.js';

const limits: Readonly<Record<string, number | undefined>> = {
  'POST /': 50,
  'POST /books/{isbn}': 100,
  'ANY /books/{isbn}': 300,
  'POST /books/special': undefined,
  'GET /books/wide': 100,
  'POST /books/wide': 900,
  'POST /books/{isbn}/reviews': 100,
  'POST /files/{path+}': 200,
  'PUT /files/{path+}': undefined,
  'POST /files/fixed/meta': 700,
  'POST /v1.0/a_b-c': 100,
  'POST /free/{rest+}': undefined,
};

const routes = Object.entries(limits).map(([pattern, maxBodyBytes]) =>
  route(pattern as 'GET /a', { to: lambda('a.ts'), ...(maxBodyBytes !== undefined && { maxBodyBytes }) }),
) as readonly Route[];

const template = templateOf(
  gateway('tricks', {
    api: 'rest',
    auth: 'public',
    stage: 'live',
    firewall: {
      allow: { paths: ['^/free/'] },
      block: { paths: ['^/books/secret'] },
      rateLimits: { some: { limit: 10, only: { paths: ['/Books/special', '/free/*'], methods: ['POST'] } } },
    },
    routes: routes as never,
  }),
);
// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
const resources = Object.entries<{ Properties: any }>(resourcesOf(template));
const [{ Properties: acl } = { Properties: {} }] = Object.values(template.findResources('AWS::WAFv2::WebACL'));
// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
const rules: readonly any[] = acl.Rules;
const sets: Sets = Object.fromEntries(
  resources.map(([id, { Properties }]) => [id, Properties.RegularExpressionList ?? []]),
);

function refuses(request: TestRequest): boolean {
  return rules.some(({ Name, Statement }) => Name.startsWith('body-size-') && matches(Statement, request, sets));
}

function ruleMatches(name: string, request: TestRequest): boolean {
  const { Statement } = rules.find(({ Name }) => Name === name);
  return matches(Statement.RateBasedStatement?.ScopeDownStatement ?? Statement, request, sets);
}

describe('a limit of bodies', () => {
  it.each<[string, string, number]>([
    ['POST', '/live/books/1', 100],
    ['PUT', '/live/books/1', 300],
    ['POST', '/live/books/special', Number.POSITIVE_INFINITY],
    ['PUT', '/live/books/special', 300],
    ['POST', '/live/books/wide', 900],
    ['GET', '/live/books/wide', 100],
    ['POST', '/live/books/1/reviews', 100],
    ['POST', '/live/books/1/other', Number.POSITIVE_INFINITY],
    ['POST', '/live/files/a/b/c', 200],
    ['PUT', '/live/files/a/b/c', Number.POSITIVE_INFINITY],
    ['POST', '/live/files/fixed/meta', 700],
    ['POST', '/live/v1.0/a_b-c', 100],
    ['POST', '/live/v1x0/a_b-c', Number.POSITIVE_INFINITY],
    ['POST', '/live/free/a', Number.POSITIVE_INFINITY],
    ['POST', '/live', 50],
    ['POST', '/live/', 50],
    ['POST', '/books/1', 100],
  ])('of %s %s is %d bytes', (method, path, most) => {
    expect(refuses({ method, path, bodyBytes: Math.min(most, 60_000) })).toBe(false);
    expect(refuses({ method, path, bodyBytes: Math.min(most + 1, 1e7) })).toBe(most < Number.POSITIVE_INFINITY);
  });

  it.each([
    '/live/books/1/',
    '/live//books/1',
    '//live/books/1',
    '/live/%62ooks/1',
    '/live/books/a%2Fb',
    '/live/%62ooks/a%2fb',
    '/live/books/a%2Fb%2Fc',
    '/live/books/./1',
    '/live/x/../books/1',
    '/live/x/%2e%2e/books/1',
    '/live/books/..',
    '/live/books/%0A',
    '/live/books/caf%C3%A9',
    '/live/books/%73pecial',
    '/live/books/special%2F',
    '/live/books/x%2Freviews',
  ])('is not gone around by %s', (path) => {
    expect(refuses({ method: 'POST', path, bodyBytes: 101 })).toBe(true);
  });

  it.each(['/live/files/../x', '/live/files/..%2f..%2fx', '/live/files//', '/live/files/%0Aa', '/live//files/a/'])(
    'of the rest of a path is not gone around by %s',
    (path) => {
      expect(refuses({ method: 'POST', path, bodyBytes: 201 })).toBe(true);
    },
  );

  it('holds for what is longer than AWS WAF sees', () => {
    expect(refuses({ method: 'POST', path: '/live/books/1', bodyBytes: 5_000_000 })).toBe(true);
  });

  it('holds wherever a REST API routes a request, in all spellings', () => {
    const router = createRouter(
      routes.map(({ method, path, pattern }) => ({ path, httpMethod: method, target: pattern })),
    );
    const words =
      'books special wide reviews files meta 1 . .. %2F a%2fb %62ooks %73pecial %2e%2e v1.0 a_b-c Books'.split(' ');
    const paths = fc
      .tuple(fc.array(fc.constantFrom('', ...words), { maxLength: 5 }), fc.constantFrom('', '/'))
      .map(([segments, end]) => `/${segments.join('/')}${end}`);
    fc.assert(
      fc.property(paths, fc.constantFrom('POST', 'PUT', 'GET'), (path, method) => {
        const decoded = path.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
        for (const [read, spelt] of [path, decoded].map((one) => [router(one, method)?.target, one] as const)) {
          const most = read === undefined ? undefined : limits[read];
          if (most === undefined) continue;
          expect(refuses({ method, path: `/live${path}`, bodyBytes: most + 1 }), `${read} as ${spelt}`).toBe(true);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('holds no plain request of another route back', () => {
    const router = createRouter(
      routes.map(({ method, path, pattern }) => ({ path, httpMethod: method, target: pattern })),
    );
    const words = [
      'books',
      'special',
      'wide',
      'reviews',
      'files',
      'fixed',
      'meta',
      '1',
      'v1.0',
      'a_b-c',
      'free',
      'a%20b',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...words), { maxLength: 4 }),
        fc.constantFrom('POST', 'PUT'),
        (segments, method) => {
          const path = `/${segments.join('/')}`;
          const target = router(path, method)?.target;
          const most = target === undefined ? undefined : (limits[target] ?? 60_000);
          if (most !== undefined)
            expect(refuses({ method, path: `/live${path}`, bodyBytes: most }), target).toBe(false);
        },
      ),
      { numRuns: 800 },
    );
  });
});

describe('a path that is blocked', () => {
  it.each([
    '/live/books/secret',
    '/live/Books/SECRET/x',
    '/live//books/%73ecret',
    '/live/x/../books/secret',
    '/live/books/secret/../x',
  ])('is blocked as %s', (path) => {
    expect(ruleMatches('block', { method: 'GET', path })).toBe(true);
  });

  it.each(['/live/books/special', '/live/x/books/secret'])('is not %s', (path) => {
    expect(ruleMatches('block', { method: 'GET', path })).toBe(false);
  });
});

describe('a path that is allowed', () => {
  it('is so in both readings', () => {
    expect(ruleMatches('allow', { method: 'GET', path: '/live/free/a' })).toBe(true);
    expect(ruleMatches('allow', { method: 'GET', path: '/live/free/../books/1' })).toBe(false);
    expect(ruleMatches('allow', { method: 'GET', path: '/live/free/%2e%2e/books/1' })).toBe(false);
    expect(ruleMatches('allow', { method: 'GET', path: '/live/books/../free/a' })).toBe(false);
  });
});

describe('a rate limit of some paths', () => {
  it.each([
    '/live/books/special',
    '/live/books/special/',
    '/live//books//special',
    '/live/BOOKS/special',
    '/live/%62ooks/special',
    '/live/books/./special',
    '/live/free/a',
    '/live/free/../books/1',
    '/live/books/../free/a',
    '/live/free%2Fa',
  ])('counts %s', (path) => {
    expect(ruleMatches('rate-limit-some', { method: 'POST', path })).toBe(true);
    expect(ruleMatches('rate-limit-some', { method: 'GET', path })).toBe(false);
  });

  it.each(['/live/books/specials', '/live/books/1', '/live/free', '/live/x/free/a'])('does not count %s', (path) => {
    expect(ruleMatches('rate-limit-some', { method: 'POST', path })).toBe(false);
  });
});
