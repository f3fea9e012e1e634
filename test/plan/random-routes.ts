import fc from 'fast-check';
import {
  allOf,
  anyOf,
  apiKey,
  authorizer,
  backend,
  cognito,
  http,
  iam,
  introspection,
  jwt,
  lambda,
  reply,
  secret,
  usagePlan,
} from 'gatewright';
import type { Auth } from '../../lib/spec/auth.js';
import type { Backend } from '../../lib/spec/backend.js';
import type { Route } from '../../lib/spec/route.js';
import { aRoute } from '../spec/specs.js';

const users = jwt('users', { issuer: 'https://id.example/', audience: ['shop', 'admin'] });
const staff = jwt('staff', { issuer: 'https://staff.example/', audience: 'back-office' });
const keys = apiKey('keys', {
  plans: [
    usagePlan('gold', { ratePerSecond: 100, burst: 200, quota: { requests: 9_000, per: 'day' } }),
    usagePlan('free', { ratePerSecond: 1, burst: 2 }),
  ],
});

const opaque = introspection('opaque', {
  endpoint: 'https://id.example/introspect',
  client: { id: 'gateway', secret: secret('shop/introspection') },
  header: 'X-Session',
});
const people = cognito('people', {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEf123',
  clientIds: ['web'],
});
const tenants = authorizer('tenants', lambda('authorizers/tenant.ts'), { identity: { headers: ['X-Tenant'] } });

const auths: readonly (Auth | undefined)[] = [
  'public',
  users,
  users.require({ scopes: ['books:read'] }),
  staff.require({ scopes: { anyOf: ['b', 'a'] } }),
  keys,
  opaque,
  people,
  tenants,
  iam('machines'),
  anyOf(users, opaque),
  anyOf(users, staff),
  allOf(users, opaque),
  allOf(keys, anyOf(users, people)),
  undefined,
];
const backends: readonly Backend[] = [
  lambda('handlers/one.ts'),
  lambda('handlers/two.ts', { memoryMb: 512, environment: { STAGE: 'live', AREA: 'north' } }),
  lambda('handlers/two.ts', { export: 'other' }),
  http('https://one.example/a'),
  http('https://two.example/a'),
  reply(200, { ok: true, list: [1, { deep: null }] }),
  reply(404, { ok: false }, { 'cache-control': 'no-store' }),
  backend('orders'),
];

/** One kind of variable below each parent and one name for it, so that every set of these paths may stand on one API. */
function variableBelow(parent: string): string {
  const depth = parent.split('/').length;
  return parent.length % 3 === 2 ? `{p${depth}+}` : `{p${depth}}`;
}

const arbitraryPath = fc.array(fc.constantFrom('a', 'b', 'c', '{}'), { minLength: 0, maxLength: 4 }).map((steps) => {
  let path = '';
  for (const step of steps) {
    path += `/${step === '{}' ? variableBelow(path) : step}`;
    if (path.endsWith('+}')) break;
  }
  return path || '/';
});

export const arbitraryRoute: fc.Arbitrary<Route> = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'ANY'),
    path: arbitraryPath,
    auth: fc.constantFrom(...auths),
    to: fc.constantFrom(...backends),
    timeoutMs: fc.constantFrom(undefined, 5_000, 29_000),
    throttle: fc.constantFrom(undefined, { ratePerSecond: 5, burst: 10 }),
  })
  .map(({ method, path, timeoutMs, throttle, ...props }) =>
    aRoute(`${isOpenAny(method, props.auth) ? 'PATCH' : method} ${path}`, {
      ...props,
      ...(timeoutMs !== undefined && { timeoutMs }),
      ...(throttle && { throttle }),
    }),
  );

/** A public ANY may take what a protected one leaves out, and is refused then. */
function isOpenAny(method: string, auth: Auth | undefined): boolean {
  return method === 'ANY' && (auth ?? 'public') === 'public';
}

/** Routes that may stand in one gateway. */
export const arbitraryRoutes = fc.uniqueArray(arbitraryRoute, {
  minLength: 1,
  maxLength: 12,
  selector: (route) => route.pattern,
});
