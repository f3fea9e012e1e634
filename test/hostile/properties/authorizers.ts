import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import type { Engine, InvokeResult } from '../../../lib/local/model/engine.js';
import { createRestEngine } from '../../../lib/local/rest/create-rest-engine.js';
import { importRestBody } from '../../../lib/local/rest/import/import-rest-body.js';
import { apiModel, route } from '../../local/http-api/support/gateway.js';
import { restApi } from '../../local/server/models.js';
import { hostileProperty } from '../hostile-property.js';
import { faultsOf, requestTo, servicesWith } from '../services.js';

const ARN = 'arn:aws:lambda:eu-west-1:123456789012:function:guard';
const URI = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${ARN}/invocations`;
const BACKEND = ARN.replace('guard', 'backend');
const rest = {
  ...restApi('Api', []),
  ...importRestBody({
    paths: {
      '/a': {
        get: {
          security: [{ guard: [] }],
          'x-amazon-apigateway-integration': {
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri: URI.replace('guard', 'backend'),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        guard: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: URI, authorizerResultTtlInSeconds: 0 },
        },
      },
    },
  }),
};
const httpWith = (simpleResponses: boolean) =>
  apiModel({
    routes: [route('GET /a', { kind: 'CUSTOM', authorizerId: 'guard' })],
    integrations: {
      lambda: { ...apiModel().integrations.lambda, uri: BACKEND } as never,
    },
    authorizers: {
      guard: {
        id: 'guard',
        name: 'guard',
        kind: 'REQUEST',
        functionArn: ARN,
        identitySource: ['$request.header.Authorization'],
        payloadFormatVersion: '2.0',
        simpleResponses,
        ttlSeconds: 0,
      },
    },
  });

const words = [
  'Allow',
  'allow',
  'Deny',
  '*',
  'execute-api:Invoke',
  'execute-api:*',
  '2012-10-17',
  'arn:aws:execute-api:*',
  'ada',
  '',
];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    { weight: 4, arbitrary: fc.constantFrom<unknown>(...words, true, false, 'true', 1, null, { toString: 1 }) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
    {
      weight: 4,
      arbitrary: fc.dictionary(
        fc.constantFrom(
          'Statement',
          'Effect',
          'Action',
          'Resource',
          'NotAction',
          'Condition',
          'StringEquals',
          '__proto__',
        ),
        tie('value'),
        { maxKeys: 5 },
      ),
    },
  ),
}));
const answer = fc.record(
  {
    principalId: fc.oneof(fc.constant('ada'), value),
    policyDocument: fc.oneof(
      value,
      fc.record({
        Version: fc.constant('2012-10-17'),
        Statement: fc.oneof(
          value,
          fc.array(fc.record({ Effect: value, Action: value, Resource: value }), { maxLength: 3 }),
        ),
      }),
    ),
    isAuthorized: value,
    context: fc.oneof(value, fc.dictionary(fc.constantFrom('a', '__proto__', 'toString'), value)),
    usageIdentifierKey: value,
  },
  { requiredKeys: [] },
);
const payload = fc.oneof(
  { weight: 6, arbitrary: answer.map((each) => JSON.stringify(each)) },
  fc.constantFrom('', 'null', 'true', '[]', '"Allow"', '{"isAuthorized":"true"}', `${'['.repeat(50_000)}`),
);

/** Whether a request gets to the backend while the guard answers `answered`. */
async function letsThrough(make: (services: ReturnType<typeof servicesWith>) => Engine, answered: InvokeResult) {
  let reached = false;
  const engine = make(
    servicesWith({
      invoke: async (arn) => {
        if (arn.includes('guard')) return answered;
        reached = true;
        return { kind: 'success', payload: '{"statusCode":200}' };
      },
    }),
  );
  assert.deepEqual(faultsOf(await engine(requestTo('/a', { headers: [['Authorization', 'x']] }))), []);
  return reached;
}

const makers = {
  rest: (services) => createRestEngine(rest, 'prod', services),
  policy: (services) => createHttpApiEngine(httpWith(false), '$default', services),
  simple: (services) => createHttpApiEngine(httpWith(true), '$default', services),
} satisfies Record<string, (services: ReturnType<typeof servicesWith>) => Engine>;

const success = (text: string): InvokeResult => ({ kind: 'success', payload: text });
const allow = (Effect: unknown) => ({ Version: '2012-10-17', Statement: [{ Effect, Action: '*', Resource: '*' }] });

export const authorizers = [
  hostileProperty('no answer of a Lambda authorizer opens a route but one that allows it', {
    corpus: [JSON.stringify({ principalId: 'ada', policyDocument: allow({ toString: 1 }) })],
    inputs: payload,
    holds: async (text) => {
      const [byRest, byPolicy, bySimple] = [
        await letsThrough(makers.rest, success(text)),
        await letsThrough(makers.policy, success(text)),
        await letsThrough(makers.simple, success(text)),
      ];
      if (byRest || byPolicy) assert.match(text, /"Effect":"allow"/i);
      if (bySimple) assert.equal(JSON.parse(text).isAuthorized, true);
    },
    runsPerBatch: 300,
  }),
  hostileProperty('an authorizer that fails opens nothing', {
    corpus: [],
    inputs: fc.constantFrom<InvokeResult>(
      { kind: 'caller-timeout' },
      { kind: 'not-invocable', reason: 'gone' },
      {
        kind: 'function-error',
        payload: JSON.stringify({ isAuthorized: true }),
        errorType: 'E',
        errorMessage: 'Allow',
      },
    ),
    holds: async (answered) => {
      for (const make of Object.values(makers)) assert.equal(await letsThrough(make, answered), false);
    },
    runsPerBatch: 3,
  }),
  hostileProperty('the answer that allows it does, so that the others have something to fail', {
    corpus: [],
    inputs: fc.constant(JSON.stringify({ principalId: 'ada', policyDocument: allow('Allow'), isAuthorized: true })),
    holds: async (text) => {
      for (const make of Object.values(makers)) assert.equal(await letsThrough(make, success(text)), true);
    },
    runsPerBatch: 1,
  }),
];
