import { describe, expect, it } from 'vitest';
import type { InvokeResult } from '../../../lib/local/model/engine.js';
import type { HttpAuthorizer } from '../../../lib/local/model/http-api.js';
import { createGateway, functionError, integration, route, success } from './support/gateway.js';

const AUTHORIZER_ARN = 'arn:aws:lambda:eu-north-1:222233334444:function:doorkeeper';
const CUSTOM = { kind: 'CUSTOM', authorizerId: 'doorkeeper' } as const;

const authorizer = (changes: Partial<Extract<HttpAuthorizer, { kind: 'REQUEST' }>> = {}): HttpAuthorizer => ({
  id: 'doorkeeper',
  name: 'doorkeeper',
  kind: 'REQUEST',
  functionArn: AUTHORIZER_ARN,
  identitySource: ['$request.header.Authorization'],
  payloadFormatVersion: '2.0',
  simpleResponses: true,
  ttlSeconds: 0,
  ...changes,
});

function guarded(answer: InvokeResult | (() => InvokeResult), changes: Parameters<typeof authorizer>[0] = {}) {
  const gateway = createGateway({
    definition: {
      routes: [route('GET /books/{isbn}', CUSTOM), route('$default', CUSTOM)],
      authorizers: { doorkeeper: authorizer(changes) },
    },
    stage: { name: 'test', variables: { tier: 'gold' } },
    invoke: (arn) => {
      if (arn !== AUTHORIZER_ARN) return success({ statusCode: 200, body: 'let in' });
      return typeof answer === 'function' ? answer() : answer;
    },
  });
  const asked = () => gateway.calls.filter(({ arn }) => arn === AUTHORIZER_ARN);
  const come = (token = 'secret', target = '/books/7') => gateway.send(target, { headers: [['Authorization', token]] });
  return { ...gateway, asked, come };
}

const policy = (Effect: string, Resource: unknown = '*', more: object = {}) => ({
  principalId: 'reader-7',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource, ...more }] },
  context: { shelf: 'top', level: 3, tags: ['a', 'b'] },
});

const ROUTE_ARN = 'arn:aws:execute-api:eu-north-1:222233334444:abc123defg/test/GET/books/7';

describe('what a Lambda authorizer is asked', () => {
  it('is the request in format 2.0, without its body', async () => {
    const gateway = guarded(success({ isAuthorized: true }));
    await gateway.come('secret', '/books/7?q=1');
    expect(gateway.asked()[0]?.options.timeoutMs).toBe(10_000);
    const event = gateway.asked()[0]?.event;
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: ROUTE_ARN,
      identitySource: ['secret'],
      routeKey: 'GET /books/{isbn}',
      rawPath: '/test/books/7',
      queryStringParameters: { q: '1' },
      pathParameters: { isbn: '7' },
      stageVariables: { tier: 'gold' },
      requestContext: { http: { method: 'GET' } },
    });
    expect(event).not.toHaveProperty('body');
  });

  it('is the request in format 1.0, identity sources joined', async () => {
    const identitySource = ['$request.header.Authorization', '$request.querystring.q'];
    const gateway = guarded(success(policy('Allow')), { payloadFormatVersion: '1.0', identitySource });
    expect((await gateway.come('secret', '/books/7?q=1')).status).toBe(200);
    expect(gateway.asked()[0]?.event).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: ROUTE_ARN,
      identitySource: 'secret,1',
      authorizationToken: 'secret,1',
      resource: '/books/{isbn}',
      httpMethod: 'GET',
    });
  });
});

describe('a Lambda authorizer’s answer', () => {
  it.each([
    ['isAuthorized true', { isAuthorized: true }, 200],
    ['isAuthorized false', { isAuthorized: false }, 403],
  ])('lets in or not: %s', async (_, answer, status) => {
    const response = await guarded(success(answer)).come();
    expect(response.status).toBe(status);
    if (status === 403) expect(response.body).toBe('{"message":"Forbidden"}');
  });

  it('may be a policy in format 2.0', async () => {
    const gateway = guarded(success(policy('Allow', ROUTE_ARN)), { simpleResponses: false });
    expect((await gateway.come()).status).toBe(200);
    expect((await gateway.come('secret', '/books/8')).status).toBe(403);
  });

  it('reaches the function, and the log, with its context', async () => {
    const gateway = guarded(success(policy('Allow')), { simpleResponses: false });
    const response = await gateway.come();
    expect(gateway.calls[1]?.event.requestContext).toMatchObject({
      authorizer: { lambda: { shelf: 'top', level: 3, tags: ['a', 'b'] } },
    });
    expect(response.logContext()).toMatchObject({
      'authorizer.shelf': 'top',
      'authorizer.level': '3',
      'authorizer.tags': '["a","b"]',
      'authorizer.principalId': 'reader-7',
    });
  });

  it('reaches a function of payload format 1.0 beside the principal', async () => {
    const gateway = createGateway({
      definition: {
        routes: [route('$default', CUSTOM)],
        authorizers: { doorkeeper: authorizer({ simpleResponses: false }) },
        integrations: { lambda: integration({ payloadFormatVersion: '1.0' }) },
      },
      invoke: (arn) => success(arn === AUTHORIZER_ARN ? policy('Allow') : { statusCode: 200 }),
    });
    await gateway.send('/', { headers: [['authorization', 'x']] });
    expect(gateway.calls[1]?.event.requestContext?.authorizer).toEqual({
      principalId: 'reader-7',
      shelf: 'top',
      level: 3,
      tags: ['a', 'b'],
    });
  });

  it.each<[string, InvokeResult, object, number]>([
    ['is no JSON', { kind: 'success', payload: '{"isAuthorized":tr' }, {}, 500],
    ['is null', success(null), {}, 500],
    ['is a list', success([{ isAuthorized: true }]), {}, 500],
    ['is a text', success('true'), {}, 500],
    ['says "true" as text', success({ isAuthorized: 'true' }), {}, 500],
    ['says 1', success({ isAuthorized: 1 }), {}, 500],
    ['has no isAuthorized', success({ context: {} }), {}, 500],
    ['has a context that is text', success({ isAuthorized: true, context: 'x' }), {}, 500],
    ['is simple where a policy is due', success({ isAuthorized: true }), { simpleResponses: false }, 500],
    ['is a policy where a simple answer is due', success(policy('Allow')), {}, 500],
    ['is simple in format 1.0', success({ isAuthorized: true }), { payloadFormatVersion: '1.0' }, 500],
    ['has no statements', success({ policyDocument: { Statement: [] } }), { simpleResponses: false }, 500],
    ['has an unknown effect', success(policy('allow')), { simpleResponses: false }, 500],
    ['has a resource that is a number', success(policy('Allow', 7)), { simpleResponses: false }, 500],
    ['is an error', functionError('boom'), {}, 500],
    ['is the error Unauthorized', functionError('Unauthorized'), {}, 401],
    ['comes too late', { kind: 'caller-timeout' }, {}, 500],
    ['cannot be had', { kind: 'not-invocable', reason: 'no code' }, {}, 500],
  ])('closes the route where it %s', async (_, answer, changes, status) => {
    const gateway = guarded(answer, { ttlSeconds: 60, ...changes });
    const response = await gateway.come();
    expect(response.status).toBe(status);
    expect(response.logContext()['authorizer.error']).toBeTruthy();
    expect(gateway.calls).toHaveLength(1);
    await gateway.come();
    expect(gateway.asked()).toHaveLength(2);
  });
});

