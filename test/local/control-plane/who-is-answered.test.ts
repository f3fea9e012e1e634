import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { APIGatewayClient, GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { isLocalCaller, isLocalHost } from '../../../lib/local/control-plane/local-caller.js';
import { signedService } from '../../../lib/local/control-plane/signed-service.js';
import { afterTest, clientOptions, serve } from './served.js';

const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/${service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
const SIGNED = { authorization: signedFor('apigateway') };

interface Sent {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** An address of this machine to call from. */
  readonly from?: string | undefined;
}

/** As fetch, but Host and Origin are what the test says. */
function send(url: string, { method = 'GET', path, headers = {}, body, from }: Sent) {
  return new Promise<{ status: number; errorType: unknown; body: string }>((resolve, reject) => {
    const sent = request(url + path, { method, headers, ...(from && { localAddress: from }) }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      const { statusCode: status = 0, headers: fields } = response;
      response.on('end', () => resolve({ status, errorType: fields['x-amzn-errortype'], body: text }));
    });
    sent.on('error', reject).end(body);
  });
}

describe('a route of the same path', () => {
  it.each([
    ['without a signature', {}],
    ['signed for execute-api', { authorization: signedFor('execute-api') }],
    ['with a bearer token', { authorization: 'Bearer Credential=a/20261121/b/apigateway/aws4_request,' }],
    ['signed for another service', { authorization: signedFor('apigatewayv2') }],
  ])('is reached %s', async (_name, headers) => {
    const { gateway } = await serve();
    expect(await send(gateway.url, { path: '/apikeys', headers })).toMatchObject({ status: 200, body: '"a route"' });
  });

  it('is not reached by a call that is signed for API Gateway', async () => {
    const { gateway } = await serve();
    const answer = await send(gateway.url, { path: '/apikeys', headers: SIGNED });
    expect(JSON.parse(answer.body)).toMatchObject({ item: [{ id: 'fixedkey' }] });
  });
});

describe('a call that a page could have a browser make', () => {
  it.each([
    ['a foreign Host', { host: 'attacker.example:3000' }],
    ['a Host that begins as a loopback name', { host: 'localhost.attacker.example' }],
    ['another address', { host: '10.0.0.7:3000' }],
    ['an Origin', { origin: 'https://attacker.example' }],
    ['fetch metadata', { 'sec-fetch-site': 'same-origin' }],
  ])('is refused for %s, and does nothing', async (_name, headers) => {
    const { gateway } = await serve();
    const sent = { method: 'POST', path: '/apikeys', headers: { ...SIGNED, ...headers }, body: '{"name":"n"}' };
    expect(await send(gateway.url, sent)).toMatchObject({ status: 403, errorType: 'AccessDeniedException' });
    expect(gateway.keys.list()).toHaveLength(1);
  });

  it.each([
    ['127.0.0.1:3000', '127.0.0.1', true],
    ['127.8.9.1', '127.0.0.1', true],
    ['[::1]:3000', '::1', true],
    ['LOCALHOST:3000', '127.0.0.1', true],
    ['books.localhost:3000', '127.0.0.1', true],
    ['192.168.7.7:3000', '192.168.7.7', true],
    ['192.168.7.8:3000', '192.168.7.7', false],
    ['127.0.0.1.example', '127.0.0.1', false],
    ['notlocalhost', '127.0.0.1', false],
    ['', '127.0.0.1', false],
  ])('by Host %j at %s: %s', (host, ownAddress, expected) => {
    expect(isLocalHost(host, ownAddress)).toBe(expected);
  });
});

describe('a caller', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.9.8.7', '127.0.0.1', true],
    ['::1', '::1', true],
    ['::ffff:127.0.0.1', '::ffff:127.0.0.1', true],
    ['192.168.7.7', '192.168.7.7', true],
    ['::ffff:192.168.7.7', '::ffff:192.168.7.7', true],
    ['192.168.7.8', '192.168.7.7', false],
    ['192.168.7.8', '127.0.0.1', false],
    ['::ffff:192.168.7.8', '::ffff:192.168.7.7', false],
    ['fe80::1', 'fe80::2', false],
    ['128.0.0.1', '127.0.0.1', false],
    [undefined, undefined, false],
  ])('at %s, connected to %s, is on this machine: %s', (remoteAddress, localAddress, expected) => {
    for (const host of ['localhost:3000', '127.0.0.1:3000', 'x.localhost'])
      expect(isLocalCaller({ headers: { host }, socket: { remoteAddress, localAddress } })).toBe(expected);
  });

  const others = Object.values(networkInterfaces()).flatMap((all = []) => all.filter(({ internal }) => !internal));
  const [other] = others.filter(({ family }) => family === 'IPv4');
  // Not every sandbox has a network.
  if (other)
    it('from the network is refused, whatever its Host says, and does nothing', async () => {
      const { gateway } = await serve();
      const headers = { ...SIGNED, host: 'localhost' };
      const sent = { method: 'POST', path: '/apikeys', headers, body: '{"name":"n"}', from: other.address };
      expect(await send(gateway.url, sent)).toMatchObject({ status: 403, errorType: 'AccessDeniedException' });
      expect(gateway.keys.list()).toHaveLength(1);
    });
});

