import { describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../lib/local/model/engine.js';
import { ask, document, FUNCTION_URI, fakeServices, integration, restEngine } from './support/rest-api.js';

const custom = (fields: object) => integration({ type: 'aws', httpMethod: 'POST', uri: FUNCTION_URI, ...fields });
const engineOf = (fields: object, result?: InvokeResult) => {
  const fake = fakeServices(result && { invoke: async () => result });
  return {
    engine: restEngine(document({ '/': { 'x-amazon-apigateway-any-method': custom(fields) } }), fake.services),
    calls: fake.calls,
  };
};

describe('a Lambda integration with templates', () => {
  it.each([
    ['', {}],
    ['{"a":1}', { a: 1 }],
    ['[1]', [1]],
    ['"text"', 'text'],
  ])('sends the body %j as the event', async (body, event) => {
    const { engine, calls } = engineOf({ responses: { default: { statusCode: '200' } } });
    await ask(engine, { method: 'POST', body });
    expect(calls[0]?.payload).toEqual(event);
  });

  it('says what Lambda says to a body that is no JSON', async () => {
    const { engine, calls } = engineOf({
      responses: { default: { statusCode: '200' }, 'Could not parse.*': { statusCode: '400' } },
    });
    const { status, text } = await ask(engine, { method: 'POST', body: 'plain' });
    expect([status, calls.length]).toEqual([400, 0]);
    expect(JSON.parse(text)).toMatchObject({ Type: 'User' });
  });

  it('does not wait for an Event', async () => {
    const { engine, calls } = engineOf({
      requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
      responses: { default: { statusCode: '202' } },
    });
    const { status, text } = await ask(engine, { method: 'POST', body: '{}' });
    expect([status, text, calls[0]?.async]).toEqual([202, '', true]);
  });

  const responses = {
    default: { statusCode: '200' },
    '.*Not found.*': {
      statusCode: '404',
      responseTemplates: { 'application/json': '{"why": $input.json(\'$.errorMessage\')}' },
    },
    '.+': { statusCode: '502' },
  };
  it.each([
    [
      'an error that a pattern knows',
      {
        kind: 'function-error',
        payload: '{"errorMessage":"Not found: 7"}',
        errorType: 'E',
        errorMessage: 'Not found: 7',
      },
      404,
      '{"why": "Not found: 7"}',
    ],
    [
      'any other error',
      { kind: 'function-error', payload: '{"errorMessage":"x"}', errorType: 'E', errorMessage: 'x' },
      502,
      '{"errorMessage":"x"}',
    ],
    [
      'a result that looks like an error',
      { kind: 'success', payload: '{"errorMessage":"Not found"}' },
      404,
      '{"why": "Not found"}',
    ],
    ['a result', { kind: 'success', payload: '{"a":1}' }, 200, '{"a":1}'],
    ['a text', { kind: 'success', payload: '"errorMessage"' }, 200, '"errorMessage"'],
    [
      'a message of two lines, which a dot does not span',
      { kind: 'function-error', payload: '{}', errorType: 'E', errorMessage: 'Not found\nx' },
      200,
      '{}',
    ],
    ['no time left', { kind: 'caller-timeout' }, 504, '{"message": "Endpoint request timed out"}'],
  ] as const)('answers %s', async (_what, result, status, text) => {
    const found = await ask(engineOf({ responses }, result).engine, { method: 'POST', body: '{}' });
    expect([found.status, found.text]).toEqual([status, text]);
  });

  it('fills stage variables into the function', async () => {
    const { services, calls } = fakeServices();
    const uri = FUNCTION_URI.replace('function:books', 'function:${stageVariables.fn}');
    const engine = restEngine(
      document({ '/': { get: custom({ uri, responses: { default: { statusCode: '200' } } }) } }),
      services,
      { variables: { fn: 'shelf:live' } },
    );
    await ask(engine);
    expect(calls[0]?.functionArn).toBe('arn:aws:lambda:eu-west-1:123456789012:function:shelf:live');
  });
});
