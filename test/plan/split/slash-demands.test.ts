import { allOf, anyOf, apiKey, http, iam, jwt, type Route, secret, tokenExchange, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Auth } from '../../../lib/spec/auth.js';
import type { RouteThrottles } from '../../../lib/spec/usage-plan.js';
import { type AnyRouteProps, aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';

const rest = { api: 'rest', split: { from: ['/a', '/{}'] } } as const;
const rate = { ratePerSecond: 1, burst: 2 };
const keysWith = (routes: RouteThrottles) =>
  apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 9, burst: 9, routes })] });
const keys = keysWith({});
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const staff = jwt('staff', { issuer: 'https://staff.example/', audience: 'shop' });
const reading = () => users.require({ scopes: ['read'] });
const exchangeFor = (audience: string) =>
  tokenExchange('orders', {
    endpoint: 'https://id.example/token',
    client: { id: 'gateway', secret: secret('shop/client') },
    audience,
  });

/** What is refused, else what is warned of. */
function told(routes: readonly Route[], settings: SpecSettings = {}): readonly string[] {
  const spec = specOf(routes, { ...rest, ...settings });
  const issues = issuesOf(spec);
  const found = issues.length > 0 ? issues : planGateway(spec).warnings;
  return found.map(({ code }) => code).filter((code) => code !== 'SPLIT_NO_FRONT');
}

const differs = (routes: readonly Route[], settings: SpecSettings = {}) =>
  issuesOf(specOf(routes, { ...rest, ...settings })).map(({ code, message }) => [
    code,
    /which (.*)$/.exec(message)?.[1],
  ]);

