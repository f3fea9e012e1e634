import { describe, expect, it } from 'vitest';
import { backend, upstream } from './support/http-backend.js';
import { ask } from './support/rest-api.js';

const names = (headers: readonly (readonly [string, string])[] = []) =>
  Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));

describe('an HTTP integration', () => {
  it('sends its own headers and those that are mapped', async () => {
    const { engine, fetched } = backend(
      {
        type: 'http',
        requestParameters: {
          'integration.request.header.X-From': 'method.request.header.X-Shop',
          'integration.request.header.X-All': 'method.request.multivalueheader.X-Many',
          'integration.request.header.X-Case': 'method.request.header.x-shop',
          'integration.request.header.X-Stage': 'stageVariables.color',
          'integration.request.header.X-Where': 'context.resourcePath',
          'integration.request.header.X-Body': 'method.request.body.a.b',
          'integration.request.header.TE': "'gzip'",
          'integration.request.querystring.one': 'method.request.querystring.q',
          'integration.request.querystring.all': 'method.request.multivaluequerystring.q',
          'integration.request.querystring.none': 'method.request.querystring.none',
          'integration.request.path.id': 'method.request.path.id',
        },
        uri: 'http://backend.example/${stageVariables.color}/{id}/{other}?fixed=1',
        responses: { default: { statusCode: '200' } },
      },
      undefined,
      {},
      { variables: { color: 'red' } },
    );
    await ask(engine, {
      method: 'POST',
      path: '/a%20b${stageVariables.color}',
      query: 'q=1&q=2 %26',
      headers: [
        ['X-Shop', 'north'],
        ['X-Many', 'a'],
        ['X-Many', 'b'],
        ['Content-Type', 'application/json'],
        ['Cookie', 'no'],
      ],
      body: '{"a":{"b":"deep"}}',
    });
    expect(fetched[0]?.url).toBe(
      'http://backend.example/red/a%20b$%7BstageVariables.color%7D/{other}?fixed=1&one=2%20%26&all=1&all=2%20%26',
    );
    expect(names(fetched[0]?.headers)).toEqual({
      'x-from': 'north',
      'x-all': 'a,b',
      'x-stage': 'red',
      'x-where': '/{id}',
      'x-body': 'deep',
      accept: 'application/json',
      'user-agent': 'AmazonAPIGateway_abc123def4',
      'content-type': 'application/json',
      'x-amzn-trace-id': expect.stringMatching(/^Root=/),
      'x-amzn-apigateway-api-id': 'abc123def4',
    });
    expect(fetched[0]?.body.toString()).toBe('{"a":{"b":"deep"}}');
  });

  it.each([
    ['content-length', 500],
    ['Transfer-Encoding', 500],
    ['X-Amzn-Trace-Id', 500],
    ['Authorization', 200],
    ['Connection', 200],
  ])('answers a mapped %s with %i', async (name, status) => {
    const { engine } = backend({
      type: 'http',
      requestParameters: { [`integration.request.header.${name}`]: "'x'" },
      responses: { default: { statusCode: '200' } },
    });
    expect((await ask(engine, { path: '/1' })).status).toBe(status);
  });

  it.each([
    [{ '4\\d{2}': 400, default: 200 }, 404, 400],
    [{ '4\\d{2}': 400, default: 200 }, 201, 200],
    [{ '40': 400, default: 200 }, 404, 200],
    [{ '2\\d{2}': 200 }, 500, 500],
    [{}, 200, 500],
    [{ '(': 400, default: 202 }, 200, 202],
  ])('chooses by %j for a status of %i: %i', async (patterns, status, expected) => {
    const responses = Object.fromEntries(
      Object.entries(patterns).map(([pattern, code]) => [pattern, { statusCode: String(code) }]),
    );
    const { engine } = backend({ type: 'http', responses }, upstream(status, '{}'));
    expect((await ask(engine, { path: '/1' })).status).toBe(expected);
  });

  it('maps, renames and overrides response headers', async () => {
    const { engine } = backend(
      {
        type: 'http',
        responses: {
          default: {
            statusCode: '200',
            responseParameters: {
              'method.response.header.ETag': 'integration.response.header.ETag',
              'method.response.header.X-Case': 'integration.response.header.etag',
              'method.response.header.X-All': 'integration.response.multivalueheader.X-Many',
              'method.response.header.X-Body': 'integration.response.body.a',
              'method.response.header.Host': "'h'",
              'method.response.header.Transfer-Encoding': "'chunked'",
              'method.response.header.X-Over': "'mapped'",
            },
            responseTemplates: {
              'application/json':
                '#set($context.responseOverride.header.X-Over = "template")#set($context.responseOverride.status = 418)$input.json("$.a")',
            },
          },
        },
      },
      upstream(200, '{"a":"b"}', [
        ['ETag', '"1"'],
        ['X-Many', 'a'],
        ['X-Many', 'b'],
        ['Content-Type', 'application/vnd.x+json'],
      ]),
    );
    const { status, headers, text } = await ask(engine, { path: '/1' });
    expect([status, text]).toEqual([418, '"b"']);
    expect(headers).toMatchObject({
      etag: '"1"',
      'x-all': 'a,b',
      'x-body': 'b',
      'x-amzn-remapped-host': 'h',
      'x-over': 'template',
      'content-type': 'application/json',
    });
    expect(headers).not.toHaveProperty('x-case');
    expect(headers).not.toHaveProperty('transfer-encoding');
  });

  it.each([
    ['text/csv', 'csv of {}'],
    ['application/json', 'json'],
    ['image/png', 'json'],
    [undefined, 'json'],
  ])('takes the template for an Accept of %s', async (accept, text) => {
    const responseTemplates = { 'text/csv': 'csv of $input.body', 'application/json': 'json' };
    const { engine } = backend({ type: 'http', responses: { default: { statusCode: '200', responseTemplates } } });
    const headers = accept === undefined ? [] : ([['Accept', accept]] as const);
    expect((await ask(engine, { path: '/1', headers })).text).toBe(text);
  });

  it.each([
    [{ kind: 'timeout' }, 504, 'Endpoint request timed out'],
    [{ kind: 'unreachable', reason: 'ECONNREFUSED' }, 504, 'Network error communicating with endpoint'],
  ] as const)('answers %j with %i', async (result, status, message) => {
    for (const type of ['http', 'http_proxy']) {
      const { engine } = backend({ type, responses: { default: { statusCode: '200' } } }, result);
      const found = await ask(engine, { path: '/1' });
      expect([found.status, JSON.parse(found.text)]).toEqual([status, { message }]);
    }
  });

  it('answers 500 where stage variables leave no address', async () => {
    const { engine, fetched } = backend({ type: 'http_proxy', uri: 'http://${stageVariables.host}/x' });
    expect((await ask(engine, { path: '/1' })).status).toBe(500);
    expect(fetched).toEqual([]);
  });
});

