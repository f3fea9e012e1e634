import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJsonPath, readJsonPath } from '../../../lib/local/http-api/mapping/json-path.js';
import type { HttpIntegration } from '../../../lib/local/model/http-api.js';
import {
  backendAnswer,
  createGateway,
  functionError,
  headersOf,
  headerValues,
  integration,
  route,
} from './support/gateway.js';

const REQUEST = {
  method: 'POST',
  headers: [
    ['X-In', 'one'],
    ['X-In', 'two'],
    ['Authorization', 'Bearer kept'],
  ] as const,
  body: Buffer.from('{"user":{"name":"Ada","tags":["x","y"],"deep":{"n":1}}}'),
};

function mapped(requestParameters: Record<string, string>, changes: Partial<HttpIntegration> = {}) {
  return createGateway({
    definition: {
      routes: [route('POST /books/{isbn}')],
      integrations: {
        lambda: integration({ kind: 'HTTP_PROXY', uri: 'https://b.example/base', requestParameters, ...changes }),
      },
    },
    stage: { name: 'test', variables: { tier: 'gold' } },
  });
}

describe('request mapping', () => {
  const mappedValue = async (value: string) => {
    const gateway = mapped({ 'append:header.out': value });
    await gateway.send('/books/a%20b?q=1&q=2', REQUEST);
    return gateway.upstream[0]?.headers.find(([name]) => name === 'out')?.[1];
  };

  it.each([
    ['plain text', 'fixed', 'fixed'],
    ['a header, values joined', '$request.header.x-in', 'one,two'],
    ['a query value', '$request.querystring.q', '1,2'],
    ['the path', '$request.path', '/books/a%20b'],
    ['a path variable', '$request.path.isbn', 'a b'],
    ['a body value', '$request.body.user.name', 'Ada'],
    ['a body list', '$request.body.user.tags', '["x","y"]'],
    ['a body index', "$request.body['user'].tags[1]", 'y'],
    ['a context variable', '$context.routeKey', 'POST /books/{isbn}'],
    ['a stage variable', '$stageVariables.tier', 'gold'],
    ['text around values', 'id-${request.path.isbn}/${stageVariables.tier}', 'id-a b/gold'],
    ['one value in braces', '${request.path.isbn}', 'a b'],
    ['a dollar sign of its own', '$5', '$5'],
    ['a header that is not there', '$request.header.none', undefined],
    ['a body value that is not there', '$request.body.user.none', undefined],
    ['a recursive path, which AWS does not know', '$request.body..name', '$request.body..name'],
    ['a context variable that is not there', '$context.nothing', undefined],
    ['the response, which there is none yet', '$response.header.x', undefined],
  ])('reads %s', async (_, value, expected) => {
    expect(await mappedValue(value)).toBe(expected);
  });

  it('does not let a decoded path variable break a header line', async () => {
    const gateway = mapped({ 'append:header.out': '$request.path.isbn' });
    await gateway.send('/books/a%0d%0aevil:1', REQUEST);
    expect(gateway.upstream[0]?.headers.map(([name]) => name)).not.toContain('out');
  });

  it.each([
    ['append:header.x-in', 'three', ['one', 'two', 'three']],
    ['overwrite:header.X-IN', 'three', ['three']],
    ['remove:header.x-in', "''", []],
    ['overwrite:header.x-in', '$request.header.none', ['one', 'two']],
    ['replace:header.x-in', 'three', ['one', 'two']],
  ])('changes headers: %s', async (key, value, expected) => {
    const gateway = mapped({ [key]: value });
    await gateway.send('/books/7', REQUEST);
    const sent = gateway.upstream[0]?.headers.filter(([name]) => name.toLowerCase() === 'x-in');
    expect(sent?.map(([, each]) => each)).toEqual(expected);
  });

  it.each([
    ['append:querystring.q', '3', 'q=1&q=2&Q=9&q=3'],
    ['overwrite:querystring.q', '3', 'Q=9&q=3'],
    ['remove:querystring.q', "''", 'Q=9'],
    ['append:querystring.new one', '$request.path.isbn', 'q=1&q=2&Q=9&new%20one=a%20b'],
  ])('changes the query: %s', async (key, value, expected) => {
    const gateway = mapped({ [key]: value });
    await gateway.send('/books/a%20b?q=1&q=2&Q=9', REQUEST);
    expect(gateway.upstream[0]?.url).toBe(`https://b.example/base?${expected}`);
  });

  it('overwrites the path of the backend', async () => {
    const gateway = mapped({ 'overwrite:path': '/other/${request.path.isbn}' });
    await gateway.send('/books/7', REQUEST);
    expect(gateway.upstream[0]?.url).toBe('https://b.example/other/7');
  });

  it('drops the stage of a private integration’s path with $request.path', async () => {
    const changes = { connectionType: 'VPC_LINK', uri: 'http://listener' } as const;
    const gateway = mapped({ 'overwrite:path': '$request.path' }, changes);
    await gateway.send('/books/7', REQUEST);
    expect(gateway.upstream[0]?.url).toBe('http://listener/books/7');
  });

  it('reads all values from the request as it was sent', async () => {
    const gateway = mapped({ 'remove:header.x-in': "''", 'append:header.renamed': '$request.header.x-in' });
    await gateway.send('/books/7', REQUEST);
    expect(gateway.upstream[0]?.headers).toContainEqual(['renamed', 'one,two']);
  });

  it.each(['authorization', 'Via', 'x-amz-date', 'Access-Control-Allow-Origin', 'apigw-id', 'Transfer-Encoding'])(
    'leaves reserved headers alone: %s',
    async (name) => {
      const gateway = mapped({ [`overwrite:header.${name}`]: 'mapped' });
      await gateway.send('/books/7', REQUEST);
      expect(gateway.upstream[0]?.headers.map(([, value]) => value)).not.toContain('mapped');
      expect(gateway.upstream[0]?.headers).toContainEqual(['Authorization', 'Bearer kept']);
    },
  );

  it('changes the event of a function as well', async () => {
    const gateway = mapped(
      { 'append:header.out': '$context.requestId', 'overwrite:querystring.q': 'a b', 'overwrite:path': '/else' },
      { kind: 'AWS_PROXY' },
    );
    await gateway.send('/books/7?q=1', REQUEST);
    expect(gateway.calls[0]?.event).toMatchObject({
      rawPath: '/test/else',
      rawQueryString: 'q=a%20b',
      queryStringParameters: { q: 'a b' },
      headers: { out: 'request-1' },
      pathParameters: { isbn: '7' },
    });
  });
});

