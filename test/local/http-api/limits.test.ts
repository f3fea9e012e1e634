import { describe, expect, it } from 'vitest';
import { createHttpApiEngine } from '../../../lib/local/http-api/create-http-api-engine.js';
import type { EngineServices } from '../../../lib/local/model/engine.js';
import { apiModel, createGateway, integration, route, success } from './support/gateway.js';

const MEGABYTE = 1024 * 1024;

describe('throttling', () => {
  const statusesOf = async (count: number, send: () => Promise<{ status: number }>) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index++) statuses.push((await send()).status);
    return statuses;
  };

  it('answers 429 once the burst is spent, and refills with time', async () => {
    const gateway = createGateway({ stage: { defaultThrottle: { ratePerSecond: 2, burst: 3 } } });
    expect(await statusesOf(4, () => gateway.send('/'))).toEqual([200, 200, 200, 429]);
    expect(await gateway.send('/')).toMatchObject({ status: 429, body: '{"message":"Too Many Requests"}' });
    gateway.clock.nowMs += 500;
    expect(await statusesOf(2, () => gateway.send('/'))).toEqual([200, 429]);
    expect(gateway.calls).toHaveLength(4);
  });

  it('counts each route on its own, with its own limits where it has some', async () => {
    const gateway = createGateway({
      definition: { routes: [route('GET /a'), route('GET /b'), route('GET /c')] },
      stage: {
        defaultThrottle: { ratePerSecond: 1, burst: 1 },
        routeThrottles: { 'GET /c': { ratePerSecond: 1, burst: 2 } },
      },
    });
    expect(await statusesOf(2, () => gateway.send('/a'))).toEqual([200, 429]);
    expect(await statusesOf(2, () => gateway.send('/b'))).toEqual([200, 429]);
    expect(await statusesOf(3, () => gateway.send('/c'))).toEqual([200, 200, 429]);
  });

  it('is off where neither the stage nor the route has limits', async () => {
    const gateway = createGateway({ stage: { routeThrottles: { 'GET /else': { ratePerSecond: 0, burst: 0 } } } });
    expect(await statusesOf(20, () => gateway.send('/'))).not.toContain(429);
  });
});

describe('sizes', () => {
  it.each([
    ['a body of 10 MB to a backend', 10 * MEGABYTE, 'HTTP_PROXY', 200],
    ['a body past 10 MB to a backend', 10 * MEGABYTE + 1, 'HTTP_PROXY', 413],
    ['a text of 6 MB to a function', 6 * MEGABYTE, 'AWS_PROXY', 200],
    ['a text past 6 MB to a function', 6 * MEGABYTE + 1, 'AWS_PROXY', 413],
  ] as const)('%s: %i bytes', async (_, bytes, kind, status) => {
    const gateway = createGateway({
      definition: { integrations: { lambda: integration({ kind, uri: 'https://backend.example' }) } },
    });
    const request = {
      method: 'POST',
      headers: [['content-type', 'text/plain']] as const,
      body: Buffer.alloc(bytes, 'a'),
    };
    const response = await gateway.send('/', request);
    expect(response.status).toBe(status);
    if (status === 413) expect([gateway.calls, gateway.upstream]).toEqual([[], []]);
  });

  it('counts the bytes that base64 adds', async () => {
    const gateway = createGateway();
    expect((await gateway.send('/', { method: 'POST', body: Buffer.alloc(5 * MEGABYTE) })).status).toBe(413);
  });

  it('does not pass on a response past 10 MB', async () => {
    const gateway = createGateway({ invoke: () => success('x'.repeat(10 * MEGABYTE + 1)) });
    expect((await gateway.send('/')).status).toBe(500);
  });

  it.each([
    ['at the limit', 10_240, 200],
    ['one past it', 10_241, 431],
  ])('takes request line and headers %s', async (_, bytes, status) => {
    const fixed = 'GET / HTTP/1.1\r\n?'.length + 'x: \r\n'.length;
    const response = await createGateway().send('/', { headers: [['x', 'v'.repeat(bytes - fixed)]] });
    expect(response.status).toBe(status);
  });
});

describe('an engine', () => {
  it('is not made for a stage that the API does not have', () => {
    expect(() => createHttpApiEngine(apiModel(), 'gone', {} as EngineServices)).toThrow('HttpApi has no stage gone');
  });
});