describe('a path that a greedy one of another part takes with a slash at its end', () => {
  it.each<[string, readonly (readonly [string, AnyRouteProps?])[], readonly string[]]>([
    [
      'a method that is not the first',
      [['GET /admin'], ['POST /admin', { auth: keys }], ['GET /{rest+}'], ['POST /{rest+}']],
      ['SPLIT_ORDER'],
    ],
    ['what is left to ANY', [['GET /admin'], ['ANY /admin', { auth: keys }], ['ANY /{rest+}']], ['SPLIT_ORDER']],
    [
      'a method that the greedy one has in ANY',
      [['GET /admin'], ['PUT /admin', { auth: keys }], ['GET /{rest+}'], ['ANY /{rest+}']],
      ['SPLIT_ORDER'],
    ],
    [
      'an ANY that has no requests of the method left',
      [['GET /admin'], ['GET /{rest+}'], ['ANY /{rest+}', { auth: keys }]],
      ['SPLIT_SLASH'],
    ],
    [
      'a method that one of them alone has',
      [['GET /a'], ['POST /a', { auth: keys }], ['GET /{rest+}']],
      ['SPLIT_SLASH'],
    ],
    ['no method', [['POST /a', { auth: keys }], ['GET /{rest+}']], []],
  ])('is compared by every method that both have: %s', (_title, given, codes) => {
    const routes = given.map(([pattern, props]) => aRoute(pattern, props));
    expect(told(routes)).toEqual(codes);
    expect(told(routes.toReversed())).toEqual(codes);
  });

  it('is named by the method that differs', () => {
    const routes = [aRoute('GET /a'), aRoute('POST /a', { auth: keys }), aRoute('ANY /{rest+}')];
    expect(issuesOf(specOf(routes, rest))).toMatchObject([
      {
        place: "routes['ANY /{rest+}']",
        message:
          'with a slash at its end, a request of POST /a would go to the part of ANY /{rest+}, which lets in other callers',
      },
    ]);
  });

  const pair = (one: AnyRouteProps, other: AnyRouteProps) => [aRoute('GET /a', one), aRoute('GET /{rest+}', other)];

  it.each<[string, Auth | undefined, Auth | undefined]>([
    ['two requirements of the same', reading(), reading()],
    [
      'scopes in another order',
      users.require({ scopes: { anyOf: ['read', 'write'] } }),
      users.require({ scopes: { anyOf: ['write', 'read'] } }),
    ],
    [
      'requirements that add up to the same',
      users.require({ scopes: ['read'] }).require({ scopes: ['write'] }),
      users.require({ scopes: { allOf: ['write', 'read'] } }),
    ],
    ['alternatives in another order', anyOf(users, staff), anyOf(staff, users)],
    ['combinations of one', allOf(reading(), keys), allOf(keys, anyOf(reading(), reading()))],
    ["the gateway's default", undefined, keys],
    ['IAM twice', iam('machines'), iam('machines')],
  ])('lets in the same by %s', (_title, one, other) => {
    const props = (auth: Auth | undefined): AnyRouteProps => ({ auth: auth as Auth });
    expect(told(pair(props(one), props(other)), { auth: keys })).toEqual(['SPLIT_SLASH']);
  });

  it.each<[string, Auth, Auth]>([
    ['another scope', reading(), users.require({ scopes: ['write'] })],
    ['a scope more', reading(), reading().require({ scopes: ['write'] })],
    [
      'any for all scopes',
      users.require({ scopes: { allOf: ['a', 'b'] } }),
      users.require({ scopes: { anyOf: ['a', 'b'] } }),
    ],
    ['a claim', users, users.require({ claims: { tenant: { equals: 'a' } } })],
    [
      'a claim of another type',
      users.require({ claims: { n: { equals: 7 } } }),
      users.require({ claims: { n: { equals: '7' } } }),
    ],
    ['another scheme', users, staff],
    ['a key besides', users, allOf(users, keys)],
    ['either for one', users, anyOf(users, staff)],
    ['a signature', iam('machines'), 'public'],
  ])('lets in others by %s', (_title, one, other) => {
    expect(differs(pair({ auth: one }, { auth: other }))).toEqual([['SPLIT_ORDER', 'lets in other callers']]);
  });

  it.each<[string, AnyRouteProps, AnyRouteProps, string | undefined]>([
    ['its own rate', { throttle: rate }, {}, 'has other limits'],
    ['the same rate', { throttle: rate }, { throttle: { ...rate } }, undefined],
    [
      'a rate of each key',
      { auth: keysWith({ 'GET /a': rate }) },
      { auth: keysWith({ 'GET /a': rate }) },
      'has other limits',
    ],
    [
      'a header of claims',
      { auth: users, callerHeaders: { 'x-user': 'sub' } },
      { auth: users },
      'tells its backend other things of callers',
    ],
    [
      'the same header in other letters',
      { auth: users, callerHeaders: { 'X-User': 'sub' } },
      { auth: users, callerHeaders: { 'x-user': 'sub' } },
      undefined,
    ],
    [
      'another token for the backend',
      { auth: users, to: http('https://a.example/'), backendToken: exchangeFor('a') },
      { auth: users },
      'tells its backend other things of callers',
    ],
  ])('has %s', (_title, one, other, difference) => {
    if (difference === undefined) expect(told(pair(one, other))).toEqual(['SPLIT_SLASH']);
    else expect(differs(pair(one, other))).toEqual([['SPLIT_ORDER', difference]]);
  });

  it('may have a limit of bodies, which the firewall holds of the path with a slash at its end too', () => {
    const routes = pair({ maxBodyBytes: 9_000 }, {});
    expect(told(routes, { firewall: {} })).toEqual(['SPLIT_SLASH']);
    const [rule] = planGateway(specOf(routes, { ...rest, firewall: {} })).firewall?.rules.filter(isBodySize) ?? [];
    expect(rule?.routes.map(({ path }) => ['/a', '/a/', '/b'].map((sent) => new RegExp(path).test(sent)))).toEqual([
      [true, true, false],
    ]);
  });
});

function isBodySize<Rule extends { readonly kind: string }>(rule: Rule): rule is Extract<Rule, { kind: 'body-size' }> {
  return rule.kind === 'body-size';
}
