import {
  apiKey,
  type BackendNames,
  backend,
  gateway,
  jwt,
  lambda,
  type PathParams,
  reply,
  route,
  usagePlan,
} from 'gatewright';
import type { AnyCaller, ApiKeyCaller, JwtCaller } from 'gatewright/runtime';
import { expectTypeOf } from 'vitest';
import * as z from 'zod';

const customers = jwt('customers', { issuer: 'https://id.example/', audience: ['shop', 'app'] });
const free = usagePlan('free', { ratePerSecond: 2, burst: 5, quota: { requests: 100, per: 'day' } });
const partners = apiKey('partners', { plans: [free] });
const Order = z.object({ isbn: z.string(), copies: z.coerce.number(), note: z.string().optional() });

expectTypeOf<PathParams<'/shops/{shop}/books/{isbn}/{rest+}'>>().toEqualTypeOf<'shop' | 'isbn' | 'rest'>();
expectTypeOf<PathParams<'/'>>().toBeNever();

const open = route('GET /shops/{shop}/files/{path+}', { auth: 'public', to: lambda('open.ts') });
open.handle(({ params, caller, body, query, headers }) => {
  expectTypeOf(params).toEqualTypeOf<{ readonly shop: string; readonly path: string }>();
  expectTypeOf(caller).toEqualTypeOf<undefined>();
  expectTypeOf(body).toBeUnknown();
  expectTypeOf(query).toEqualTypeOf<Readonly<Record<string, string>>>();
  expectTypeOf(headers).toEqualTypeOf<Readonly<Record<string, string>>>();
  return { status: 204 };
});

const order = route('POST /orders', {
  auth: customers.require({ scopes: ['w'] }),
  body: Order,
  to: lambda('order.ts'),
});
order.handle(async ({ caller, body, params }) => {
  expectTypeOf(caller).toEqualTypeOf<JwtCaller<'customers'>>();
  expectTypeOf(body).toEqualTypeOf<{ isbn: string; copies: number; note?: string | undefined }>();
  expectTypeOf(params).toEqualTypeOf<Record<never, string>>();
  return { status: 201, body: { copies: body.copies }, headers: { location: '/orders/1' }, cookies: ['a=b'] };
});

const feed = route('GET /feed', { auth: partners, to: backend('feeds') });
feed.handle(({ caller }) => {
  expectTypeOf(caller).toEqualTypeOf<ApiKeyCaller>();
  return { status: 200, body: new Uint8Array() };
});

const inherited = route('GET /mine', { to: backend('accounts'), throttle: { ratePerSecond: 1, burst: 1 } });
inherited.handle(({ caller }) => {
  expectTypeOf(caller).toEqualTypeOf<AnyCaller | undefined>();
  return { status: 200 };
});

customers.require({ scopes: { anyOf: ['orders:read', 'orders:write'] } });
customers.require({
  scopes: { allOf: ['orders:read', 'orders:write'] },
  claims: { tier: { oneOf: [1, 'two', false] } },
});
customers.require({ claims: { email: { exists: true }, groups: { contains: 'staff' }, plan: { equals: 'gold' } } });
jwt('named', { issuer: ['https://a.example'], audience: 'shop', jwksUri: 'https://keys.example', tokenType: 'at+jwt' });
jwt('several', {
  issuer: ['https://a.example', 'https://b.example'],
  audience: 'shop',
  algorithms: ['ES256', 'EdDSA'],
});
route('ANY /{proxy+}', { auth: 'public', to: reply(404, { message: ['not', { found: true }] }) });
const pattern: string = 'GET /decided/at/run/time';
route(pattern, { auth: 'public', to: reply(200, null) });

const withDefault = gateway('shop', { auth: customers, routes: [order, inherited, feed] });
expectTypeOf<BackendNames<typeof withDefault>>().toEqualTypeOf<'feeds' | 'accounts'>();
const allStated = gateway('shop', { routes: [open, order] });
expectTypeOf<BackendNames<typeof allStated>>().toBeNever();
