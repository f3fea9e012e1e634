import { allOf, anyOf, introspection, jwt, lambda, route, secret, tokenExchange } from 'gatewright';
import { expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { guard } from '../../../lib/runtime/guard/guard.js';
import type { Route } from '../../../lib/spec/route.js';
import { specOf } from '../../spec/specs.js';

const client = { id: 'gateway', secret: secret('shop/client') };
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const device = jwt('device', { issuer: 'https://devices.example/', audience: 'shop', header: 'x-device' });
const opaque = introspection('opaque', { endpoint: 'https://id.example/introspect', client });
const backendToken = tokenExchange('orders', { endpoint: 'https://id.example/token', client, audience: 'orders' });

const place = route('POST /orders', {
  auth: anyOf(users.require({ stepUp: { acrValues: ['gold'] } }), opaque),
  to: lambda('orders.ts'),
});
const both = route('GET /orders/{id}', {
  auth: allOf(users, device),
  to: lambda('orders.ts'),
  callerHeaders: { 'X-User': 'sub' },
  backendToken,
});
const open = route('GET /', { auth: 'public', to: lambda('open.ts') });

const read = route('GET /pages/{page}', { auth: 'public', to: lambda('pages.ts') });
const write = route('ANY /pages/{page}', {
  auth: users.require({ stepUp: { acrValues: ['gold'] } }),
  to: lambda('pages.ts'),
  backendToken,
});

/** What is deployed around the function of a route, as the plan says. */
function guardOf({ to }: typeof place | typeof both | typeof open | typeof read) {
  const plan = planGateway(specOf([place, both, open, read, write] as unknown as readonly Route[]));
  const planned = plan.functions.find((fn) => fn.kind === 'handler' && fn.entry === to.entry);
  if (planned?.kind !== 'handler' || !planned.guard) throw new Error('nothing is planned around the handler');
  return guard(planned.guard);
}

const event = (
  routeKey: string,
  headers: Readonly<Record<string, string>>,
  context: Readonly<Record<string, string>>,
) => ({
  version: '2.0',
  routeKey,
  headers,
  rawQueryString: '',
  isBase64Encoded: false,
  requestContext: { requestId: 'r', authorizer: { lambda: context } },
});
const claimsOf = (scheme: string, claims: object) => ({ scheme, claims: JSON.stringify(claims) });

it('asks the callers of one scheme to log in again, and not those of the other', async () => {
  const handler = guardOf(place)(place.handle(({ caller }) => ({ status: 200, body: caller.kind })));
  const call = (context: Readonly<Record<string, string>>) => handler(event('POST /orders', {}, context));
  expect(await call(claimsOf('users', { sub: 'ada', acr: 'bronze' }))).toMatchObject({ statusCode: 401 });
  expect(await call(claimsOf('users', { sub: 'ada', acr: 'gold' }))).toMatchObject({ statusCode: 200, body: 'jwt' });
  expect(await call(claimsOf('opaque', { sub: 'ada' }))).toMatchObject({ statusCode: 200, body: 'introspection' });
});

it('shows a handler the new token and the claims, and none of the tokens that came', async () => {
  const handler = guardOf(both)(
    both.handle(({ headers, caller }) => ({ status: 200, body: [headers, caller.parts[1].subject] })),
  );
  const callers = [
    { scheme: 'users', claims: { sub: 'ada' } },
    { scheme: 'device', claims: { sub: 'phone' } },
  ];
  const context = {
    ...claimsOf('users', { sub: 'ada' }),
    callers: JSON.stringify(callers),
    backendToken: 'Bearer new',
  };
  const sent = { authorization: 'Bearer old', 'x-device': 'old', 'x-user': 'root' };
  const { body } = (await handler(event('GET /orders/{id}', sent, context))) as { body: string };
  expect(JSON.parse(body)).toEqual([{ authorization: 'Bearer new', 'x-user': 'ada' }, 'phone']);
});

it('takes the header of one route away from every other', async () => {
  const handler = guardOf(open)(open.handle(({ headers }) => ({ status: 200, body: headers })));
  const { body } = (await handler(event('GET /', { 'x-user': 'root', accept: '*/*' }, {}))) as { body: string };
  expect(JSON.parse(body)).toEqual({ accept: '*/*' });
});

it('lets everybody read what stands public beside an ANY route, and nobody else write', async () => {
  const handler = guardOf(read)(read.handle(() => ({ status: 200 })));
  const rest = (httpMethod: string) => ({
    httpMethod,
    resource: '/pages/{page}',
    headers: null,
    requestContext: { requestId: 'r' },
  });
  for (const asked of [event('GET /pages/{page}', {}, {}), rest('GET')])
    expect(await handler(asked)).toMatchObject({ statusCode: 200 });
  for (const asked of [event('ANY /pages/{page}', {}, {}), event('PUT /pages/{page}', {}, {}), rest('PUT')])
    expect(await handler(asked)).toMatchObject({ statusCode: 401 });
});