describe('response mapping', () => {
  const respond = (status: number, parameters: HttpIntegration['responseParameters']) =>
    createGateway({
      definition: {
        integrations: {
          lambda: integration({ kind: 'HTTP_PROXY', uri: 'https://b.example', responseParameters: parameters }),
        },
      },
      fetch: () =>
        backendAnswer(status, '{"error":{"code":"E7"}}', [
          ['X-Code', '1'],
          ['X-Code', '2'],
        ]),
    }).send('/');

  it('changes status and headers by the status of the integration', async () => {
    const response = await respond(500, {
      '500': {
        'overwrite:statuscode': '403',
        'append:header.code': '$response.body.error.code',
        'overwrite:header.x-code': 'all: ${response.header.x-code}',
        'append:header.id': '$context.requestId',
      },
      '403': { 'append:header.not': 'applied' },
    });
    expect(response.status).toBe(403);
    expect(headersOf(response)).toEqual({
      code: 'E7',
      'x-code': 'all: 1,2',
      id: 'request-1',
      'apigw-requestid': 'request-1',
    });
    expect(response.logContext()).toMatchObject({ status: '403', 'integration.status': '500' });
  });

  it('removes headers', async () => {
    expect(headerValues(await respond(200, { '200': { 'remove:header.x-code': "''" } }), 'x-code')).toEqual([]);
  });

  it.each(['99', 'ok', '999', '100', ''])('keeps the status where the new one is %j', async (status) => {
    expect((await respond(200, { '200': { 'overwrite:statuscode': status } })).status).toBe(200);
  });

  it('leaves reserved headers and other statuses alone', async () => {
    const response = await respond(200, {
      '200': { 'overwrite:header.apigw-requestid': 'x', 'append:header.x-amzn-a': 'y' },
      '404': { 'overwrite:statuscode': '200' },
    });
    expect(headersOf(response)).toMatchObject({ 'apigw-requestid': 'request-1' });
    expect(headersOf(response)).not.toHaveProperty('x-amzn-a');
  });

  it('does not touch errors of the gateway itself', async () => {
    const gateway = createGateway({
      definition: {
        integrations: { lambda: integration({ responseParameters: { '500': { 'overwrite:statuscode': '200' } } }) },
      },
      invoke: () => functionError('boom'),
    });
    expect((await gateway.send('/')).status).toBe(500);
  });
});

describe('a JSON path', () => {
  it.each([
    ['', []],
    ['.a', ['a']],
    ['a.b[0]', ['a', 'b', '0']],
    ["['a.b']", ['a.b']],
    ['["x y"].z', ['x y', 'z']],
    ['..a', undefined],
    ['a[?(@.b)]', undefined],
    ['a[*]', undefined],
    ['a[', undefined],
  ])('%j is read as %j', (path, steps) => {
    expect(parseJsonPath(path)).toEqual(steps);
  });

  it.each(['__proto__', 'constructor', 'toString', 'length'])('finds only a document’s own values, not %s', (name) => {
    expect(readJsonPath('{"a":1}', [name])).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (json, path) => {
        const steps = parseJsonPath(path);
        if (steps) readJsonPath(json, steps);
      }),
      { numRuns: 300 },
    );
  });
});
