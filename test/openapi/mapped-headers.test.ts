import { describe, expect, it } from 'vitest';
import { backend, http, jwt, lambda, route, secret, tokenExchange } from '../../lib/spec/index.js';
import { bodiesOf } from './support.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const exchange = tokenExchange('stock', {
  endpoint: 'https://id.shop.example/token',
  client: { id: 'gateway', secret: secret('shop/exchange') },
  audience: 'stock',
});
const callerHeaders = { 'X-User': 'sub', 'X-Team': 'team' };
const integration = 'x-amazon-apigateway-integration';
const integrations = 'x-amazon-apigateway-integrations';
const old = { old: { kind: 'url', url: 'https://old.example' } } as const;

const open = route('GET /open', { auth: 'public', to: http('https://open.example/a') });
const openRest = route('GET /open/{id}', { auth: 'public', to: http('https://open.example/b/{id}'), api: 'rest' });
const mine = route('GET /mine', { auth: staff, to: http('https://mine.example/a'), callerHeaders });
const mineRest = route('GET /mine/{id}', {
  auth: staff,
  to: http('https://mine.example/b/{id}'),
  callerHeaders: { 'x-user': 'sub' },
  api: 'rest',
});

const httpParameters = (routes: Parameters<typeof bodiesOf>[0], uri: string) => {
  const made: { uri: string; requestParameters?: object }[] = Object.values(
    bodiesOf(routes, {}, old).http.components[integrations],
  );
  return made.find((each) => each.uri === uri)?.requestParameters;
};

describe('headers that the gateway sets at an HTTP backend', () => {
  it('come on an HTTP API from what the authorizer answered, in place of what the client sent', () => {
    expect(httpParameters([mine], 'https://mine.example/a')).toEqual({
      'overwrite:header.x-team': '$context.authorizer.header_x_team',
      'overwrite:header.x-user': '$context.authorizer.header_x_user',
      'remove:header.x_team': "''",
      'remove:header.x_user': "''",
    });
  });

  it('are taken away on an HTTP API from backends that get none', () => {
    expect(httpParameters([mine, open], 'https://open.example/a')).toEqual({
      'remove:header.x-team': "''",
      'remove:header.x-user': "''",
      'remove:header.x_team': "''",
      'remove:header.x_user': "''",
    });
  });

  it('come on a REST API from what the authorizer answered, beside the path, and the others are nobody’s', () => {
    const { rest } = bodiesOf([mine, mineRest]);
    expect(rest.paths['/mine/{id}'].get[integration].requestParameters).toEqual({
      'integration.request.path.id': 'method.request.path.id',
      'integration.request.header.x-team': "'-'",
      'integration.request.header.x_team': "'-'",
      'integration.request.header.x-user': 'context.authorizer.header_x_user',
      'integration.request.header.x_user': 'context.authorizer.header_x_user',
    });
  });

  it('are never left to the client on a REST API: a mapping without a value would', () => {
    const { rest } = bodiesOf([mine, openRest]);
    const parameters = rest.paths['/open/{id}'].get[integration].requestParameters;
    for (const name of ['x-team', 'x-user', 'x_team', 'x_user']) {
      expect(parameters[`integration.request.header.${name}`]).toMatch(/^'[^']+'$/);
    }
  });

  it('hold an exchanged token in place of the caller’s', () => {
    const { rest } = bodiesOf([
      route('GET /stock', { auth: staff, to: http('https://stock.example/'), backendToken: exchange }),
    ]);
    expect(rest.paths['/stock'].get[integration].requestParameters).toEqual({
      'integration.request.header.authorization': 'context.authorizer.backendToken',
    });
  });

  it('are set for bound backends alike, on both kinds of API', () => {
    const routes = [
      route('GET /a', { auth: staff, to: backend('old'), callerHeaders: { 'x-user': 'sub' } }),
      route('GET /b', { auth: staff, to: backend('old'), callerHeaders: { 'x-user': 'sub' }, api: 'rest' }),
    ] as const;
    expect(httpParameters(routes, 'https://old.example/a')).toEqual({
      'overwrite:header.x-user': '$context.authorizer.header_x_user',
      'remove:header.x_user': "''",
    });
    expect(bodiesOf(routes, {}, old).rest.paths['/b'].get[integration].requestParameters).toEqual({
      'integration.request.header.x-user': 'context.authorizer.header_x_user',
      'integration.request.header.x_user': 'context.authorizer.header_x_user',
    });
  });

  it('are named with underscores or dashes, and what a client sends in the other spelling is not read for them', () => {
    const named = { X_Tenant: 'tenant', 'X-A_b': 'a' };
    const routes = [route('GET /a', { auth: staff, to: backend('old'), callerHeaders: named })] as const;
    expect(httpParameters(routes, 'https://old.example/a')).toEqual({
      'overwrite:header.x_tenant': '$context.authorizer.header_x_tenant',
      'remove:header.x-tenant': "''",
      'overwrite:header.x-a_b': '$context.authorizer.header_x_a_b',
      'remove:header.x-a-b': "''",
      'remove:header.x_a_b': "''",
    });
  });

  it('are left to the guard around a handler', () => {
    const guarded = route('GET /handled', { auth: staff, to: lambda('handled.ts'), callerHeaders });
    const [made] = Object.values<object>(bodiesOf([guarded]).http.components[integrations]);
    expect(made).not.toHaveProperty('requestParameters');
  });
});