it.each([
  [signedFor('apigateway'), 'apigateway'],
  [signedFor('cloudformation'), 'cloudformation'],
  [signedFor('events'), 'events'],
  [signedFor('lambda'), undefined],
  [signedFor('apigateway').replace('aws4_request', 'aws4_requests'), undefined],
  [undefined, undefined],
])('%s is for %s', (authorization, service) => {
  expect(signedService(authorization)).toBe(service);
});

describe('a call that is wrong', () => {
  const bodies: readonly (readonly [string, string | Buffer])[] = [
    ['no JSON', '{'],
    ['a list', '[]'],
    ['text', '"name"'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
    ['fields of other types', '{"name":7,"enabled":"yes","tags":{"a":1},"stageKeys":"x"}'],
  ];
  it.each(bodies)('is refused for a body of %s', async (_name, body) => {
    const { gateway } = await serve();
    const answer = await send(gateway.url, { method: 'POST', path: '/apikeys', headers: SIGNED, body });
    expect(answer).toMatchObject({ status: 400, errorType: 'BadRequestException' });
    expect(JSON.parse(answer.body)).toEqual({ message: expect.stringMatching(/^Invalid request body: /) });
    expect(gateway.keys.list()).toHaveLength(1);
  });

  it('is told of all fields at once', async () => {
    const { gateway } = await serve();
    const body = '{"name":7,"enabled":"yes","tags":[]}';
    const answer = await send(gateway.url, { method: 'POST', path: '/apikeys', headers: SIGNED, body });
    expect(JSON.parse(answer.body).message).toBe(
      'Invalid request body: name must be a string; tags must be an object of strings; enabled must be true or false',
    );
  });

  it('leaves no trace in the prototypes of this process', async () => {
    const { gateway } = await serve();
    const body = '{"name":"n","__proto__":{"enabled":true},"constructor":{"prototype":{"enabled":true}}}';
    const answer = await send(gateway.url, { method: 'POST', path: '/apikeys', headers: SIGNED, body });
    expect(JSON.parse(answer.body)).toMatchObject({ enabled: false });
    expect(({} as Record<string, unknown>).enabled).toBeUndefined();
  });

  it('is refused where it is too large', async () => {
    const { gateway } = await serve();
    const body = JSON.stringify({ description: 'd'.repeat(1024 * 1024) });
    const answer = await send(gateway.url, { method: 'POST', path: '/apikeys', headers: SIGNED, body });
    expect(answer).toMatchObject({ status: 413, errorType: 'RequestEntityTooLargeException' });
  });

  it.each([
    ['POST', '/usageplans'],
    ['GET', '/apikeys/a/b'],
    ['DELETE', '/apikeys'],
    ['GET', '/'],
    ['GET', '/_aws/health'],
    ['PUT', '/restapis/feedsid'],
    ['GET', '/apikeys/%E0%A4%A'],
  ])('is Not Found, and told so: %s %s', async (method, path) => {
    const { gateway } = await serve();
    const answer = await send(gateway.url, { method, path, headers: SIGNED });
    expect(answer).toMatchObject({ status: 404, errorType: 'NotFoundException' });
  });

  it('is told that keys are not imported here', async () => {
    const { gateway } = await serve();
    const answer = await send(gateway.url, {
      method: 'POST',
      path: '/apikeys?mode=import&format=csv',
      headers: SIGNED,
    });
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining('ImportApiKeys') });
  });
});

it('works by name, and with any credentials', async () => {
  const { gateway } = await serve();
  const client = new APIGatewayClient(clientOptions(`http://localhost:${gateway.port}`));
  afterTest(() => client.destroy());
  expect((await client.send(new GetApiKeysCommand({}))).items).toHaveLength(1);
});
