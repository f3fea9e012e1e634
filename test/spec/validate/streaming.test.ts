import { authorizer, jwt, lambda, middleware, reply, secret, tokenExchange, version } from 'gatewright';
import { describe, expect, it } from 'vitest';
import type { Route } from '../../../lib/spec/route.js';
import { type AnyRouteProps, aRoute, faultsOf, type SpecSettings, specOf } from '../specs.js';

const to = lambda('rows.ts', { streaming: true, timeoutMs: 900_000 });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const exchange = tokenExchange('rows-backend', {
  endpoint: 'https://id.example/token',
  client: { id: 'gateway', secret: secret('shop/client') },
  audience: 'rows',
});

const streamed = (props: AnyRouteProps = {}): Route => aRoute('GET /rows', { to, ...props });
const faults = (routes: readonly Route[], settings: SpecSettings = {}) =>
  faultsOf(specOf(routes, settings)).map(({ code, place }) => `${code} ${place.replace("routes['GET /rows'].", '')}`);

it('takes headers from claims and a backend token on a streamed route', () => {
  const props = { auth: users, callerHeaders: { 'x-user': 'sub' }, backendToken: exchange };
  expect(faults([streamed(props)], { callerHeaders: { 'x-group': 'group' } })).toEqual([]);
});

it('takes a streamed route, however long its answer takes', () => {
  for (const timeoutMs of [50, 29_001, 900_000]) expect(faults([streamed({ timeoutMs })])).toEqual([]);
});

describe('a streamed route is refused', () => {
  it.each<[what: string, props: AnyRouteProps, fault: string]>([
    ['with a transformation', { transform: { request: { headers: { set: { a: 'b' } } } } }, 'STREAM_AROUND transform'],
    ['with middleware', { use: [middleware('log.ts')] }, 'STREAM_AROUND use'],
    ['of an HTTP API', { api: 'http' }, 'ROUTE_API_IMPOSSIBLE api'],
    ['with a step-up', { auth: users.require({ stepUp: { acrValues: ['gold'] } }) }, 'ROUTE_API_IMPOSSIBLE api'],
    ['that waits for more than 15 minutes', { timeoutMs: 900_001 }, 'ROUTE_TIMEOUT timeoutMs'],
    [
      'that says so otherwise',
      { to: lambda('rows.ts', { streaming: 'yes' } as never) },
      'LAMBDA_STREAMING to.streaming',
    ],
  ])('%s', (_what, props, fault) => {
    expect(faults([streamed(props)])).toContain(fault);
  });

  it('in an older version, which is a transformation', () => {
    const old = version('GET /v1/rows', streamed() as never) as unknown as Route;
    expect(faults([streamed(), old])).toEqual(["STREAM_AROUND routes['GET /v1/rows'].transform"]);
  });

  it('where the same function answers another route as a whole', () => {
    const whole = aRoute('GET /all', { to: lambda('rows.ts', { timeoutMs: 900_000 }) });
    expect(faults([streamed(), whole])).toEqual(["LAMBDA_CONFLICT routes['GET /all'].to"]);
    const second = aRoute('GET /all', { to: lambda('rows.ts', { timeoutMs: 900_000, export: 'all' }) });
    expect(faults([streamed(), second])).toEqual([]);
  });

  it('on the path of a route that needs an HTTP API', () => {
    const slow = aRoute('POST /rows', { timeoutMs: 30_000 });
    expect(faults([streamed(), slow])).toEqual(["PATH_API_CONFLICT routes['POST /rows'].api"]);
  });
});

it('refuses an authorizer that streams', () => {
  const auth = authorizer('own', to);
  expect(faults([aRoute('GET /rows', { auth, to: reply(200, {}) })])).toEqual([
    'AUTHORIZER_STREAMING auth.function.streaming',
  ]);
});