describe('identity sources', () => {
  it.each([
    ['a header', ['$request.header.Authorization'], '/x', []],
    ['an empty header', ['$request.header.Authorization'], '/x', [['Authorization', '']] as const],
    [
      'a query value',
      ['$request.header.Authorization', '$request.querystring.q'],
      '/x',
      [['Authorization', 'a']] as const,
    ],
    ['a query value of another case', ['$request.querystring.q'], '/x?Q=1', []],
    ['a stage variable', ['$stageVariables.none'], '/x', []],
    ['a context variable', ['$context.authorizer.none'], '/x', []],
  ])('that are missing are a 401 without a call: %s', async (_, identitySource, target, headers) => {
    const gateway = guarded(success({ isAuthorized: true }), { identitySource });
    expect(await gateway.send(target, { headers })).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(gateway.calls).toEqual([]);
  });

  it('need not be: then the function is always asked', async () => {
    const gateway = guarded(success({ isAuthorized: true }), { identitySource: [], ttlSeconds: 60 });
    await gateway.send('/x');
    await gateway.send('/x');
    expect(gateway.asked()).toHaveLength(2);
    expect(gateway.asked()[0]?.event.identitySource).toBeNull();
  });

  it('may be context and stage variables', async () => {
    const identitySource = ['$context.routeKey', '$stageVariables.tier', '$context.identity.sourceIp'];
    const gateway = guarded(success({ isAuthorized: true }), { identitySource });
    expect((await gateway.send('/books/7')).status).toBe(200);
    expect(gateway.asked()[0]?.event.identitySource).toEqual(['GET /books/{isbn}', 'gold', '203.0.113.9']);
  });
});

describe('the cache of a Lambda authorizer', () => {
  it('keeps an answer for the time to live, by identity, for all routes', async () => {
    const gateway = guarded(success({ isAuthorized: true }), { ttlSeconds: 60 });
    await gateway.come('one');
    await gateway.come('one', '/elsewhere');
    expect(gateway.asked()).toHaveLength(1);
    await gateway.come('two');
    expect(gateway.asked()).toHaveLength(2);
    gateway.clock.nowMs += 60_000;
    await gateway.come('one');
    expect(gateway.asked()).toHaveLength(3);
  });

  it('keeps refusals as well', async () => {
    const gateway = guarded(success({ isAuthorized: false }), { ttlSeconds: 60 });
    await gateway.come();
    expect((await gateway.come()).status).toBe(403);
    expect(gateway.asked()).toHaveLength(1);
  });

  it('applies a kept policy to each route anew', async () => {
    const gateway = guarded(success(policy('Allow', ROUTE_ARN)), { ttlSeconds: 60, simpleResponses: false });
    expect((await gateway.come()).status).toBe(200);
    expect((await gateway.come('secret', '/books/8')).status).toBe(403);
    expect(gateway.asked()).toHaveLength(1);
  });

  it('is by route where $context.routeKey is an identity source', async () => {
    const identitySource = ['$request.header.Authorization', '$context.routeKey'];
    const gateway = guarded(success({ isAuthorized: true }), { ttlSeconds: 60, identitySource });
    await gateway.come('one');
    await gateway.come('one', '/elsewhere');
    expect(gateway.asked()).toHaveLength(2);
  });

  it('does not mix up identities that look alike when joined', async () => {
    const identitySource = ['$request.header.a', '$request.header.b'];
    const gateway = guarded(success({ isAuthorized: true }), { ttlSeconds: 60, identitySource });
    await gateway.send('/', {
      headers: [
        ['a', 'x,y'],
        ['b', 'z'],
      ],
    });
    await gateway.send('/', {
      headers: [
        ['a', 'x'],
        ['b', 'y,z'],
      ],
    });
    expect(gateway.asked()).toHaveLength(2);
  });

  it('is off with a time to live of zero', async () => {
    const gateway = guarded(success({ isAuthorized: true }));
    await gateway.come();
    await gateway.come();
    expect(gateway.asked()).toHaveLength(2);
  });
});
