import {
  type Auth,
  anyOf,
  authorizer,
  type CognitoProps,
  cognito,
  type IntrospectionProps,
  iam,
  introspection,
  jwt,
  lambda,
  mutualTls,
  secret,
} from 'gatewright';
import { describe, expect, it } from 'vitest';
import { aRoute, faultsOf, issuesOf, type SpecSettings, specOf } from '../specs.js';

const secured = (auth: Auth, settings: SpecSettings = {}) => specOf([aRoute('GET /books', { auth })], settings);
const AT = "routes['GET /books'].auth";
const POOL = 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC';

const asking = (more: object = {}) =>
  introspection('opaque', {
    endpoint: 'https://id.example/introspect',
    client: { id: 'gateway', secret: secret('shop/introspection') },
    ...more,
  } as IntrospectionProps);
const withSecret = (id: string, props: object = {}) => asking({ client: { id: 'gateway', secret: secret(id, props) } });
const pool = (more: object = {}) =>
  cognito('pool', { userPoolArn: POOL, clientIds: ['abc123'], ...more } as CognitoProps);
const own = (props: object = {}, fn = lambda('own.ts')) => authorizer('own', fn, props);
const tokenIn = (header: string) => jwt('users', { issuer: 'https://id.example/', audience: 'shop', header });
const stepUp = (rule: object) => tokenIn('authorization').require({ stepUp: rule as { maxAgeSeconds: number } });
const many = (count: number) => Array.from({ length: count }, (_, index) => `name-${index}`);

