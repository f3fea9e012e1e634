import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { authorize } from '../../../lambdas/authorizer/authorize.js';
import { issuerKeys } from '../../../lambdas/authorizer/jwt/issuer-keys.js';
import { Refusal } from '../../../lambdas/authorizer/refusal.js';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import {
  configFor,
  eventFor,
  isAllowed,
  jwtChecks,
  NOW_MS,
  NOW_S,
  sign,
  unsigned,
} from '../../lambdas/authorizer/fixtures.js';
import { apiModel, route } from '../../local/http-api/support/gateway.js';
import { hostileProperty } from '../hostile-property.js';
import { faultsOf, requestTo, servicesWith } from '../services.js';
import { endpointAnswers } from './endpoint-answers.js';

const ISSUER = 'https://id.example/';
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key-1', use: 'sig' };
const fetchJson = async (url: string) =>
  url.endsWith('/keys') ? { keys: [jwk] } : { issuer: ISSUER, jwks_uri: `${ISSUER}keys` };
const good = await sign({ privateKey: privateKey as never }, ISSUER, { iat: NOW_S });

const part = fc.oneof(
  fc.constantFrom(
    ...good.split('.'),
    '',
    'e30',
    'bnVsbA',
    'W10',
    '_'.repeat(50),
    '=',
    '+/',
    '\0',
    'é',
    'A'.repeat(9_000),
  ),
  fc.string({ maxLength: 20 }),
  fc.json().map((json) => Buffer.from(json).toString('base64url')),
);
const header = fc.dictionary(
  fc.constantFrom('alg', 'kid', 'typ', 'crit', 'b64', 'jwk', 'jku', 'x5c', 'x5u', 'zip', '__proto__'),
  fc.oneof(
    fc.constantFrom<unknown>(
      'RS256',
      'none',
      'None',
      'HS256',
      'ES256',
      'PS256',
      'key-1',
      '../key-1',
      '',
      ['b64'],
      false,
      jwk,
    ),
    fc.jsonValue({ maxDepth: 1 }),
  ),
);
const claims = fc.dictionary(
  fc.constantFrom('iss', 'aud', 'exp', 'nbf', 'iat', 'sub', 'scope', 'client_id', '__proto__'),
  fc.oneof(fc.constantFrom<unknown>(ISSUER, 'bookshop', NOW_S + 60, 'a', -1, 1e308), fc.jsonValue({ maxDepth: 2 })),
);
/** Everything about it may be right but its signature, which nobody made. */
const forged = fc.oneof(
  fc.array(part, { maxLength: 5 }).map((parts) => parts.join('.')),
  fc.tuple(header, claims, part).map(([head, payload, signature]) => unsigned(head, payload, signature)),
  fc
    .tuple(fc.nat(good.length - 1), fc.constantFrom('A', '.', ' ', '\n', '-', '%'))
    .map(([at, by]) => good.slice(0, at) + by + good.slice(at + 1)),
);
const scheme = fc.constantFrom('Bearer ', 'bearer  ', '', 'Basic ', 'Bearer\t', 'Bearer Bearer ', ', Bearer ');

const right = { iss: ISSUER, aud: 'bookshop', sub: 'ada', exp: NOW_S + 60, iat: NOW_S };
const corpus: readonly (readonly [scheme: string, token: string])[] = [
  ['', ''],
  ['Bearer ', ''],
  ['Bearer ', '.'.repeat(9_000)],
  ['Bearer ', 'a'.repeat(100_000)],
  [' '.repeat(50_000), 'a.b.c'],
  [`Bearer${' '.repeat(50_000)}`, 'x'],
  ['Bearer ', unsigned({ alg: 'none', kid: 'key-1' }, right, '')],
  ['Bearer ', unsigned({ alg: 'HS256', kid: 'key-1' }, right)],
  ['Bearer ', unsigned({ alg: 'RS256', kid: 'key-1', jwk }, right)],
  ['Bearer ', unsigned({ alg: 'RS256', kid: 'key-1', crit: ['exp'] }, right)],
  ['Bearer ', unsigned({ alg: 'RS256', kid: 'key-1', b64: false, crit: ['b64'] }, right)],
  ['Bearer ', unsigned({ alg: 'RS256', kid: '__proto__' }, right)],
  ['Bearer ', `${good.split('.').slice(0, 2).join('.')}.`],
  ['Bearer ', `${good}.`],
  ['Bearer ', `${good}, ${good}x`],
];

const config = configFor(ISSUER);
const api = apiModel({
  routes: [route('GET /me', { kind: 'JWT', authorizerId: 'readers', scopes: [] })],
  authorizers: {
    readers: {
      id: 'readers',
      name: 'readers',
      kind: 'JWT',
      issuer: ISSUER,
      audience: ['bookshop'],
      identitySource: ['$request.header.Authorization'],
    },
  },
});
const services = servicesWith({ fetchJson, nowMs: () => NOW_MS });
const engine = createHttpApiEngine(api, '$default', services);
const checks = jwtChecks(
  config,
  issuerKeys(fetchJson, () => NOW_MS),
);

/** A change of the last character may leave the signature's bytes as they are; the token is the same one then. */
const bytesOf = (token: string) => token.split('.').map((each) => Buffer.from(each, 'base64url').toString('hex'));
const isGood = (token: string) => bytesOf(token.trim()).join() === bytesOf(good).join();

export const tokens = [
  hostileProperty('the native JWT authorizer lets no token pass that its issuer did not sign', {
    corpus,
    inputs: fc.tuple(scheme, forged),
    holds: async ([prefix, token]) => {
      const answer = await engine(requestTo('/me', { headers: [['Authorization', prefix + token]] }));
      assert.deepEqual(faultsOf(answer), []);
      assert.ok([401, 431].includes(answer.status) || isGood(token), `it answered ${answer.status}`);
    },
    runsPerBatch: 500,
  }),
  hostileProperty('the bundled JWT authorizer lets no token pass that its issuer did not sign', {
    corpus,
    inputs: fc.tuple(scheme, forged),
    holds: async ([prefix, token]) => {
      try {
        const answer = await authorize(eventFor('GET /me', prefix + token), config, checks);
        assert.ok(isGood(token), `it answered ${JSON.stringify(answer)}`);
      } catch (error) {
        assert.ok(error instanceof Refusal, error as Error);
        assert.equal(error.kind, 'unauthorized');
        if (token.length > 3) assert.ok(!error.reason.includes(token), 'the reason tells the token');
      }
    },
    runsPerBatch: 500,
  }),
  hostileProperty('the token that the issuer signed passes both, so that the others have something to fail', {
    corpus: [good],
    inputs: fc.constant(good),
    holds: async (token) => {
      const answer = await authorize(eventFor('GET /me', `Bearer ${token}`), config, checks);
      assert.ok(isAllowed(answer));
      assert.equal((await engine(requestTo('/me', { headers: [['Authorization', `Bearer ${token}`]] }))).status, 200);
    },
    runsPerBatch: 1,
  }),
  ...endpointAnswers,
];
