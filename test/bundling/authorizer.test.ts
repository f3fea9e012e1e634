import { describe, expect, it } from 'vitest';
import type { AuthorizerConfig, IntrospectionSchemeConfig, JwtSchemeConfig, RouteRule } from '../../lib/plan/plan.js';
import type { TokenExchange } from '../../lib/spec/token-exchange.js';
import { checkout, invoke, sourcesOf, textOf } from './checkout.js';

const client = { id: 'the-gateway', secret: { kind: 'secret', id: 'shop/as' } } as const;
const customers: JwtSchemeConfig = {
  kind: 'jwt',
  issuers: ['https://id.shop.example/'],
  audiences: ['shop'],
  algorithms: ['RS256'],
  clockToleranceSeconds: 10,
  header: 'authorization',
};
const partners: IntrospectionSchemeConfig = {
  kind: 'introspection',
  endpoint: 'https://as.shop.example/introspect',
  client,
  audiences: [],
  cacheMaxTtlSeconds: 60,
  header: 'x-partner',
};
const stock: TokenExchange = {
  kind: 'token-exchange',
  name: 'stock',
  endpoint: 'https://as.shop.example/token',
  client,
  audience: 'stock-api',
};
const rule = (scheme: string): RouteRule => ({
  anyOf: [[{ scheme, scopes: [['a:b']], claims: [] }]],
  contextClaims: {},
});

const JWT: AuthorizerConfig = { schemes: { customers }, exchanges: {}, routes: { 'GET /mine': rule('customers') } };
const OPAQUE: AuthorizerConfig = { schemes: { partners }, exchanges: {}, routes: { 'GET /mine': rule('partners') } };
const EXCHANGED: AuthorizerConfig = {
  ...JWT,
  exchanges: { stock },
  routes: { 'GET /mine': { ...rule('customers'), exchange: 'stock' } },
};

const project = checkout({});
function bundleOf(config: AuthorizerConfig, where = project) {
  const bundle = where.bundle({ kind: 'authorizer', id: 'authorizer', config }).get('authorizer');
  if (!bundle) throw new Error('no bundle');
  return bundle;
}

const event = (resource: string, headers = {}) => ({
  type: 'REQUEST',
  methodArn: `arn:aws:execute-api:eu-west-1:1:api/live/GET${resource}`,
  httpMethod: 'GET',
  resource,
  headers,
});

describe('the bundle of the authorizer', () => {
  it.each([
    ['JWTs', JWT],
    ['opaque tokens', OPAQUE],
    ['exchange', EXCHANGED],
    ['all of them', { ...EXCHANGED, schemes: { customers, partners } }],
  ])('carries its configuration for %s, and fails closed', (_name, config) => {
    const bundle = bundleOf(config);
    expect(invoke(bundle, event('/mine'))).toMatchObject({ message: 'Unauthorized' });
    expect(invoke(bundle, event('/other'))).toMatchObject({ policyDocument: { Statement: [{ Effect: 'Deny' }] } });
  });

  it('answers that nobody can say where it has no credentials to read the secret with', () => {
    const answer = invoke(bundleOf(OPAQUE), event('/mine', { 'X-Partner': 'opaque' }));
    expect(answer).toMatchObject({ message: 'Unavailable' });
  });

  it('differs with its configuration, and with nothing else', () => {
    const wider = { ...JWT, routes: { ...JWT.routes, 'GET /other': rule('customers') } };
    expect(bundleOf(JWT).hash).not.toBe(bundleOf(wider).hash);
    expect(bundleOf(JWT, checkout({})).hash).toBe(bundleOf(JWT).hash);
  });
});

const JWT_CODE = /authorizer\/jwt\//;
const CLIENT_CODE = /authorizer\/(oauth|secrets)\/|aws4fetch/;
const INTROSPECTION_CODE = /authorizer\/introspection\//;
const EXCHANGE_CODE = /authorizer\/exchange\//;

describe('what a scheme adds to the bundle', () => {
  const rows: readonly (readonly [string, AuthorizerConfig, readonly RegExp[], readonly RegExp[]])[] = [
    ['JWTs', JWT, [JWT_CODE], [CLIENT_CODE, INTROSPECTION_CODE, EXCHANGE_CODE]],
    ['opaque tokens', OPAQUE, [INTROSPECTION_CODE, CLIENT_CODE], [JWT_CODE, EXCHANGE_CODE]],
    ['exchange', EXCHANGED, [JWT_CODE, EXCHANGE_CODE, CLIENT_CODE], [INTROSPECTION_CODE]],
  ];
  it.each(rows)('is there for %s, and for nobody else', (_name, config, has, hasNot) => {
    const sources = sourcesOf(bundleOf(config));
    for (const code of has) expect(sources.filter((source) => code.test(source))).not.toEqual([]);
    for (const code of hasNot) expect(sources.filter((source) => code.test(source))).toEqual([]);
  });

  it('leaves no word of it in a bundle for JWTs alone', () => {
    expect(textOf(bundleOf(JWT))).not.toMatch(
      /introspection-|token_type_hint|urn:ietf|subject_token|secretsmanager|AWS4/,
    );
  });

  it.each([
    ['JWTs', JWT, 15_000],
    ['opaque tokens', OPAQUE, 19_000],
    ['exchange', EXCHANGED, 26_000],
  ])('has for %s at most its bytes, and nothing of packages but aws4fetch', (_name, config, bytes) => {
    const bundle = bundleOf(config);
    expect(textOf(bundle).length).toBeLessThanOrEqual(bytes);
    const own =
      /^gatewright\/(lambdas\/authorizer|lib\/runtime\/guard)\/|^gatewright\/lib\/runtime\/(method-policy|scopes-of)\.|^entry\.mjs$|^node_modules\/aws4fetch\//;
    expect(sourcesOf(bundle).filter((source) => !own.test(source))).toEqual([]);
  });
});
