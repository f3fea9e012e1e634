import { describe, expect, it } from 'vitest';
import type { HttpIntegration } from '../../../lib/local/model/http-api.js';
import {
  backendAnswer,
  createGateway,
  headersOf,
  headerValues,
  integration,
  route,
  type Setup,
} from './support/gateway.js';

const proxied = (uri: string, routeKey = '$default', changes: Partial<HttpIntegration> = {}, setup: Setup = {}) =>
  createGateway({
    ...setup,
    definition: {
      routes: [route(routeKey)],
      integrations: { lambda: integration({ kind: 'HTTP_PROXY', uri, payloadFormatVersion: '1.0', ...changes }) },
    },
  });

const upstreamOf = async (gateway: ReturnType<typeof createGateway>, ...request: Parameters<typeof gateway.send>) => {
  await gateway.send(...request);
  const sent = gateway.upstream[0];
  if (!sent) throw new Error('the backend was not called');
  return sent;
};

describe('the address of a backend', () => {
  it.each([
    ['is the URL as written', 'https://b.example/fixed', 'GET /books/{isbn}', '/books/7', 'https://b.example/fixed'],
    [
      'takes path variables',
      'https://b.example/v/{isbn}/x',
      'GET /books/{isbn}',
      '/books/a%20b',
      'https://b.example/v/a%20b/x',
    ],
    [
      'takes greedy variables',
      'https://b.example/{rest}',
      'ANY /feeds/{rest+}',
      '/feeds/a/b%2Fc',
      'https://b.example/a/b/c',
    ],
    [
      'takes greedy variables with a plus',
      'https://b.example/{rest+}',
      'ANY /feeds/{rest+}',
      '/feeds/a/b',
      'https://b.example/a/b',
    ],
    ['takes stage variables', 'https://${stageVariables.host}/x', 'GET /books', '/books', 'https://stage.example/x'],
    [
      'has the path appended for $default',
      'https://b.example/base/',
      '$default',
      '/store/check%20out',
      'https://b.example/base/store/check%20out',
    ],
    [
      'keeps the query',
      'https://b.example/x',
      'GET /books',
      '/books?q=a%20b&q=c%26d&e',
      'https://b.example/x?q=a%20b&q=c%26d&e=',
    ],
    [
      'adds the query to its own',
      'https://b.example/x?own=1',
      'GET /books',
      '/books?q=2',
      'https://b.example/x?own=1&q=2',
    ],
    [
      'cannot be left by dots',
      'https://b.example/safe/{rest}',
      'ANY /feeds/{rest+}',
      '/feeds/%2e%2e/secret',
      'https://b.example/safe/%252E%252E/secret',
    ],
    [
      'cannot be left by a query in a variable',
      'https://b.example/v/{isbn}',
      'GET /books/{isbn}',
      '/books/a%3Fb%23c',
      'https://b.example/v/a%3Fb%23c',
    ],
    [
      'keeps variables that the route does not have',
      'https://b.example/{other}',
      'GET /books',
      '/books',
      'https://b.example/{other}',
    ],
  ])('%s', async (_, uri, routeKey, target, expected) => {
    const gateway = proxied(uri, routeKey, {}, { stage: { variables: { host: 'stage.example' } } });
    expect((await upstreamOf(gateway, target)).url).toBe(expected);
  });

  it('has the caller’s path with the stage behind a VPC link', async () => {
    const gateway = proxied('arn:listener', 'GET /books', { connectionType: 'VPC_LINK' }, { stage: { name: 'test' } });
    expect((await upstreamOf(gateway, '/books')).url).toBe('arn:listener/test/books');
  });
});

describe('a request to a backend', () => {
  it('passes on method, body and headers but those of the connection', async () => {
    const gateway = proxied('https://b.example', '$default', { timeoutMs: 1234 });
    const sent = await upstreamOf(gateway, '/', {
      method: 'PATCH',
      body: Buffer.from('change'),
      headers: [
        ['Host', 'api.example'],
        ['X-One', 'a'],
        ['X-One', 'b'],
        ['Connection', 'keep-alive, X-Hop'],
        ['X-Hop', '1'],
        ['Keep-Alive', '5'],
        ['TE', 'trailers'],
        ['Content-Length', '6'],
        ['Transfer-Encoding', 'chunked'],
        ['Via', '1.1 front'],
        ['X-Forwarded-Proto', 'https'],
      ],
    });
    expect(sent).toMatchObject({ method: 'PATCH', timeoutMs: 1234, body: Buffer.from('change') });
    expect(sent.headers).toEqual([
      ['X-One', 'a'],
      ['X-One', 'b'],
      ['X-Forwarded-Proto', 'https'],
      ['forwarded', 'for=203.0.113.9;host=api.example;proto=http'],
      ['via', '1.1 front, HTTP/1.1 AmazonAPIGateway'],
      ['x-amzn-trace-id', expect.stringMatching(/^Root=1-/)],
    ]);
  });

  it.each([
    ['::1', 'localhost:3000', 'for="[::1]";host="localhost:3000";proto=http'],
    ['203.0.113.9', 'api.example', 'for=203.0.113.9;host=api.example;proto=http'],
  ])('quotes addresses with colons in Forwarded: %s', async (sourceIp, host, expected) => {
    const sent = await upstreamOf(proxied('https://b.example'), '/', { sourceIp, headers: [['host', host]] });
    expect(sent.headers).toContainEqual(['forwarded', expected]);
  });

  it.each([
    ['ANY', 'DELETE', 'DELETE'],
    ['PUT', 'DELETE', 'PUT'],
    [undefined, 'POST', 'POST'],
  ])('has the method of the integration, which for %s is the caller’s', async (httpMethod, method, expected) => {
    const gateway = proxied('https://b.example', '$default', httpMethod === undefined ? {} : { httpMethod });
    expect((await upstreamOf(gateway, '/', { method })).method).toBe(expected);
  });
});

describe('a backend’s answer', () => {
  it('passes through, but for hop-by-hop headers and the length', async () => {
    const gateway = proxied(
      'https://b.example',
      '$default',
      {},
      {
        fetch: () =>
          backendAnswer(302, 'moved', [
            ['Location', 'https://else.example'],
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
            ['Connection', 'close'],
            ['Content-Length', '5'],
            ['Transfer-Encoding', 'chunked'],
          ]),
      },
    );
    const response = await gateway.send('/');
    expect(response).toMatchObject({ status: 302, body: Buffer.from('moved') });
    expect(headerValues(response, 'set-cookie')).toEqual(['a=1', 'b=2']);
    expect(Object.keys(headersOf(response)).sort()).toEqual(['apigw-requestid', 'location', 'set-cookie']);
  });

  it.each([
    ['does not come in time', { kind: 'timeout' } as const, 'Endpoint request timed out'],
    ['cannot be had', { kind: 'unreachable', reason: 'connection refused' } as const, 'connection refused'],
  ])('that %s is a 503', async (_, result, reason) => {
    const response = await proxied('https://b.example', '$default', {}, { fetch: () => result }).send('/');
    expect(response).toMatchObject({ status: 503, body: '{"message":"Service Unavailable"}' });
    expect(response.logContext().integrationErrorMessage).toBe(reason);
  });

  it('past 10 MB is a 500', async () => {
    const fetch = () => backendAnswer(200, 'x'.repeat(10 * 1024 * 1024 + 1));
    expect((await proxied('https://b.example', '$default', {}, { fetch }).send('/')).status).toBe(500);
  });
});
