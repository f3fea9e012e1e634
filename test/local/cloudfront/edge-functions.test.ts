import { describe, expect, it } from 'vitest';
import type { EdgeFunctionModel, HeaderPair } from '../../../lib/local/model/distribution.js';
import { behavior, edge, reply } from './distribution-fixture.js';

const fn = (code: string): EdgeFunctionModel => ({ name: 'pick', code, runtime: 'cloudfront-js-2.0' });
const onRequest = (code: string, services = {}) =>
  edge({ behaviors: [behavior({ viewerRequest: fn(code) })] }, () => reply('from the origin'), services);
const onResponse = (code: string, headers: readonly HeaderPair[] = [], status = 200) =>
  edge({ behaviors: [behavior({ viewerResponse: fn(code) })] }, () => reply('from the origin', headers, status));

/** What a function's expression comes to. */
const outcomeOf = async (expression: string, path = '/a') => {
  const code = `async function handler(event) { const r = event.request; return { statusCode: 200, body: JSON.stringify(${expression}) }; }`;
  return JSON.parse((await onRequest(code).get(path)).text);
};

describe('what a viewer-request function is given', () => {
  it('is the event that AWS describes', async () => {
    const { get } = onRequest('function handler(event) { return { statusCode: 200, body: JSON.stringify(event) }; }');
    const headers: HeaderPair[] = [
      ['Host', 'shop.example'],
      ['Accept', 'text/html'],
      ['accept', 'text/plain'],
      ['Cookie', 'tenant=7; theme=dark'],
      ['Connection', 'close'],
      ['X-Amz-Cf-Id', 'mine'],
    ];
    const event = JSON.parse((await get('/b%20c?x=1&x=2&flag', { headers })).text);
    expect(event).toEqual({
      version: '1.0',
      context: {
        distributionDomainName: 'd111111abcdef8.cloudfront.net',
        endpoint: 'd111111abcdef8.cloudfront.net',
        distributionId: 'E1ABCDEFGHIJKL',
        eventType: 'viewer-request',
        requestId: 'id-1',
      },
      viewer: { ip: '203.0.113.7' },
      request: {
        method: 'GET',
        uri: '/b%20c',
        querystring: { x: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, flag: { value: '' } },
        headers: {
          host: { value: 'shop.example' },
          accept: { value: 'text/html', multiValue: [{ value: 'text/html' }, { value: 'text/plain' }] },
        },
        cookies: { tenant: { value: '7' }, theme: { value: 'dark' } },
      },
    });
  });
});

