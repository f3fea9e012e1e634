import { describe, expect, it } from 'vitest';
import { readMockStatus } from '../../../lib/local/rest/integration/read-mock-status.js';
import { ask, document, fakeServices, integration, mock, restEngine } from './support/rest-api.js';

describe("a mock's status", () => {
  it.each([
    ['{"statusCode": 200}', 200],
    ['{statusCode: 201}', 201],
    ["{'statusCode': 202, 'a': 'b'}", 202],
    ['{ "a": {"b": 1}, statusCode: 203 }', 203],
    ['{"statusCode": "200"}', undefined],
    ['{"statusCode": 2.5}', undefined],
    ['{"statusCode" 200}', undefined],
    ['statusCode: 200', undefined],
    ['{"data", x, "statusCode": 200}', undefined],
    ['[200]', undefined],
    ['', undefined],
  ])('of %s is %s', (body, status) => {
    expect(readMockStatus(body)).toBe(status);
  });
});

describe('a mock', () => {
  const { services } = fakeServices();

  it('answers CORS preflights as CDK writes them', async () => {
    const options = integration({
      type: 'mock',
      requestTemplates: { 'application/json': '{ statusCode: 204 }' },
      responses: {
        default: {
          statusCode: '204',
          responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
        },
      },
    });
    const { status, headers, text } = await ask(restEngine(document({ '/': { options } }), services), {
      method: 'OPTIONS',
    });
    expect([status, headers['access-control-allow-origin'], text]).toEqual([204, '*', '']);
    expect(headers).not.toHaveProperty('x-amzn-trace-id');
  });

  it('hands overrides from the request template to the response template', async () => {
    const get = mock(
      {
        responseTemplates: { 'application/json': '$context.requestOverride.path.seen|$context.responseOverride.note' },
      },
      {
        requestTemplates: {
          'application/json':
            '#set($context.requestOverride.path.seen = "yes")#set($context.responseOverride.note = "kept")#set($context.responseOverride.header.X = "1"){"statusCode": 200}',
        },
      },
    );
    const { text, headers } = await ask(restEngine(document({ '/': { get } }), services));
    expect([text, headers.x]).toEqual(['yes|kept', '1']);
  });

  it.each([
    ['99', 200],
    ['600', 200],
    ['"418"', 200],
    ['4.5', 200],
    ['418', 418],
  ])('takes a status override of %s as %i', async (override, status) => {
    const get = mock({
      responseTemplates: { 'application/json': `#set($context.responseOverride.status = ${override})` },
    });
    expect((await ask(restEngine(document({ '/': { get } }), services))).status).toBe(status);
  });

  it('answers 500 for a template that fails, and says nothing of it', async () => {
    const get = mock({ responseTemplates: { 'application/json': 'secret #if(' } });
    const { status, text } = await ask(restEngine(document({ '/': { get } }), services));
    expect([status, text]).toEqual([500, '{"message": "Internal server error"}']);
  });
});

describe('the passthrough behaviour', () => {
  const json = { 'application/json': '{"statusCode": 200}' };
  it.each([
    ['when_no_match', json, 'application/json', 200],
    ['when_no_match', json, 'application/json; charset=utf-8', 200],
    ['when_no_match', json, undefined, 200],
    ['when_no_match', json, 'text/plain', 200],
    ['when_no_match', {}, 'text/plain', 200],
    ['when_no_templates', json, 'application/json', 200],
    ['when_no_templates', json, 'text/plain', 415],
    ['when_no_templates', {}, 'text/plain', 200],
    ['never', json, 'application/json', 200],
    ['never', json, 'text/plain', 415],
    ['never', {}, 'application/json', 415],
    ['never', { $default: '{"statusCode": 200}' }, 'text/plain', 200],
  ])('%s with templates %j meets %s with %i', async (passthroughBehavior, requestTemplates, type, status) => {
    const post = integration({
      type: 'mock',
      passthroughBehavior,
      requestTemplates,
      responses: { default: { statusCode: '200' } },
    });
    const engine = restEngine(document({ '/': { post } }), fakeServices().services);
    const headers = type === undefined ? [] : ([['Content-Type', type]] as const);
    const found = await ask(engine, { method: 'POST', headers, body: '{"statusCode": 200}' });
    expect(found.status).toBe(status);
    if (status === 415) expect(found.headers['x-amzn-errortype']).toBe('BadRequestException');
  });
});
