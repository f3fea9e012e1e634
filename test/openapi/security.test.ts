import { describe, expect, it } from 'vitest';
import {
  type Auth,
  allOf,
  anyOf,
  apiKey,
  authorizer,
  cognito,
  iam,
  introspection,
  jwt,
  lambda,
  reply,
  route,
  secret,
  usagePlan,
} from '../../lib/spec/index.js';
import { bodiesOf } from './support.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: ['shop', 'admin'] });
const robots = jwt('robots', {
  issuer: 'https://robots.shop.example/',
  audience: 'robots',
  algorithms: ['EdDSA'],
  header: 'X-Robot-Token',
  cache: { ttlSeconds: 75 },
});
const opaque = introspection('opaque', {
  endpoint: 'https://id.shop.example/introspect',
  client: { id: 'gateway', secret: secret('shop/introspection') },
});
const shoppers = cognito('shoppers', {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop',
  cache: { ttlSeconds: 33 },
});
const clients = cognito('clients', {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_App',
  clientIds: ['web', 'phone'],
});
const own = authorizer('own', lambda('auth/own.ts'), {
  identity: { headers: ['X-Tenant'], query: ['site'] },
  cache: { ttlSeconds: 12 },
});
const whole = authorizer('whole', lambda('auth/whole.ts'), { identity: {}, cache: { ttlSeconds: 0 } });
const partners = apiKey('partners', { plans: [usagePlan('free', { ratePerSecond: 2, burst: 5 })] });
const jobs = iam('jobs');

/** The scheme that one route asks for, and what it asks of it. */
function asked(api: 'http' | 'rest', auth: Auth) {
  const body = bodiesOf([route('GET /a', { auth, api, to: lambda('a.ts') })])[api];
  const { securitySchemes = {} } = body.components ?? {};
  return { security: body.paths['/a'].get.security, schemes: securitySchemes };
}

const authorizerOf = (scheme: Record<string, unknown>) => scheme['x-amazon-apigateway-authorizer'];
const unused = { type: 'apiKey', name: 'Unused', in: 'header' };

describe('an authorizer that is a function', () => {
  it.each<[string, Auth, string, readonly string[], number, string]>([
    ['a bearer token', staff, 'staff-rest', ['method.request.header.Authorization'], 300, 'authorizer'],
    ['a token in another header', robots, 'robots-rest', ['method.request.header.X-Robot-Token'], 75, 'authorizer'],
    ['an opaque token', opaque, 'opaque-rest', ['method.request.header.Authorization'], 0, 'authorizer'],
    [
      'what an authorizer of your own reads',
      own,
      'own-rest',
      ['method.request.header.X-Tenant', 'method.request.querystring.site'],
      12,
      'auth-own',
    ],
    ['nothing in particular', whole, 'whole-rest', [], 0, 'auth-whole'],
  ])('of a REST API is kept by %s, method and resource', (_what, auth, id, sources, ttl, fn) => {
    const { security, schemes } = asked('rest', auth);
    expect(security).toEqual([{ [id]: [] }]);
    expect(schemes).toEqual({
      [id]: {
        ...unused,
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: `uri of ${fn}`,
          identitySource: [...sources, 'context.httpMethod', 'context.resourcePath'].join(', '),
          authorizerResultTtlInSeconds: ttl,
        },
      },
    });
  });

  it.each<[string, Auth, string, readonly string[], number, string]>([
    [
      'a bearer token',
      staff.require({ scopes: { allOf: ['a', 'b'] } }),
      'staff-http-function',
      ['$request.header.Authorization'],
      300,
      'authorizer',
    ],
    ['a token in another header', robots, 'robots-http-function', ['$request.header.X-Robot-Token'], 75, 'authorizer'],
    ['an opaque token', opaque, 'opaque-http-function', ['$request.header.Authorization'], 0, 'authorizer'],
    [
      'what an authorizer of your own reads',
      own,
      'own-http-function',
      ['$request.header.X-Tenant', '$request.querystring.site'],
      12,
      'auth-own',
    ],
    ['nothing in particular', whole, 'whole-http-function', [], 0, 'auth-whole'],
  ])('of an HTTP API is kept by %s and the route', (_what, auth, id, sources, ttl, fn) => {
    const { security, schemes } = asked('http', auth);
    expect(security).toEqual([{ [id]: [] }]);
    expect(schemes).toEqual({
      [id]: {
        ...unused,
        'x-amazon-apigateway-authorizer': {
          type: 'request',
          authorizerUri: `uri of ${fn}`,
          authorizerPayloadFormatVersion: '2.0',
          enableSimpleResponses: true,
          identitySource: [...sources, '$context.routeKey'],
          authorizerResultTtlInSeconds: ttl,
        },
      },
    });
  });

  it('names nothing that a client sends where alternatives have nothing in common, and keeps no answer', () => {
    const { schemes } = asked('rest', anyOf(staff, robots));
    expect(Object.values<Record<string, unknown>>(schemes).map(authorizerOf)).toMatchObject([
      { identitySource: 'context.httpMethod, context.resourcePath', authorizerResultTtlInSeconds: 0 },
    ]);
  });

  it('names every header where several tokens have to be there', () => {
    const { schemes } = asked('http', allOf(staff, robots));
    expect(Object.values<Record<string, unknown>>(schemes).map(authorizerOf)).toMatchObject([
      {
        identitySource: ['$request.header.Authorization', '$request.header.X-Robot-Token', '$context.routeKey'],
        authorizerResultTtlInSeconds: 75,
      },
    ]);
  });
});

