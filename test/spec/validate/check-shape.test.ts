import { gateway, jwt, reply, route } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { checkShape } from '../../../lib/spec/validate/check-shape.js';
import { issuesOf } from '../specs.js';

// biome-ignore lint/suspicious/noExplicitAny: what a spec may hold that no type-checker has seen
type Anything = any;

const anyRoute = route as Anything;
const anyGateway = gateway as Anything;
const staff = jwt('staff', { issuer: 'https://id.example/', audience: 'shop' }) as Anything;
const to = reply(200, {});
const of = (props: Anything): GatewaySpec => anyGateway('shop', { routes: [anyRoute('GET /a', props)] });

describe('a part of a route that is not of its kind', () => {
  it('hides no issue of the others', () => {
    const spec = anyGateway('shop', {
      routes: [anyRoute('POST /a', { auth: 'public', to, cache: { ttlSeconds: '5' }, maxBodyBytes: -1 })],
    });
    expect(issuesOf(spec).map(({ code }) => code)).toEqual(expect.arrayContaining(['CACHE', 'ROUTE_BODY_LIMIT']));
  });
});

describe('what is left of a spec', () => {
  const sound = anyRoute('GET /a', { auth: staff, to });
  const faulty = anyRoute('POST /b', { auth: staff, to, cache: 5 });
  const lost = anyRoute('GET /c', { auth: 'Public', to });

  it.each<[string, GatewaySpec]>([
    ['all is sound', anyGateway('shop', { routes: [sound], callerHeaders: { 'x-user': 'sub' } })],
    ['a name is unknown', anyGateway('shop', { routes: [sound], corse: {} })],
    ['there are no routes', anyGateway('shop', { routes: [] })],
  ])('is the spec itself where %s', (_title, spec) => {
    expect(checkShape(spec).sound).toBe(spec);
  });

  it.each<[string, Anything]>([
    ['a setting', { routes: [sound], domain: 'shop.example' }],
    ['a part of another route', { routes: [sound, faulty] }],
    ['another route', { routes: [lost, sound] }],
    ['what is no route', { routes: [undefined, sound, null] }],
  ])('has the sound routes themselves where %s is left out', (_title, settings) => {
    const spec: GatewaySpec = anyGateway('shop', settings);
    const { sound: left, issues } = checkShape(spec);
    expect(issues).not.toEqual([]);
    expect(left).not.toBe(spec);
    expect(left.routes.filter((route) => route === sound)).toHaveLength(1);
    expect(left.routes).not.toContain(undefined);
  });

  it('has a faulty route without its faulty part, and no route that says nobody who may call', () => {
    const { sound: left } = checkShape(anyGateway('shop', { routes: [faulty, lost] }));
    const { cache: _, ...others } = faulty;
    expect(left.routes).toEqual([others]);
  });

  it('has no setting that is not of its kind', () => {
    const { sound: left } = checkShape(anyGateway('shop', { routes: [sound], domain: 'shop.example', stage: 'v1' }));
    expect(left).toEqual({ kind: 'gateway', name: 'shop', stage: 'v1', routes: [sound] });
  });
});

describe('a spec that no type-checker has seen', () => {
  it.each<[string, GatewaySpec, string, string]>([
    ['an auth that is a misspelt word', of({ auth: 'Public', to }), 'AUTH_KIND', "routes['GET /a'].auth"],
    ['an auth that is null', of({ auth: null, to }), 'AUTH_KIND', "routes['GET /a'].auth"],
    ['an auth of an unknown kind', of({ auth: { kind: 'public' }, to }), 'AUTH_KIND', "routes['GET /a'].auth"],
    [
      'a default auth of an unknown kind',
      anyGateway('shop', { auth: 'none', routes: [anyRoute('GET /a', { auth: 'public', to })] }),
      'AUTH_KIND',
      'auth',
    ],
    [
      'a backend of an unknown kind',
      of({ auth: 'public', to: { kind: 'wat' } }),
      'BACKEND_KIND',
      "routes['GET /a'].to",
    ],
    ['no backend', of({ auth: 'public' }), 'BACKEND_KIND', "routes['GET /a'].to"],
    ['an unknown API type', of({ auth: 'public', to, api: 'graphql' }), 'API_CHOICE', "routes['GET /a'].api"],
    [
      'a misspelt property of a route',
      of({ auth: 'public', to, thorttle: { ratePerSecond: 1, burst: 1 } }),
      'UNKNOWN_PROPERTY',
      "routes['GET /a'].thorttle",
    ],
    [
      'a misspelt property of the gateway',
      anyGateway('shop', { corse: {}, routes: [anyRoute('GET /a', { auth: 'public', to })] }),
      'UNKNOWN_PROPERTY',
      'corse',
    ],
    ['a route that is none', anyGateway('shop', { routes: [null] }), 'ROUTE_KIND', 'routes[0]'],
    ['routes that are no list', anyGateway('shop', { routes: 'no' }), 'GATEWAY_ROUTES', 'routes'],
  ])('%s is an issue at its place', (_, spec, code, place) => {
    expect(issuesOf(spec).map((issue) => [issue.code, issue.place])).toEqual([[code, place]]);
  });

  it('has its other issues told as well', () => {
    const spec = anyGateway('Shop', {
      routes: [anyRoute('GET /a', { auth: 'Public', to }), anyRoute('GTE /b', { auth: 'public', to })],
    });
    expect(issuesOf(spec).map((issue) => issue.code)).toEqual(['AUTH_KIND', 'GATEWAY_NAME', 'ROUTE_METHOD']);
  });

  it('keeps a scope that is written as a bare text', () => {
    expect(staff.require({ scopes: 'orders:write' }).scopes).toEqual([['orders:write']]);
  });

  it('does not open a route by an empty list of scopes', () => {
    expect(issuesOf(of({ auth: staff.require({ scopes: { anyOf: [] } }), to })).map((issue) => issue.code)).toContain(
      'JWT_SCOPES',
    );
    expect(issuesOf(of({ auth: staff.require({ scopes: [] }), to })).map((issue) => issue.code)).toContain(
      'JWT_SCOPES',
    );
  });
});
