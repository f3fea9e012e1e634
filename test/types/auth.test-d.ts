import {
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  gateway,
  http,
  iam,
  introspection,
  jwt,
  lambda,
  mutualTls,
  type Route,
  route,
  secret,
  tokenExchange,
  usagePlan,
} from 'gatewright';
import type {
  AllOfCaller,
  AnyCaller,
  ApiKeyCaller,
  CallerOf,
  CognitoCaller,
  CustomCaller,
  IamCaller,
  IntrospectionCaller,
  JwtCaller,
  MutualTlsCaller,
} from 'gatewright/runtime';
import { expectTypeOf } from 'vitest';
import * as z from 'zod';

const client = { id: 'gateway', secret: secret('shop/client', { field: 'password' }) };
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'x-device' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/introspect', client });
const pool = cognito('pool', { userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_A' });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const aws = iam('aws');
const certified = mutualTls('certified');
const own = authorizer('own', lambda('own.ts'), {
  identity: { headers: ['x-tenant'] },
  context: z.object({ tenant: z.string(), tier: z.coerce.number<string>() }),
});
const bare = authorizer('bare', lambda('bare.ts'));

type Caller<R> = R extends Route<string, infer A> ? CallerOf<A> : never;
const to = lambda('a.ts');

const byToken = route('GET /a', { auth: users.require({ stepUp: { acrValues: ['gold'] } }), to });
expectTypeOf<Caller<typeof byToken>>().toEqualTypeOf<JwtCaller<'users'>>();
const byOpaque = route('GET /a', { auth: opaque.require({ scopes: ['a'], stepUp: { maxAgeSeconds: 300 } }), to });
expectTypeOf<Caller<typeof byOpaque>>().toEqualTypeOf<IntrospectionCaller<'opaque'>>();
const byPool = route('GET /a', { auth: pool, to });
expectTypeOf<Caller<typeof byPool>>().toEqualTypeOf<CognitoCaller<'pool'>>();
const byAws = route('GET /a', { auth: aws, to });
expectTypeOf<Caller<typeof byAws>>().toEqualTypeOf<IamCaller>();
const byCertificate = route('GET /a', { auth: certified, to });
expectTypeOf<Caller<typeof byCertificate>>().toEqualTypeOf<MutualTlsCaller>();

const byOwn = route('GET /a', { auth: own, to });
byOwn.handle(({ caller }) => {
  expectTypeOf(caller).toEqualTypeOf<CustomCaller<{ tenant: string; tier: number }, 'own'>>();
  return { status: 200, body: caller.context.tier + 1 };
});
const byBare = route('GET /a', { auth: bare, to });
expectTypeOf<Caller<typeof byBare>>().toEqualTypeOf<CustomCaller<undefined, 'bare'>>();

const either = route('GET /a', { auth: anyOf(users, opaque.require({ scopes: ['a'] })), to });
either.handle(({ caller }) => {
  expectTypeOf(caller).toEqualTypeOf<JwtCaller<'users'> | IntrospectionCaller<'opaque'>>();
  if (caller.scheme === 'opaque') expectTypeOf(caller).toEqualTypeOf<IntrospectionCaller<'opaque'>>();
  return { status: 200, body: caller.subject };
});

const both = route('GET /a', { auth: allOf(partners, users, device), to });
both.handle(({ caller }) => {
  expectTypeOf(caller).toEqualTypeOf<AllOfCaller<readonly [ApiKeyCaller, JwtCaller<'users'>, JwtCaller<'device'>]>>();
  const [key, user] = caller.parts;
  return { status: 200, body: { key: key.keyId, user: user.subject } };
});

const nested = route('GET /a', { auth: anyOf(allOf(users, device), pool), to });
expectTypeOf<Caller<typeof nested>>().toEqualTypeOf<
  AllOfCaller<readonly [JwtCaller<'users'>, JwtCaller<'device'>]> | CognitoCaller<'pool'>
>();
const inherited = route('GET /a', { to });
expectTypeOf<Caller<typeof inherited>>().toEqualTypeOf<AnyCaller | undefined>();
expectTypeOf<CallerOf<'public' | typeof users>>().toEqualTypeOf<JwtCaller<'users'> | undefined>();

// What an authorizer answers is what its schema takes; what handlers get is what it makes of that.
own.handle(({ headers, params }) => {
  expectTypeOf(params).toEqualTypeOf<Readonly<Record<string, string>>>();
  if (!headers['x-tenant']) return { kind: 'unauthorized' };
  return { kind: 'allow', subject: 'ada', context: { tenant: headers['x-tenant'], tier: '3' } };
});
bare.handle(async ({ route: pattern }) =>
  pattern === 'GET /a' ? { kind: 'allow', subject: 'ada' } : { kind: 'deny' },
);

const backendToken = tokenExchange('orders', { endpoint: 'https://id.example/token', client, audience: 'orders' });
gateway('shop', {
  auth: anyOf(users, pool),
  callerHeaders: { 'x-user': 'sub' },
  domain: {
    name: 'api.shop.example',
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
    mutualTls: { truststore: 's3://trust/clients.pem', version: '1' },
  },
  routes: [
    route('GET /orders', { to: http('https://orders.example'), callerHeaders: { 'x-tenant': 'tenant' }, backendToken }),
    byOwn,
    both,
  ],
});
