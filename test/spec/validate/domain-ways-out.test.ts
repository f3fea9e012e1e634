import { lambda, mutualTls } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Domain } from '../../../lib/spec/domain.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../specs.js';

const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1b2c3d4e-aaaa-bbbb-cccc-123456789012';
const name = 'api.shop.example';
const own: Domain = { name, certificateArn };
const below: Domain = { name, certificateArn, basePath: 'shop' };
const shared: Domain = { name, shared: true, basePath: 'shop' };
const withClients: Domain = { name, certificateArn, mutualTls: { truststore: 'certificates/clients.pem' } };

const to = lambda('h.ts');
const LARGE = Array.from({ length: 400 }, (_, index) => aRoute(`GET /r${index}/{id}`, { to }));
const TWO_TYPES = [aRoute('GET /a'), aRoute('GET /b', { api: 'rest' })];
const partsOf = (routes: typeof LARGE, domain: Domain, more: SpecSettings = {}) => {
  const auth = domain.mutualTls ? mutualTls('clients') : undefined;
  const asked = auth ? routes.map(({ pattern, api }) => aRoute(pattern, { to, auth, ...(api && { api }) })) : routes;
  return issuesOf(specOf(asked, { domain, ...(auth && { auth }), ...more }));
};

const NOT_AT_THE_EDGE: readonly (readonly [string, Domain])[] = [
  ['a base path', below],
  ['a shared name', shared],
  ['client certificates', withClients],
];

describe.each([
  ['DOMAIN_PARTS', LARGE],
  ['DOMAIN_TWO_APIS', TWO_TYPES],
] as const)('%s', (code, routes) => {
  it('sends a name of its own to an edge, which takes it', () => {
    const [issue, ...others] = partsOf([...routes], own);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      code,
      fix: expect.stringContaining('edge: {}'),
      allowed: expect.stringMatching(/edge$/),
    });
    expect(partsOf([...routes], own, { edge: {} })).toEqual([]);
  });

  it.each(NOT_AT_THE_EDGE)('sends %s to two gateways, since the edge would refuse it', (_what, domain) => {
    const [issue, ...others] = partsOf([...routes], domain);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code, fix: expect.stringContaining('two gateways') });
    expect(issue?.fix).not.toContain('edge: {}');
    expect(issue?.allowed).not.toContain('edge');
    expect(partsOf([...routes], domain, { edge: {} })).not.toEqual([]);
  });
});

it('has two gateways below one name as a way out that works', () => {
  for (const [index, basePath] of ['shop', 'more'].entries()) {
    const half = LARGE.slice(index * 200, index * 200 + 200);
    expect(partsOf(half, { ...shared, basePath })).toEqual([]);
  }
});

it('has a raised quota as another that works', () => {
  const [issue] = partsOf(LARGE, shared);
  expect(issue?.fix).toContain('quotas: { httpRoutes: … }');
  expect(partsOf(LARGE, shared, { quotas: { httpRoutes: 400 } })).toEqual([]);
});