describe('an HTTP proxy', () => {
  it('hands on the request and merges what is mapped', async () => {
    const { engine, fetched } = backend({
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: 'http://backend.example/?a={id}',
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.header.x-shop': "'mapped'",
        'integration.request.querystring.a': "'mapped'",
      },
    });
    await ask(engine, {
      method: 'PATCH',
      path: '/7',
      query: 'a=client&b=1',
      headers: [
        ['X-Shop', 'client'],
        ['Content-Encoding', 'br'],
        ['Via', 'x'],
        ['Accept', 'text/html'],
        ['Upgrade', 'h2'],
      ],
      body: 'body',
    });
    expect(fetched[0]).toMatchObject({ method: 'PATCH', url: 'http://backend.example/?a=7&a=client&b=1&a=mapped' });
    const sent = names(fetched[0]?.headers);
    expect(sent).toMatchObject({ 'x-shop': 'mapped', accept: 'text/html', 'x-amzn-apigateway-api-id': 'abc123def4' });
    for (const dropped of ['host', 'content-encoding', 'via', 'upgrade']) expect(sent).not.toHaveProperty(dropped);
  });

  it('hands back status, body and headers, with those of the connection renamed', async () => {
    const { engine } = backend(
      { type: 'http_proxy' },
      upstream(404, 'not here', [
        ['Content-Type', 'text/plain'],
        ['Server', 'nginx'],
        ['Connection', 'keep-alive'],
        ['X-A', '1'],
        ['Transfer-Encoding', 'chunked'],
        ['x-amzn-RequestId', 'r'],
      ]),
    );
    const { status, text, headers } = await ask(engine, { path: '/1' });
    expect([status, text]).toEqual([404, 'not here']);
    expect(headers).toMatchObject({
      'content-type': 'text/plain',
      'x-a': '1',
      'x-amzn-remapped-server': 'nginx',
      'x-amzn-remapped-connection': 'keep-alive',
      'x-amzn-remapped-x-amzn-requestid': 'r',
    });
    for (const absent of ['transfer-encoding', 'server', 'x-amzn-trace-id']) expect(headers).not.toHaveProperty(absent);
  });
});