describe('schemes that are taken', () => {
  it.each<[string, Auth]>([
    ['introspection', asking()],
    ['introspection for 50 audiences of one issuer', asking({ audience: many(50), issuer: 'https://id.example/' })],
    ['introspection without a cache', asking({ cache: { maxTtlSeconds: 0 } })],
    ['introspection with the longest cache', asking({ cache: { maxTtlSeconds: 3_600 } })],
    ['a secret of 512 characters', withSecret('s'.repeat(512))],
    ['a secret by its ARN', withSecret('arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop/id-a1B2c3')],
    [
      'a field of a secret with a key of its own',
      withSecret('shop/id', { field: 'password', kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1234-abcd' }),
    ],
    ['a user pool', pool()],
    [
      'a user pool of China',
      pool({ userPoolArn: POOL.replaceAll('eu-west-1', 'cn-north-1').replace('aws', 'aws-cn') }),
    ],
    ['IAM', iam('aws')],
    ['an authorizer by two headers and a query', own({ identity: { headers: ['X-Tenant', 'x-sig'], query: ['v'] } })],
    ['an authorizer by nothing, without a cache', own({ identity: {}, cache: { ttlSeconds: 0 } })],
    ['a token in a header of its own', tokenIn('X-Token')],
    ['a step-up to one class, now', stepUp({ acrValues: ['urn:mace:incommon:iap:silver'], maxAgeSeconds: 0 })],
  ])('takes %s', (_title, auth) => {
    expect(faultsOf(secured(auth))).toEqual([]);
  });
});

describe('schemes that are refused, each by one issue', () => {
  it.each<[string, Auth, string, string]>([
    ['an endpoint over http', asking({ endpoint: 'http://id.example/' }), 'INTROSPECTION_ENDPOINT', '.endpoint'],
    [
      'an endpoint with a password',
      asking({ endpoint: 'https://a:b@id.example/' }),
      'INTROSPECTION_ENDPOINT',
      '.endpoint',
    ],
    ['an endpoint with a query', asking({ endpoint: 'https://id.example/?a' }), 'INTROSPECTION_ENDPOINT', '.endpoint'],
    ['an empty audience', asking({ audience: [''] }), 'INTROSPECTION_AUDIENCE', '.audience'],
    ['51 audiences', asking({ audience: many(51) }), 'INTROSPECTION_AUDIENCE', '.audience'],
    ['an empty issuer', asking({ issuer: '' }), 'INTROSPECTION_ISSUER', '.issuer'],
    [
      'a cache past the end',
      asking({ cache: { maxTtlSeconds: 3_601 } }),
      'INTROSPECTION_CACHE',
      '.cache.maxTtlSeconds',
    ],
    ['a cache below nothing', asking({ cache: { maxTtlSeconds: -1 } }), 'INTROSPECTION_CACHE', '.cache.maxTtlSeconds'],
    ['a client without an id', asking({ client: { id: '', secret: secret('a') } }), 'CLIENT_ID', '.client.id'],
    ['a client with a line break', asking({ client: { id: 'a\nb', secret: secret('a') } }), 'CLIENT_ID', '.client.id'],
    ['a secret without a name', withSecret(''), 'SECRET_ID', '.client.secret.id'],
    ['a secret of 513 characters', withSecret('s'.repeat(513)), 'SECRET_ID', '.client.secret.id'],
    ['a secret with a blank', withSecret('shop introspection'), 'SECRET_ID', '.client.secret.id'],
    ['a secret with a wildcard', withSecret('shop/*'), 'SECRET_ID', '.client.secret.id'],
    ['the ARN of something else', withSecret('arn:aws:s3:::bucket/key'), 'SECRET_ID', '.client.secret.id'],
    ['a field without a name', withSecret('a', { field: '' }), 'SECRET_FIELD', '.client.secret.field'],
    [
      'an alias of a key',
      withSecret('a', { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:alias/shop' }),
      'SECRET_KEY',
      '.client.secret.kmsKeyArn',
    ],
    ['a user pool by its id', pool({ userPoolArn: 'eu-west-1_AbC' }), 'COGNITO_USER_POOL', '.userPoolArn'],
    [
      'a user pool of two Regions',
      pool({ userPoolArn: POOL.replace('idp:eu-west-1', 'idp:us-east-1') }),
      'COGNITO_USER_POOL',
      '.userPoolArn',
    ],
    ['a client of a pool without an id', pool({ clientIds: [''] }), 'COGNITO_CLIENT_IDS', '.clientIds'],
    ['51 clients of a pool', pool({ clientIds: Array(51).fill('a') }), 'COGNITO_CLIENT_IDS', '.clientIds'],
    ['a cache of half a second', pool({ cache: { ttlSeconds: 0.5 } }), 'COGNITO_CACHE', '.cache.ttlSeconds'],
    ['a scheme of IAM in capitals', iam('AWS'), 'SCHEME_NAME', '.name'],
    ['a header that is none', own({ identity: { headers: ['x tenant'] } }), 'AUTHORIZER_IDENTITY', '.identity'],
    ['a header twice', own({ identity: { headers: ['X-A', 'x-a'] } }), 'AUTHORIZER_IDENTITY', '.identity'],
    ['a query parameter without a name', own({ identity: { query: [''] } }), 'AUTHORIZER_IDENTITY', '.identity'],
    ['answers kept by nothing', own({ identity: {} }), 'AUTHORIZER_IDENTITY_MISSING', '.identity'],
    ['answers kept for too long', own({ cache: { ttlSeconds: 3_601 } }), 'AUTHORIZER_CACHE', '.cache.ttlSeconds'],
    ['an authorizer outside the code', own({}, lambda('../own.ts')), 'LAMBDA_ENTRY', '.function.entry'],
    [
      'an authorizer of little memory',
      own({}, lambda('own.ts', { memoryMb: 1 })),
      'LAMBDA_MEMORY',
      '.function.memoryMb',
    ],
    ['a token in a header that is none', tokenIn('x token'), 'TOKEN_HEADER', '.header'],
    ['a token in the header of keys', tokenIn('x-api-key'), 'TOKEN_HEADER', '.header'],
    ['a token in the header of hosts', tokenIn('Host'), 'TOKEN_HEADER', '.header'],
    ['a token in a header of AWS', tokenIn('X-Amz-Security-Token'), 'TOKEN_HEADER', '.header'],
    ['a step-up to nothing', stepUp({}), 'STEP_UP', '.stepUp'],
    ['a step-up to no class', stepUp({ acrValues: [] }), 'STEP_UP', '.stepUp'],
    ['a class with a quote, which would end the challenge', stepUp({ acrValues: ['a"b'] }), 'STEP_UP', '.stepUp'],
    ['a class with a backslash', stepUp({ acrValues: ['a\\b'] }), 'STEP_UP', '.stepUp'],
    ['a class with a line break', stepUp({ acrValues: ['a\r\nx: y'] }), 'STEP_UP', '.stepUp'],
    ['two classes in one text', stepUp({ acrValues: ['silver gold'] }), 'STEP_UP', '.stepUp'],
    ['an age below nothing', stepUp({ maxAgeSeconds: -1 }), 'STEP_UP', '.stepUp'],
    ['half a second of age', stepUp({ acrValues: ['a'], maxAgeSeconds: 0.5 }), 'STEP_UP', '.stepUp'],
  ])('refuses %s', (_title, auth, code, at) => {
    expect(faultsOf(secured(auth))).toMatchObject([{ code, place: `${AT}${at}` }]);
  });

  it('finds them in combinations, where they stand', () => {
    const auth = anyOf(tokenIn('x-token'), asking({ issuer: '' }));
    expect(faultsOf(secured(auth))).toMatchObject([{ code: 'INTROSPECTION_ISSUER', place: `${AT}.parts[1].issuer` }]);
  });
});

describe('schemes beside each other', () => {
  it('refuses a user pool without clients on an HTTP API, and takes it on a REST API', () => {
    const auth = pool({ clientIds: undefined });
    expect(faultsOf(secured(auth))).toMatchObject([{ code: 'COGNITO_CLIENT_IDS_MISSING', place: `${AT}.clientIds` }]);
    expect(faultsOf(secured(auth, { api: 'rest' }))).toEqual([]);
  });

  it('refuses authorizers of one name whose callers have different contexts', () => {
    const schema = (word: string) => ({ '~standard': { version: 1, vendor: word, validate: () => ({ value: word }) } });
    const of = (context: object) => own({ context });
    const same = schema('a');
    const routes = (a: object, b: object) => [aRoute('GET /a', { auth: of(a) }), aRoute('GET /b', { auth: of(b) })];
    expect(faultsOf(specOf(routes(same, same)))).toEqual([]);
    expect(faultsOf(specOf(routes(same, schema('b'))))).toMatchObject([
      { code: 'SCHEME_CONFLICT', place: "auth['own']" },
    ]);
  });

  it('takes a context that JSON cannot hold', () => {
    const cyclic: Record<string, unknown> = {};
    cyclic['~standard'] = { version: 1, vendor: 'x', validate: () => ({ value: 1 }), cyclic };
    expect(faultsOf(secured(own({ context: cyclic })))).toEqual([]);
  });

  it('refuses one name for two schemes of a combination', () => {
    const auth = anyOf(tokenIn('x-token'), tokenIn('x-other'));
    expect(faultsOf(secured(auth))).toMatchObject([{ code: 'SCHEME_CONFLICT', place: "auth['users']" }]);
  });

  it('refuses a function that answers requests and decides on them', () => {
    const routes = [aRoute('GET /a', { auth: own() }), aRoute('GET /b', { to: lambda('own.ts') })];
    expect(issuesOf(specOf(routes))).toMatchObject([
      { code: 'LAMBDA_ROLE_CONFLICT', message: 'GET /b is answered by the function that own is decided by' },
    ]);
  });

  it('refuses an authorizer with two sets of settings', () => {
    const routes = [
      aRoute('GET /a', { auth: own() }),
      aRoute('GET /b', { auth: authorizer('other', lambda('own.ts', { memoryMb: 512 })) }),
    ];
    expect(faultsOf(specOf(routes))).toMatchObject([
      { code: 'LAMBDA_CONFLICT', place: "routes['GET /b'].auth.function" },
    ]);
  });

  it('refuses client certificates without a domain that checks them, once', () => {
    const routes = ['a', 'b'].map((name) => aRoute(`GET /${name}`, { auth: mutualTls('certified') }));
    expect(faultsOf(specOf(routes))).toMatchObject([{ code: 'MUTUAL_TLS_DOMAIN', place: "routes['GET /a'].auth" }]);
  });
});
