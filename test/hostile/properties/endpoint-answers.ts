import assert from 'node:assert/strict';
import fc from 'fast-check';
import { exchangeTokens } from '../../../lambdas/authorizer/exchange/exchange-tokens.js';
import { introspectTokens } from '../../../lambdas/authorizer/introspection/introspect-tokens.js';
import { askAsClient } from '../../../lambdas/authorizer/oauth/ask-as-client.js';
import type { Services } from '../../../lambdas/authorizer/parts.js';
import { Refusal } from '../../../lambdas/authorizer/refusal.js';
import { exchangeFor, opaqueScheme, SECRET_TEXT } from '../../lambdas/authorizer/authorization-server.js';
import { NOW_MS, NOW_S } from '../../lambdas/authorizer/fixtures.js';
import { hostileProperty } from '../hostile-property.js';

const CALLERS_TOKEN = 'the-token-of-the-caller';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** A function whose endpoints all answer this. */
function servicesOf([status, body]: Answer): Services {
  return {
    fetch: async (url) =>
      String(url).startsWith('https://as.example')
        ? new Response(body, { status })
        : Response.json({ SecretString: SECRET_TEXT }),
    nowMs: () => NOW_MS,
    environment: { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'key' },
  };
}

type Answer = readonly [status: number, body: string];

const strange = fc.oneof(
  fc.constantFrom<unknown>(true, 'true', 1, null, [], {}, '', CALLERS_TOKEN, 'Bearer', 'bearer', ACCESS_TOKEN, 1e308),
  fc.constantFrom<unknown>(NOW_S + 60, NOW_S - 60, -1, `${NOW_S + 60}`, 'a\r\nb: c', 'invalid_grant', 'issued'),
  fc.jsonValue({ maxDepth: 2 }),
);
const members = fc.constantFrom(
  'active',
  'sub',
  'exp',
  'nbf',
  'iss',
  'aud',
  'scope',
  'error',
  'access_token',
  'issued_token_type',
  'token_type',
  'expires_in',
  '__proto__',
);
const right = { active: true, issued_token_type: ACCESS_TOKEN, token_type: 'Bearer', access_token: 'issued' };
const answers: fc.Arbitrary<Answer> = fc.tuple(
  fc.constantFrom(200, 200, 200, 201, 302, 400, 401, 403, 500),
  fc.oneof(
    fc.dictionary(members, strange).map((answer) => JSON.stringify(answer)),
    fc.dictionary(members, strange).map((answer) => JSON.stringify({ ...right, ...answer })),
    fc.json(),
    fc.string({ maxLength: 40 }),
  ),
);
const corpus: readonly Answer[] = [
  [200, '{"active":false,"active":"true"}'],
  [200, '{"__proto__":{"active":true}}'],
  [200, '[true]'],
  [200, '['.repeat(60_000)],
  [200, `{"active":true,"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
  [200, `{"active":true,"sub":"${'a'.repeat(70_000)}"}`],
  [200, JSON.stringify({ ...right, access_token: CALLERS_TOKEN })],
  [200, JSON.stringify({ ...right, access_token: 'a\r\nx-admin: 1' })],
];

function refusedWithoutAWord(error: unknown): void {
  assert.ok(error instanceof Refusal, error as Error);
  assert.ok(!error.reason.includes(CALLERS_TOKEN), 'the reason tells the token');
}

/** Own members alone: what `active` is inherited from was not said. */
function saysActive([status, body]: Answer): boolean {
  const said: unknown = JSON.parse(body);
  return status === 200 && Object.hasOwn(said as object, 'active') && (said as { active: unknown }).active === true;
}

export const endpointAnswers = [
  hostileProperty('no answer about an opaque token lets its caller in, but one that says that it is active', {
    corpus,
    inputs: answers,
    holds: async (answer) => {
      const services = servicesOf(answer);
      const verify = introspectTokens(services, askAsClient(services))(opaqueScheme());
      await verify(CALLERS_TOKEN).then(() => assert.ok(saysActive(answer), 'it let in'), refusedWithoutAWord);
    },
    runsPerBatch: 300,
  }),
  hostileProperty("no answer of a token endpoint puts anything before a backend but a token, and never the caller's", {
    corpus,
    inputs: answers,
    holds: async (answer) => {
      const services = servicesOf(answer);
      const exchange = exchangeTokens(services, askAsClient(services))(exchangeFor());
      await exchange(CALLERS_TOKEN).then((token) => {
        assert.match(token, /^[A-Za-z0-9._~+/-]+=*$/);
        assert.notEqual(token, CALLERS_TOKEN);
      }, refusedWithoutAWord);
    },
    runsPerBatch: 300,
  }),
];