describe('a viewer-request function', () => {
  it('answers itself', async () => {
    const { get, calls } = onRequest(
      "function handler() { return { statusCode: 302, headers: { location: { value: '/b' } }, cookies: { seen: { value: '1', attributes: 'Secure' } }, body: { encoding: 'base64', data: 'aGk=' } }; }",
    );
    const answer = await get('/a');
    expect([answer.status, answer.text, answer.header('location'), answer.header('set-cookie')]).toEqual([
      302,
      'hi',
      '/b',
      'seen=1; Secure',
    ]);
    expect(answer.header('x-cache')).toBe('FunctionGeneratedResponse from cloudfront');
    expect(calls).toHaveLength(0);
  });

  it('leaves a request as it is', async () => {
    const { get, calls } = onRequest('function handler(event) { return event.request; }');
    await get('/a//b/%2e?x=%20&y');
    expect([calls[0]?.path, calls[0]?.query]).toEqual(['/a//b/%2e', '']);
  });

  it('changes path, query, headers and cookies', async () => {
    const everything = { kind: 'all' } as const;
    const { served: _, ...front } = edge(
      {
        behaviors: [
          behavior({
            originRequestPolicy: {
              headers: everything,
              cloudFrontHeaders: [],
              cookies: everything,
              queryStrings: everything,
            },
            viewerRequest: fn(
              "function handler(event) { var request = event.request; request.uri = '/new'; request.querystring = { page: { value: '2' } }; request.headers['x-tenant-id'] = { value: '7' }; delete request.headers['x-old']; request.cookies = { a: { value: '1' } }; return request; }",
            ),
          }),
        ],
      },
      () => reply('x'),
    );
    await front.get('/a?x=1', {
      headers: [
        ['Host', 'h'],
        ['X-Old', '1'],
        ['X-Kept', '2'],
      ],
    });
    const [call] = front.calls;
    expect([call?.path, call?.query]).toEqual(['/new', 'page=2']);
    expect(call?.headers).toEqual(
      expect.arrayContaining([
        ['X-Tenant-Id', '7'],
        ['X-Kept', '2'],
        ['Cookie', 'a=1'],
      ]),
    );
    expect(call?.headers.map(([name]) => name)).not.toContain('X-Old');
  });

  it('selects another origin, one origin group, or describes one', async () => {
    const run = async (statement: string) => {
      const { get, calls } = onRequest(
        `import cf from 'cloudfront';\nfunction handler(event) { ${statement}; return event.request; }`,
      );
      await get('/a');
      const [call] = calls;
      return call && [call.origin.domainName, call.path];
    };
    expect(await run("cf.selectRequestOriginById('feeds')")).toEqual(['feeds.example', '/a']);
    expect(await run("cf.updateRequestOrigin({ domainName: 'Other.example', originPath: '/v2' })")).toEqual([
      'other.example',
      '/v2/a',
    ]);
    expect(await run("cf.selectRequestOriginById('books', { originOverrides: { originPath: '/v3' } })")).toEqual([
      'books.example',
      '/v3/a',
    ]);
  });

  it('has crypto, querystring and base64', async () => {
    expect(await outcomeOf("require('crypto').createHash('sha256').update('a').update('b').digest('hex')")).toBe(
      'fb8e20fc2e4c3f248c60c39bd652f3c1347298bb977b8b4d5903b85055620603',
    );
    expect(await outcomeOf("require('crypto').createHmac('sha256', 'key').update('text').digest('base64url')")).toBe(
      'avqQRqlXnK0UOjhMG1ZLmiUNJ9b2pj-fIL86dZTJ4sY',
    );
    expect(await outcomeOf("require('querystring').parse('a=1&b=x+y&a=2&__proto__=3')")).toEqual(
      JSON.parse('{"a":["1","2"],"b":"x y","__proto__":"3"}'),
    );
    expect(await outcomeOf("require('querystring').stringify({ a: [1, 2], b: 'x y' })")).toBe('a=1&a=2&b=x%20y');
    expect(await outcomeOf("[btoa('hi'), atob('aGk=')]")).toEqual(['aGk=', 'hi']);
  });

  it('begins anew with each request', async () => {
    const { get } = onRequest('var n = 0; function handler() { n += 1; return { statusCode: 200, body: String(n) }; }');
    await get('/a');
    expect((await get('/a')).text).toBe('1');
  });

  it('prints to the log of the gateway', async () => {
    const { get, warnings } = onRequest(
      "function handler(event) { console.log('seen', event.request.uri); return event.request; }",
    );
    await get('/a');
    expect(warnings).toEqual(['Front: seen /a']);
  });
});