describe('a native authorizer', () => {
  it('of an HTTP API has issuer and audiences, and any one scope of the route is enough', () => {
    const { security, schemes } = asked('http', staff.require({ scopes: { anyOf: ['a:w', 'b:w'] } }));
    expect(security).toEqual([{ 'staff-http': ['a:w', 'b:w'] }]);
    expect(schemes).toEqual({
      'staff-http': {
        type: 'oauth2',
        'x-amazon-apigateway-authorizer': {
          type: 'jwt',
          identitySource: '$request.header.Authorization',
          jwtConfiguration: { issuer: 'https://id.shop.example/', audience: ['shop', 'admin'] },
        },
      },
    });
  });

  it('of an HTTP API takes a Cognito user pool for an issuer and its clients for audiences', () => {
    const { schemes } = asked('http', clients);
    expect(authorizerOf(schemes['clients-http'])).toMatchObject({
      type: 'jwt',
      jwtConfiguration: {
        issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_App',
        audience: ['web', 'phone'],
      },
    });
  });

  it('of a REST API asks the Cognito user pool, with scopes of the route', () => {
    const { security, schemes } = asked('rest', shoppers.require({ scopes: ['cart/read'] }));
    expect(security).toEqual([{ 'shoppers-rest-cognito': ['cart/read'] }]);
    expect(schemes).toEqual({
      'shoppers-rest-cognito': {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'cognito_user_pools',
        'x-amazon-apigateway-authorizer': {
          type: 'cognito_user_pools',
          providerARNs: ['arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop'],
          authorizerResultTtlInSeconds: 33,
        },
      },
    });
  });
});

describe('signatures of AWS', () => {
  it.each(['http', 'rest'] as const)('are asked for under the word that AWS reserves, on %s', (api) => {
    expect(asked(api, jobs)).toEqual({
      security: [{ sigv4: [] }],
      schemes: {
        sigv4: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
      },
    });
  });

  it('leave preflights open where a protected ANY is written out', () => {
    const { http } = bodiesOf([route('ANY /a', { auth: jobs, to: lambda('a.ts') })], { cors: { origins: ['*'] } });
    expect(http.paths['/a']).not.toHaveProperty('options');
    expect(http.paths['/a'].get.security).toEqual([{ sigv4: [] }]);
  });
});

describe('API keys', () => {
  const api_key = { type: 'apiKey', name: 'x-api-key', in: 'header' };

  it('are asked for by the one scheme that AWS knows', () => {
    expect(asked('rest', partners)).toEqual({ security: [{ api_key: [] }], schemes: { api_key } });
  });

  it.each<[string, Auth, string]>([
    ['a token', allOf(partners, staff), 'staff-rest'],
    ['a signature', allOf(partners, jobs), 'sigv4'],
    ['the word of an authorizer', allOf(partners, own), 'own-rest'],
  ])('stand beside %s, which AWS reads as both', (_with, auth, other) => {
    const { security, schemes } = asked('rest', auth);
    expect(security).toEqual([{ [other]: [] }, { api_key: [] }]);
    expect(Object.keys(schemes).sort()).toEqual(['api_key', other].sort());
  });
});

describe('public routes', () => {
  it('ask for nothing beside others that do', () => {
    const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
    const { rest } = bodiesOf([health, route('GET /a', { auth: partners, to: lambda('a.ts') })]);
    expect(rest.paths['/health'].get).not.toHaveProperty('security');
  });

  it('leave a body without components', () => {
    const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
    expect(bodiesOf([health]).rest).not.toHaveProperty('components');
  });
});
