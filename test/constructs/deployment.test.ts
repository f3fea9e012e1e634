import { describe, expect, it } from 'vitest';
import { type GatewaySpec, gateway, http, lambda, route } from '../../lib/spec/index.js';
import { bundlerWith } from './support/fake-bundler.js';
import { feed, getBook, partners, refund, shop, staff } from './support/specs.js';
import { logicalIds, resourcesOf, templateOf } from './support/synth.js';

const base: GatewaySpec = gateway('shop', { routes: [getBook, feed, refund] });
const baseId = deploymentIdOf(base);

describe('the REST deployment is replaced when what it deploys changes', () => {
  it.each<[string, GatewaySpec]>([
    ['a route is added', { ...base, routes: [...base.routes, restRoute()] }],
    ['a route goes', { ...base, routes: [getBook, feed] }],
    ['a backend moves', { ...base, routes: [getBook, refund, otherFeed('https://elsewhere.example/{path}')] }],
    ['a path parameter gets another name', { ...base, routes: [getBook, refund, renamedFeed()] }],
    ['CORS comes', { ...base, cors: { origins: ['https://shop.example'] } }],
    ['a timeout shrinks', { ...base, routes: [getBook, refund, { ...feed, timeoutMs: 9_000 }] }],
  ])('%s', (_change, spec) => {
    expect(deploymentIdOf(spec)).not.toBe(baseId);
  });

  it('goes back to the old one when the change is taken back', () => {
    const changed = { ...base, cors: { origins: ['https://shop.example'] } };
    expect(deploymentIdOf(changed)).not.toBe(baseId);
    expect(deploymentIdOf({ ...base })).toBe(baseId);
  });
});

describe('the REST deployment stays when something else changes', () => {
  it.each<[string, GatewaySpec]>([
    ['the order of routes', { ...base, routes: [...base.routes].reverse() }],
    ['a route of the HTTP API', { ...base, routes: [...base.routes, httpRoute()] }],
    ['a limit of the stage', { ...base, throttle: { ratePerSecond: 7, burst: 8 } }],
    [
      'a limit of a route',
      { ...base, routes: [getBook, refund, { ...feed, throttle: { ratePerSecond: 1, burst: 1 } }] },
    ],
    ['the days that logs are kept', { ...base, logRetentionDays: 7 }],
    ['the description', { ...base, description: 'Another line' }],
    ['tracing', { ...base, tracing: false }],
    ['the scopes that the authorizer asks for', { ...base, routes: [getBook, feed, otherScopes()] }],
  ])('%s', (_change, spec) => {
    expect(deploymentIdOf(spec)).toBe(baseId);
  });

  it('the code of a function', () => {
    expect(deploymentIdOf(base, bundlerWith('edited'))).toBe(baseId);
  });
});

describe('the stage', () => {
  it('is a resource of its own that points to the deployment and keeps its id', () => {
    const template = templateOf(shop);
    const changed = templateOf({ ...shop, cors: { origins: ['*'] } });
    expect(logicalIds(template, 'AWS::ApiGateway::Stage')).toEqual(logicalIds(changed, 'AWS::ApiGateway::Stage'));
    for (const made of [template, changed]) {
      const [deployment] = logicalIds(made, 'AWS::ApiGateway::Deployment');
      expect(resourcesOf(made).RestApiStage?.Properties).toHaveProperty('DeploymentId', { Ref: deployment });
      expect(resourcesOf(made)[deployment as string]?.Properties).not.toHaveProperty('StageName');
    }
  });
});

function deploymentIdOf(spec: GatewaySpec, bundler = bundlerWith('')): string {
  const ids = logicalIds(templateOf(spec, { bundler }), 'AWS::ApiGateway::Deployment');
  expect(ids).toHaveLength(1);
  return ids[0] as string;
}

function restRoute() {
  return route('GET /new', { auth: 'public', api: 'rest', to: lambda('handlers/books.ts') });
}

function httpRoute() {
  return route('GET /more', { auth: 'public', to: lambda('handlers/books.ts') });
}

function otherFeed(url: 'https://elsewhere.example/{path}') {
  return route('GET /feeds/{path+}', { auth: partners, to: http(url) });
}

function renamedFeed() {
  return route('GET /feeds/{rest+}', { auth: partners, to: http('https://feeds.shop.example/{rest}') });
}

function otherScopes() {
  return route('POST /refunds', {
    auth: staff.require({ scopes: ['refunds:approve'] }),
    api: 'rest',
    to: refund.to,
  });
}
