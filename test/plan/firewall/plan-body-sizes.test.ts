import { lambda } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, type SpecSettings } from '../../spec/specs.js';
import { aclOf, rulesOf } from './planned.js';

describe('limits of bodies of a plan', () => {
  const routesOf = (routes: readonly Route[], more: SpecSettings = {}) =>
    rulesOf(aclOf({}, { routes, ...more }), 'body-size').map(({ maxBytes, routes: limited }) => [maxBytes, limited]);
  const limited = (pattern: string, maxBodyBytes: number) => aRoute(pattern, { maxBodyBytes });

  it('are one rule and one regular expression where limit and method are equal', () => {
    const routes = [limited('POST /b/{id}', 70), limited('POST /a.x', 70), limited('PUT /c/{rest+}', 70)];
    expect(routesOf(routes)).toEqual([
      [
        70,
        [
          {
            method: 'POST',
            path: '^/+(?:live/+)?(?:a\\.x/*$|b/[^/]+/*$)',
            slashedPath: '^/+(?:live/+)?(?:a\\.x/*$|b/[\\s\\S]+/*$)',
            except: [],
          },
          { method: 'PUT', path: '^/+(?:live/+)?c/[\\s\\S]', slashedPath: '^/+(?:live/+)?c/[\\s\\S]', except: [] },
        ],
      ],
    ]);
  });

  it('are the same whatever the order of the routes', () => {
    const routes = [limited('POST /b', 70), limited('POST /a', 70), limited('ANY /a/{x}', 9), aRoute('POST /a/y')];
    expect(routesOf([...routes].reverse())).toEqual(routesOf(routes));
  });

  it('are several regular expressions where one would be too long for AWS WAF', () => {
    const routes = Array.from({ length: 20 }, (_, i) => limited(`POST /some-long-collection-${i}/{id}`, 70));
    const [[, packs = []] = []] = routesOf(routes) as unknown as [[number, { path: string; slashedPath: string }[]]];
    expect(packs.length).toBeGreaterThan(1);
    expect(packs.every(({ path, slashedPath }) => path.length <= 200 && slashedPath.length <= 200)).toBe(true);
    for (const { path } of routes) {
      const request = `/live${path.replace('{id}', '7')}`;
      expect(packs.filter((pack) => new RegExp(pack.path).test(request))).toHaveLength(1);
    }
  });

  it.each<[string, readonly Route[], readonly object[]]>([
    [
      'with more room',
      [limited('POST /a/{x}', 9), limited('POST /a/b', 50)],
      [{ method: 'POST', path: '^/live/a/b/?$' }],
    ],
    ['without a limit', [limited('POST /a/{x}', 9), aRoute('POST /a/b')], [{ method: 'POST', path: '^/live/a/b/?$' }]],
    ['of a method of its own', [limited('ANY /a', 9), aRoute('PUT /a')], [{ method: 'PUT', path: '^/live/a/?$' }]],
    ['of any method', [limited('POST /a/{x+}', 9), aRoute('ANY /a/b')], [{ method: 'ANY', path: '^/live/a/b/?$' }]],
    ['but not one with less room', [limited('POST /a/{x}', 90), limited('POST /a/b', 50)], []],
    ['nor one of another method', [limited('POST /a/{x}', 9), aRoute('PUT /a/b')], []],
    ['nor one that comes after it', [limited('POST /a/b', 9), aRoute('POST /a/{x}')], []],
    ['nor one of other paths', [limited('POST /a/{x}', 9), aRoute('POST /b/c')], []],
  ])('leave out what is the request of a route %s', (_title, routes, except) => {
    const [[, [first] = []] = []] = routesOf(routes) as unknown as [[number, { except: readonly object[] }[]]];
    expect(first?.except).toEqual(except);
  });

  it('leave out other routes together, so that a route for all the rest has room', () => {
    const others = Array.from({ length: 300 }, (_, i) =>
      aRoute(`POST /collection-${i}/{id}`, { to: lambda('one.ts') }),
    );
    const acl = aclOf({}, { quotas: { restResources: 1_000 }, routes: [limited('ANY /{rest+}', 9), ...others] });
    const [first] = rulesOf(acl, 'body-size')[0]?.routes ?? [];
    expect(first?.except.length).toBeLessThan(60);
    expect(first?.except.every(({ method, path }) => method === 'POST' && path.length <= 200)).toBe(true);
    for (let i = 0; i < 300; i++) {
      expect(first?.except.filter(({ path }) => new RegExp(path).test(`/live/collection-${i}/x`))).toHaveLength(1);
    }
    expect(acl.wcu).toBeLessThan(400);
  });

  it('weigh greedy routes of an HTTP API as it does: after all others', () => {
    const routes = [limited('POST /a/{x}/b', 9), aRoute('POST /a/lit/{rest+}')];
    const [[, [onHttp] = []] = []] = routesOf(routes, { api: 'http', edge: {} }) as unknown as [
      [number, { except: readonly object[] }[]],
    ];
    expect(onHttp?.except).toEqual([]);
    const [[, [onRest] = []] = []] = routesOf(routes, { edge: {} }) as unknown as [
      [number, { except: readonly object[] }[]],
    ];
    expect(onRest?.except).toEqual([{ method: 'POST', path: '^/a/lit/[\\s\\S]' }]);
  });
});
