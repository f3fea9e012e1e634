import { describe, expect, it } from 'vitest';
import { createGateway, FUNCTION_ARN, integration, route, type Setup } from './support/gateway.js';

const REQUEST = {
  method: 'POST',
  headers: [
    ['Host', 'abc123defg.execute-api.eu-north-1.amazonaws.com'],
    ['User-Agent', 'reader/1.0'],
    ['X-Tag', 'one'],
    ['x-tag', 'two'],
    ['Cookie', 'a=1; b=2'],
    ['Cookie', 'c=3'],
    ['Content-Type', 'application/json; charset=utf-8'],
    ['X-Forwarded-For', '198.51.100.7'],
  ] as const,
  body: Buffer.from('{"title":"Ünder"}'),
};

const eventOf = async (
  setup: Setup,
  target: string,
  request: Parameters<ReturnType<typeof createGateway>['send']>[1],
) => {
  const gateway = createGateway(setup);
  await gateway.send(target, request);
  const call = gateway.calls[0];
  if (!call) throw new Error('the function was not called');
  return call;
};

describe('payload format 2.0', () => {
  const setup: Setup = {
    definition: { routes: [route('POST /shelves/{shelf}/books/{isbn}')] },
    stage: { name: 'test', variables: { tier: 'gold' } },
  };

  it('describes the request as AWS does', async () => {
    const { event, arn, options } = await eventOf(setup, '/shelves/a%20b/books/9?q=x+y&q=%C3%BC&empty=&flag', REQUEST);
    expect(arn).toBe(FUNCTION_ARN);
    expect(options).toMatchObject({ requestId: 'request-1', timeoutMs: 7000 });
    expect(event).toEqual({
      version: '2.0',
      routeKey: 'POST /shelves/{shelf}/books/{isbn}',
      rawPath: '/test/shelves/a b/books/9',
      rawQueryString: 'q=x+y&q=%C3%BC&empty=&flag',
      cookies: ['a=1', 'b=2', 'c=3'],
      headers: {
        host: 'abc123defg.execute-api.eu-north-1.amazonaws.com',
        'user-agent': 'reader/1.0',
        'x-tag': 'one,two',
        'content-type': 'application/json; charset=utf-8',
        'content-length': '18',
        'x-forwarded-for': '198.51.100.7, 203.0.113.9',
        'x-forwarded-port': '80',
        'x-forwarded-proto': 'http',
        'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
      },
      queryStringParameters: { q: 'x y,ü', empty: '', flag: '' },
      requestContext: {
        accountId: '222233334444',
        apiId: 'abc123defg',
        domainName: 'abc123defg.execute-api.eu-north-1.amazonaws.com',
        domainPrefix: 'abc123defg',
        http: {
          method: 'POST',
          path: '/test/shelves/a b/books/9',
          protocol: 'HTTP/1.1',
          sourceIp: '203.0.113.9',
          userAgent: 'reader/1.0',
        },
        requestId: 'request-1',
        routeKey: 'POST /shelves/{shelf}/books/{isbn}',
        stage: 'test',
        time: '12/Mar/2026:19:03:58 +0000',
        timeEpoch: Date.UTC(2026, 2, 12, 19, 3, 58),
      },
      pathParameters: { shelf: 'a b', isbn: '9' },
      stageVariables: { tier: 'gold' },
      body: '{"title":"Ünder"}',
      isBase64Encoded: false,
    });
  });

  it('leaves out what the request does not have, and the stage where it is $default', async () => {
    const { event } = await eventOf({}, '/plain', {});
    expect(Object.keys(event).sort()).toEqual(
      ['headers', 'isBase64Encoded', 'rawPath', 'rawQueryString', 'requestContext', 'routeKey', 'version'].sort(),
    );
    expect(event).toMatchObject({
      rawPath: '/plain',
      rawQueryString: '',
      routeKey: '$default',
      isBase64Encoded: false,
    });
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it('keeps hostile header and query names as plain data', async () => {
    const { event } = await eventOf({}, '/?__proto__=1&constructor=2', { headers: [['__proto__', 'x']] });
    expect(Object.entries(event.queryStringParameters as object)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
    expect(Object.keys(event.headers as object)).toContain('__proto__');
  });

  it.each([
    ['text/plain', false],
    ['TEXT/HTML; charset=utf-8', false],
    ['application/json', false],
    ['application/xml', false],
    ['application/javascript', false],
    ['application/x-www-form-urlencoded', true],
    ['application/problem+json', true],
    ['application/octet-stream', true],
    ['multipart/form-data; boundary=text/plain', true],
    [undefined, true],
  ])('sends a body of type %s in base64: %s', async (type, isBase64Encoded) => {
    const headers = type === undefined ? [] : ([['content-type', type]] as const);
    const { event } = await eventOf({}, '/', { method: 'POST', headers, body: Buffer.from('a=b') });
    expect(event).toMatchObject({ isBase64Encoded, body: isBase64Encoded ? 'YT1i' : 'a=b' });
  });

  it('resolves an invocation URI with a stage variable in it', async () => {
    const uri =
      'arn:aws:apigateway:eu-north-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-north-1:222233334444:function:${stageVariables.fn}:live/invocations';
    const { arn } = await eventOf(
      { definition: { integrations: { lambda: integration({ uri }) } }, stage: { variables: { fn: 'shelf' } } },
      '/',
      {},
    );
    expect(arn).toBe('arn:aws:lambda:eu-north-1:222233334444:function:shelf:live');
  });
});

describe('payload format 1.0', () => {
  const integrations = { lambda: integration({ payloadFormatVersion: '1.0' }) };

  it('has the form of a REST API’s event, with a version', async () => {
    const { event } = await eventOf(
      { definition: { routes: [route('POST /books/{isbn}')], integrations }, stage: { name: 'test' } },
      '/books/a%20b?q=1&q=2',
      { ...REQUEST, basePath: '/test' },
    );
    expect(event).toMatchObject({
      version: '1.0',
      resource: '/books/{isbn}',
      path: '/test/books/a b',
      httpMethod: 'POST',
      headers: { 'x-tag': 'two', cookie: 'c=3', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' },
      multiValueHeaders: { 'x-tag': ['one', 'two'], cookie: ['a=1; b=2', 'c=3'], 'x-forwarded-proto': ['http'] },
      queryStringParameters: { q: '2' },
      multiValueQueryStringParameters: { q: ['1', '2'] },
      pathParameters: { isbn: 'a b' },
      stageVariables: null,
      body: '{"title":"Ünder"}',
      isBase64Encoded: false,
    });
    expect(event.requestContext).toMatchObject({
      accountId: '222233334444',
      authorizer: { claims: null, scopes: null },
      extendedRequestId: 'request-1',
      identity: { sourceIp: '203.0.113.9', userAgent: 'reader/1.0', accessKey: null },
      path: '/test/books/a b',
      requestTime: '12/Mar/2026:19:03:58 +0000',
      resourcePath: '/books/{isbn}',
      stage: 'test',
    });
  });

  it('says null for what the request does not have', async () => {
    const { event } = await eventOf({ definition: { integrations } }, '/', {});
    expect(event).toMatchObject({
      resource: '$default',
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      pathParameters: null,
      stageVariables: null,
      body: null,
      isBase64Encoded: false,
    });
  });
});
