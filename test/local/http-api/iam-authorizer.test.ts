import { describe, expect, it } from 'vitest';
import { ACCESS_KEYS, type Signing, signed } from '../authorization/signed-request.js';
import { createGateway, route, type Setup } from './support/gateway.js';

const TIME = '20260312T190401Z';

/** @param path as it is signed: stage and all that stands before it */
async function send(signing: Partial<Signing> = {}, setup: Setup = {}, accessKeys = ACCESS_KEYS) {
  const gateway = createGateway({
    accessKeys,
    definition: { routes: [route('$default', { kind: 'AWS_IAM' })] },
    ...setup,
  });
  const { headers, ...request } = await signed('https://api.example/books?a=1', { datetime: TIME, ...signing });
  const response = await gateway.send(`/books?${request.rawQuery}`, { ...request, headers });
  return { ...response, calls: gateway.calls };
}

describe('a route with IAM authorization', () => {
  it.each([false, true])(
    'takes a true signature, whose account the function sees; in the address: %s',
    async (signQuery) => {
      const { status, calls } = await send({ signQuery });
      expect(status).toBe(200);
      expect(calls[0]?.event.requestContext).toMatchObject({
        authorizer: {
          iam: { accessKey: 'local', accountId: '222233334444', userArn: 'arn:aws:iam::222233334444:root' },
        },
      });
    },
  );

  it('takes one over the whole address, where only the end of it is the path', async () => {
    const gateway = createGateway({
      accessKeys: ACCESS_KEYS,
      definition: { routes: [route('GET /books', { kind: 'AWS_IAM' })] },
    });
    const { headers } = await signed('https://api.example/_aws/execute-api/Api/books', { datetime: TIME });
    const at = { headers, sentPath: '/_aws/execute-api/Api/books' };
    expect((await gateway.send('/books', at)).status).toBe(200);
    expect((await gateway.send('/books', { headers })).status).toBe(403);
  });

  it.each<[string, Partial<Signing>, RegExp]>([
    ['a wrong secret', { secretAccessKey: 'guessed' }, /does not match/],
    ['an unknown access key', { accessKeyId: 'AKIDEXAMPLE0000000AA' }, /security token/],
    ['another region', { region: 'us-east-1' }, /region/],
    ['another service', { service: 'lambda' }, /service/],
    ['an old date', { datetime: '20260312T185000Z' }, /expired/],
  ])('refuses %s, and tells the log alone', async (_, signing, reason) => {
    const { status, body, calls, logContext } = await send(signing);
    expect({ status, body, calls }).toEqual({ status: 403, body: '{"message":"Forbidden"}', calls: [] });
    expect(logContext()['authorizer.error']).toMatch(reason);
  });

  it('refuses what is not signed, and everybody where no access key is known', async () => {
    const gateway = createGateway({ definition: { routes: [route('$default', { kind: 'AWS_IAM' })] } });
    expect((await gateway.send('/')).status).toBe(403);
    expect((await send({}, {}, new Map())).status).toBe(403);
  });

  it('tells backends who signed', async () => {
    const requestParameters = {
      'overwrite:header.x-caller': '$context.identity.caller',
      'overwrite:header.x-user-arn': '$context.identity.userArn',
    };
    const proxy = { id: 'lambda', kind: 'HTTP_PROXY', uri: 'https://backend.example/', httpMethod: 'ANY' } as const;
    const gateway = createGateway({
      accessKeys: ACCESS_KEYS,
      definition: {
        routes: [route('$default', { kind: 'AWS_IAM' })],
        integrations: {
          lambda: {
            ...proxy,
            payloadFormatVersion: '1.0',
            requestParameters,
            responseParameters: {},
            timeoutMs: 1000,
            connectionType: 'INTERNET',
          },
        },
      },
    });
    const { headers } = await signed('https://api.example/books', { datetime: TIME });
    await gateway.send('/books', { headers });
    expect(Object.fromEntries(gateway.upstream[0]?.headers ?? [])).toMatchObject({
      'x-caller': '222233334444',
      'x-user-arn': 'arn:aws:iam::222233334444:root',
    });
  });
});

describe('a route whose authorizer is missing', () => {
  it.each([
    { kind: 'JWT', authorizerId: 'gone', scopes: [] } as const,
    { kind: 'CUSTOM', authorizerId: 'gone' } as const,
  ])('is closed: $kind', async (authorizationOf) => {
    const gateway = createGateway({ definition: { routes: [route('$default', authorizationOf)] } });
    expect((await gateway.send('/')).status).toBe(500);
    expect(gateway.calls).toEqual([]);
  });
});