describe('a function that fails', () => {
  it.each([
    ['throws', "function handler() { throw new Error('boom'); }"],
    ['rejects', "async function handler() { await null; throw new Error('boom'); }"],
    ['never ends', 'function handler() { while (true); }'],
    ['never ends in a promise', 'async function handler() { await null; for (;;); }'],
    ['never ends while it is read', 'while (true); function handler() {}'],
    ['never settles', 'function handler() { return new Promise(() => {}); }'],
    ['prints itself without an end', 'function handler() { return { toJSON() { for (;;); } }; }'],
    ['does not compile', 'function handler( { return 1; }'],
    ['has no handler', 'function other() {}'],
    ['is too large', `function handler(event) { return event.request; } // ${'x'.repeat(10_240)}`],
    [
      'selects an origin that is not there',
      "import cf from 'cloudfront'; function handler(event) { cf.selectRequestOriginById('none'); return event.request; }",
    ],
    [
      'asks for a key value store',
      "import cf from 'cloudfront'; async function handler(event) { await cf.kvs().get('a'); return event.request; }",
    ],
    ['imports what is not there', "import fs from 'fs'; function handler(event) { return event.request; }"],
    ['takes its event apart', 'function handler({ request }) { return request; }'],
    ['asks for what may not be there', 'function handler(event) { event.request?.uri; return event.request; }'],
    ['goes over a list', 'function handler(event) { for (const a of []) {} return event.request; }'],
    ['recurs without an end', 'function handler(event) { return handler(event); }'],
  ])('is 503 where it %s', async (_, code) => {
    const { get, calls } = onRequest(code);
    const answer = await get('/a');
    expect([answer.status, answer.header('x-cache')]).toEqual([503, 'FunctionExecutionError from cloudfront']);
    expect(answer.text).not.toContain('boom');
    expect(calls).toHaveLength(0);
  });

  it('is 503 where its code is not known', async () => {
    const unknown = { name: 'unknown', runtime: 'cloudfront-js-2.0' as const };
    const { get } = edge({ behaviors: [behavior({ viewerRequest: unknown })] });
    expect((await get('/a')).status).toBe(503);
  });

  it.each([
    ['nothing', 'return;'],
    ['a text', "return 'x';"],
    ['another method', "event.request.method = 'POST'; return event.request;"],
    ['a path without its slash', "event.request.uri = 'a'; return event.request;"],
    ['a path with a query', "event.request.uri = '/a?b'; return event.request;"],
    ['a path with a line break', "event.request.uri = '/a\\r\\nX: 1'; return event.request;"],
    ['another host', "event.request.headers.host = { value: 'evil.example' }; return event.request;"],
    ['a header of the connection', "event.request.headers.connection = { value: 'close' }; return event.request;"],
    ['a header of the edge', "event.request.headers['x-amz-cf-id'] = { value: '1' }; return event.request;"],
    ['a header in upper case', "event.request.headers['X-A'] = { value: '1' }; return event.request;"],
    ['a header that ends the line', "event.request.headers['x-a'] = { value: '1\\r\\nx-b: 2' }; return event.request;"],
    ['a header without a value', "event.request.headers['x-a'] = '1'; return event.request;"],
    ['a status that is none', 'return { statusCode: 99 };'],
    ['a status that is a text', "return { statusCode: '200' };"],
    ['a body that is no base64', "return { statusCode: 200, body: { encoding: 'base64', data: '%%' } };"],
  ])('is 502 where it returns %s', async (_, body) => {
    const { get, calls } = onRequest(`function handler(event) { ${body} }`);
    const answer = await get('/a', { headers: [['Host', 'shop.example']] });
    expect([answer.status, answer.header('x-cache')]).toEqual([502, 'FunctionValidationError from cloudfront']);
    expect(calls).toHaveLength(0);
  });
});

describe('a viewer-response function', () => {
  it('changes status, headers and cookies, and leaves the body', async () => {
    const { get } = onResponse(
      "function handler(event) { var response = event.response; var request = event.request; response.statusCode = 203; response.headers['x-path'] = { value: request.uri }; delete response.headers.server; return response; }",
      [
        ['Server', 'books'],
        ['X-Kept', '1'],
      ],
    );
    const answer = await get('/a');
    expect([
      answer.status,
      answer.text,
      answer.header('x-path'),
      answer.header('server'),
      answer.header('x-kept'),
    ]).toEqual([203, 'from the origin', '/a', undefined, '1']);
  });

  it('is not called for errors', async () => {
    const { get } = onResponse("function handler() { throw new Error('called'); }", [], 404);
    expect((await get('/a')).status).toBe(404);
  });

  it('may not choose an origin', async () => {
    const { get } = onResponse(
      "import cf from 'cloudfront'; function handler(event) { var response = event.response; cf.selectRequestOriginById('feeds'); return response; }",
    );
    expect((await get('/a')).status).toBe(503);
  });
});
