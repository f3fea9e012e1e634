import { describe, expect, it } from 'vitest';
import { ACCESS_KEYS, type Signing, signed } from '../authorization/signed-request.js';
import { ask, document, fakeServices, proxy, restEngine } from './support/rest-api.js';

const guarded = proxy({ 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } });

async function send(signing: Partial<Signing> = {}, responses: object = {}) {
  const fake = fakeServices({ accessKeys: ACCESS_KEYS });
  const body = document({ '/books': { post: guarded } }, { 'x-amazon-apigateway-gateway-responses': responses });
  const request = await signed('https://shop.example/prod/books?isbn=9', {
    method: 'POST',
    body: '{"copies":1}',
    region: 'eu-west-1',
    datetime: '20231114T221320Z',
    ...signing,
  });
  const { method, rawQuery: query, headers, body: bytes } = request;
  const others = headers.filter(([name]) => name.toLowerCase() !== 'host');
  const engine = restEngine(body, fake.services);
  return { answer: await ask(engine, { method, path: '/books', query, headers: others, body: bytes }), fake, engine };
}

describe('AWS_IAM', () => {
  it.each([false, true])('lets in who signed with a known access key; in the address: %s', async (signQuery) => {
    const { answer, fake } = await send({ signQuery });
    expect(answer.status).toBe(200);
    expect(fake.calls[0]?.payload).not.toHaveProperty('headers.Authorization');
    expect(fake.calls[0]?.payload).toMatchObject({
      requestContext: {
        identity: {
          accessKey: 'local',
          accountId: '123456789012',
          caller: '123456789012',
          user: '123456789012',
          userArn: 'arn:aws:iam::123456789012:root',
        },
      },
    });
  });

  it.each<[string, Partial<Signing>, string, RegExp]>([
    ['a wrong secret', { secretAccessKey: 'guessed' }, 'InvalidSignatureException', /^The request signature we calc/],
    ['an unknown key', { accessKeyId: 'AKID' }, 'UnrecognizedClientException', /^The security token included/],
    ['an old signature', { datetime: '20231114T220000Z' }, 'InvalidSignatureException', /^Signature expired/],
    ['another region', { region: 'us-east-1' }, 'InvalidSignatureException', /valid region/],
  ])('refuses %s in AWS words', async (_, signing, errorType, message) => {
    const { answer, fake } = await send(signing);
    expect(answer.status).toBe(403);
    expect(answer.headers['x-amzn-errortype']).toBe(errorType);
    expect(JSON.parse(answer.text)).toEqual({ message: expect.stringMatching(message) });
    expect(fake.calls).toEqual([]);
  });

  it('names what a signature misses, and a request without one', async () => {
    const { engine } = await send();
    const bearer = await ask(engine, { method: 'POST', path: '/books', headers: [['Authorization', 'Bearer abc']] });
    expect([bearer.status, bearer.headers['x-amzn-errortype']]).toEqual([403, 'IncompleteSignatureException']);
    expect(bearer.text).not.toContain('abc');
    const none = await ask(engine, { method: 'POST', path: '/books' });
    expect([none.status, none.text]).toEqual([403, '{"message":"Missing Authentication Token"}']);
  });

  it('answers a bad signature by the gateway response of that name', async () => {
    const responses = {
      INVALID_SIGNATURE: { statusCode: 401, responseTemplates: { 'application/json': '"sign it"' } },
    };
    const { answer } = await send({ secretAccessKey: 'guessed' }, responses);
    expect([answer.status, answer.text]).toEqual([401, '"sign it"']);
  });

  it('lets nobody in where no access key is known', async () => {
    const { services } = fakeServices();
    const engine = restEngine(document({ '/': { get: guarded } }), services);
    const { headers } = await signed('https://shop.example/prod/', {
      region: 'eu-west-1',
      datetime: '20231114T221320Z',
    });
    const { status, headers: answered } = await ask(engine, { path: '/', headers: headers.slice(1) });
    expect([status, answered['x-amzn-errortype']]).toEqual([403, 'UnrecognizedClientException']);
  });
});
