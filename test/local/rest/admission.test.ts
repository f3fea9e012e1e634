import { describe, expect, it } from 'vitest';
import type { KeyVerdict } from '../../../lib/local/model/engine.js';
import { ask, document, fakeServices, mock, restEngine } from './support/rest-api.js';

describe('API keys', () => {
  const keyed = (verdict: KeyVerdict, source = 'HEADER') => {
    const asked: unknown[] = [];
    const { services } = fakeServices({
      keys: {
        admit: (value, api) => {
          asked.push([value, api]);
          return verdict;
        },
      },
    });
    const body = document(
      { '/books/{id}': { get: mock({ responseTemplates: { 'application/json': '$context.identity.apiKeyId' } }, {}) } },
      { 'x-amazon-apigateway-api-key-source': source },
    );
    const guardedBody = JSON.parse(JSON.stringify(body));
    guardedBody.paths['/books/{id}'].get.security = [{ key: [] }];
    guardedBody.components = { securitySchemes: { key: { type: 'apiKey', name: 'x-api-key', in: 'header' } } };
    return { engine: restEngine(guardedBody, services), asked };
  };

  it.each([
    [{ kind: 'allowed', keyId: 'k1', usagePlanId: 'p' }, 200, 'k1', undefined],
    [{ kind: 'invalid' }, 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    [
      { kind: 'throttled', keyId: 'k1', retryAfterSeconds: 1 },
      429,
      '{"message":"Too Many Requests"}',
      'TooManyRequestsException',
    ],
    [
      { kind: 'quota-exceeded', keyId: 'k1', retryAfterSeconds: 1 },
      429,
      '{"message":"Limit Exceeded"}',
      'LimitExceededException',
    ],
  ] as const)('that are %j are answered so', async (verdict, status, text, errorType) => {
    const { engine, asked } = keyed(verdict);
    const found = await ask(engine, { path: '/books/1', headers: [['X-Api-Key', 'value']] });
    expect([found.status, found.text, found.headers['x-amzn-errortype']]).toEqual([status, text, errorType]);
    expect(asked).toEqual([['value', { apiId: 'abc123def4', stage: 'prod', methodKey: '/books/{id}/GET' }]]);
  });

  it('are not read from the header where the authorizer has to name them', async () => {
    for (const { engine, asked } of [keyed({ kind: 'invalid' }, 'AUTHORIZER'), keyed({ kind: 'invalid' })]) {
      const headers = engine === undefined ? [] : ([['X-Other', 'v']] as const);
      expect((await ask(engine, { path: '/books/1', headers })).status).toBe(403);
      expect(asked).toEqual([]);
    }
  });
});

describe('a resource policy', () => {
  const statement = (more: object) => ({
    'x-amazon-apigateway-policy': {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*', ...more },
      ].flat(),
    },
  });
  it.each([
    [statement({}), 200],
    [statement({ Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '10.0.0.0/8'] } } }), 200],
    [statement({ Condition: { IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }), 403],
    [statement({ Condition: { NotIpAddress: { 'aws:SourceIp': '198.51.100.0/24' } } }), 200],
    [statement({ Resource: 'execute-api:/prod/POST/*' }), 403],
    [statement({ Condition: { NumericLessThan: { 'aws:Unknown': '1' } } }), 403],
    [{ 'x-amazon-apigateway-policy': '{not json' }, 403],
  ])('%j answers %i', async (more, status) => {
    const found = await ask(restEngine(document({ '/': { get: mock() } }, more), fakeServices().services));
    expect(found.status).toBe(status);
    if (status === 403)
      expect(found.text).toContain(
        'User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:********9012:',
      );
  });
});
