import { describe, expect, it } from 'vitest';
import type { HttpCors } from '../../../lib/local/model/http-api.js';
import { createGateway, functionError, headersOf, route, type Setup, success } from './support/gateway.js';

const SITE = 'https://shop.example';

const cors = (changes: Partial<HttpCors> = {}): HttpCors => ({
  allowOrigins: [SITE],
  allowMethods: ['GET', 'POST'],
  allowHeaders: ['authorization', 'x-tag'],
  exposeHeaders: ['x-count'],
  allowCredentials: false,
  maxAgeSeconds: 300,
  ...changes,
});

const withCors = (changes: Partial<HttpCors> = {}, setup: Setup = {}) =>
  createGateway({ ...setup, definition: { cors: cors(changes), ...setup.definition } });

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: [
    ['Origin', origin],
    ['Access-Control-Request-Method', 'POST'],
  ] as const,
});

const corsHeaders = (response: Parameters<typeof headersOf>[0]) =>
  Object.fromEntries(Object.entries(headersOf(response)).filter(([name]) => name.startsWith('access-control-')));

describe('a preflight request', () => {
  it('is answered without route, authorizer or throttle', async () => {
    const gateway = withCors(
      {},
      {
        definition: { routes: [route('ANY /books', { kind: 'AWS_IAM' })] },
        stage: { defaultThrottle: { ratePerSecond: 0, burst: 0 } },
      },
    );
    const response = await gateway.send('/books', preflight(SITE));
    expect(response).toMatchObject({ status: 204, body: '' });
    expect(corsHeaders(response)).toEqual({
      'access-control-allow-origin': SITE,
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'authorization,x-tag',
      'access-control-expose-headers': 'x-count',
      'access-control-max-age': '300',
    });
    expect(gateway.calls).toEqual([]);
  });

  it('gets no CORS headers for another origin', async () => {
    const response = await withCors().send('/', preflight('https://evil.example'));
    expect([response.status, corsHeaders(response)]).toEqual([204, {}]);
  });

  it('is for the routes where the API has no CORS', async () => {
    const gateway = createGateway({ definition: { routes: [route('OPTIONS /')] } });
    expect((await gateway.send('/', preflight(SITE))).status).toBe(200);
    expect(gateway.calls).toHaveLength(1);
  });

  it('needs a method to ask for: other OPTIONS requests go to their route, or are empty', async () => {
    const gateway = withCors({}, { definition: { routes: [route('OPTIONS /own')] } });
    const request = { method: 'OPTIONS', headers: [['Origin', SITE]] as const };
    expect((await gateway.send('/own', request)).status).toBe(200);
    expect((await gateway.send('/else', request)).status).toBe(204);
    expect(gateway.calls).toHaveLength(1);
  });
});

describe('an allowed origin', () => {
  it.each([
    ['itself', [SITE], SITE, SITE],
    ['any', ['*'], SITE, '*'],
    ['any of a scheme', ['https://*'], SITE, SITE],
    ['one of several', ['https://a.example', SITE], SITE, SITE],
    ['not another scheme', ['https://*'], 'http://shop.example', undefined],
    ['not a longer name', [SITE], `${SITE}.evil`, undefined],
    ['not a subdomain', [SITE], 'https://www.shop.example', undefined],
    ['not null', [SITE], 'null', undefined],
  ])('is %s', async (_, allowOrigins, origin, expected) => {
    const response = await withCors({ allowOrigins }).send('/', { headers: [['origin', origin]] });
    expect(corsHeaders(response)['access-control-allow-origin']).toBe(expected);
  });

  it('is named, and credentials allowed, where the API allows them', async () => {
    const response = await withCors({ allowCredentials: true, allowOrigins: ['https://*'] }).send('/', {
      headers: [['origin', SITE]],
    });
    expect(corsHeaders(response)).toMatchObject({
      'access-control-allow-origin': SITE,
      'access-control-allow-credentials': 'true',
    });
  });
});

describe('the CORS headers of the API', () => {
  const integrationHeaders = () =>
    success({
      statusCode: 200,
      headers: { 'Access-Control-Allow-Origin': 'https://evil.example', 'access-control-max-age': '9', 'x-count': '1' },
    });

  it.each([
    [
      'an allowed origin',
      [['origin', SITE]] as const,
      { 'access-control-allow-origin': SITE, 'access-control-expose-headers': 'x-count' },
    ],
    ['another origin', [['origin', 'https://else.example']] as const, {}],
    ['no origin', [], {}],
  ])('take the place of the integration’s with %s', async (_, headers, expected) => {
    const response = await withCors({}, { invoke: integrationHeaders }).send('/', { headers });
    expect(corsHeaders(response)).toEqual(expected);
    expect(headersOf(response)['x-count']).toBe('1');
  });

  it('leave the integration’s alone where the API has none', async () => {
    const response = await createGateway({ invoke: integrationHeaders }).send('/', { headers: [['origin', SITE]] });
    expect(corsHeaders(response)['access-control-allow-origin']).toBe('https://evil.example');
  });

  it.each<[number, Setup]>([
    [403, { definition: { routes: [route('$default', { kind: 'AWS_IAM' })] } }],
    [404, { definition: { routes: [route('GET /only')] } }],
    [429, { stage: { defaultThrottle: { ratePerSecond: 0, burst: 0 } } }],
    [500, { invoke: () => functionError('boom') }],
    [503, { invoke: () => ({ kind: 'caller-timeout' }) }],
  ])('are on a %i as well', async (status, setup) => {
    const response = await withCors({}, setup).send('/', { headers: [['origin', SITE]] });
    expect(response.status).toBe(status);
    expect(corsHeaders(response)['access-control-allow-origin']).toBe(SITE);
  });
});
