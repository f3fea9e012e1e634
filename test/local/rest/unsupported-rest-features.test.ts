import { describe, expect, it } from 'vitest';
import { unsupportedRestFeatures } from '../../../lib/local/rest/unsupported-rest-features.js';
import { document, FUNCTION_URI, integration, mock, proxy, restModel } from './support/rest-api.js';

const told = (method: object, more: object = {}, stage = {}) =>
  unsupportedRestFeatures(restModel(document({ '/books': { get: method } }, more), stage)).map(
    ({ method: where, message }) => `${where ?? 'API'}: ${message}`,
  );

describe('what is not emulated', () => {
  it('is nothing for what is', () => {
    expect(told(proxy())).toEqual([]);
    expect(told(mock({ responseTemplates: { 'application/json': '#if(true)x#end' } }))).toEqual([]);
  });

  it.each([
    [
      'a signature',
      { ...mock(), 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } },
      'GET /books: AWS_IAM: policies of principals are not evaluated: who signs stands for the account',
    ],
    ['no integration', { responses: {} }, 'GET /books: no integration: the method answers 500'],
    [
      'another service',
      integration({ type: 'aws', uri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q' }),
      'GET /books: arn:aws:apigateway:eu-west-1:sqs:path/1/q is no Lambda function: other services are not emulated',
    ],
    [
      'a stream',
      integration({ type: 'http_proxy', uri: 'http://x', responseTransferMode: 'STREAM' }),
      'GET /books: responses are not streamed: they come as a whole',
    ],
    [
      'a stream of what is no proxy',
      integration({ type: 'aws', uri: FUNCTION_URI, responseTransferMode: 'STREAM' }),
      'GET /books: AWS streams responses of proxy integrations only',
    ],
    [
      'a VPC link',
      integration({ type: 'http_proxy', uri: 'http://inside.example', connectionType: 'VPC_LINK' }),
      'GET /books: VPC link to http://inside.example: reached only where the address has a stand-in, else 504',
    ],
    [
      'a forbidden header',
      integration({
        type: 'http',
        uri: 'http://x',
        requestParameters: { 'integration.request.header.Content-Length': "'1'" },
      }),
      'GET /books: the header Content-Length cannot be mapped: the method answers 500',
    ],
    [
      'a broken template',
      mock({ responseTemplates: { 'application/json': '#if(true)' } }),
      'GET /books: a mapping template does not parse (#end is missing): the method answers 500',
    ],
  ])('is told: %s', (_what, method, message) => {
    expect(told(method)).toEqual([message]);
  });

  it('is told of the API as a whole', () => {
    const more = { 'x-amazon-apigateway-gateway-responses': { DEFAULT_4XX: {}, NONSENSE: {} } };
    expect(told(mock(), more, { methodSettings: { '/*/*': { cachingEnabled: true } } })).toEqual([
      'API: the response cache is not emulated: every request reaches its integration',
      'API: the gateway response NONSENSE is never given',
    ]);
  });
});
