import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalGateway } from '../../../lib/local/server/local-gateway.js';
import { PortInUseError } from '../../../lib/local/server/port-in-use-error.js';
import { collect, enginesOf, raw, start } from './gateway-harness.js';
import { cloudModel, httpApi, restApi } from './models.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function open(...args: Parameters<typeof start>): Promise<LocalGateway> {
  const gateway = await start(...args);
  clean.push(() => gateway.close(0));
  return gateway;
}

const rest = restApi('Rest', ['GET /books']);
const http = httpApi('Http', ['POST /orders']);
const model = cloudModel([rest, http]);
const bodyOf = (answer: string) => JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('addresses', () => {
  const named = httpApi('Named', [], {
    stages: [
      { stackName: 'Shop', logicalId: 'S1', name: '$default', variables: {}, routeThrottles: {} },
      { stackName: 'Shop', logicalId: 'S2', name: 'v1', variables: {}, routeThrottles: {} },
    ],
  });
  const twin = restApi('Twin', [], { apiId: 'twinone' });
  const otherTwin = restApi('Twin', [], { apiId: 'twintwo', stackName: 'Other' });
  const many = cloudModel([rest, http, named, twin, otherTwin]);

  it.each([
    ['/books?x=1', 'Rest', '', '/books', 'x=1'],
    ['/orders', 'Http', '', '/orders', ''],
    ['/_aws/execute-api/Rest/prod/books', 'Rest', '/prod', '/books', ''],
    ['/_aws/execute-api/Rest/prod', 'Rest', '/prod', '/', ''],
    ['/_aws/execute-api/Rest/prod/?', 'Rest', '/prod', '/', ''],
    ['/_aws/execute-api/restid/prod/a//b/../c%2F?q', 'Rest', '/prod', '/a//b/../c%2F', 'q'],
    ['/_aws/execute-api/Shop.Rest/prod/x', 'Rest', '/prod', '/x', ''],
    ['/_aws/execute-api/Http/$default/orders', 'Http', '', '/orders', ''],
    ['/_aws/execute-api/Http/%24default/orders', 'Http', '', '/orders', ''],
    ['/_aws/execute-api/Http/orders/7', 'Http', '', '/orders/7', ''],
    ['/_aws/execute-api/Http', 'Http', '', '/', ''],
    ['/_aws/execute-api/Named/v1/orders', 'Named', '/v1', '/orders', ''],
    ['/_aws/execute-api/Named/v2/orders', 'Named', '', '/v2/orders', ''],
    ['/_aws/execute-api/Other.Twin/prod/x', 'Twin', '/prod', '/x', ''],
  ])('hands %s to %s, with %j before %s', async (target, api, basePath, rawPath, rawQuery) => {
    const { port } = await open({ model: many });
    const answer = await raw(port, [`GET ${target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`]);
    expect(bodyOf(answer)).toMatchObject({ api, basePath, rawPath, rawQuery });
  });

  it.each([
    ['/_aws/execute-api/Rest/test/books', 403],
    ['/_aws/execute-api/Rest/', 403],
    ['/_aws/execute-api/Twin/prod/x', 404],
    ['/_aws/execute-api/Nothing/prod/x', 404],
    ['/_aws/else', 404],
    ['/_aws/', 404],
  ])('answers %s with %i', async (path, status) => {
    const { url } = await open({ model: many });
    expect((await fetch(url + path)).status).toBe(status);
  });

  it('says on /_aws/health that it is ready, and what it serves', async () => {
    const { url } = await open({ model });
    expect(await (await fetch(`${url}/_aws/health`)).json()).toEqual({
      status: 'ready',
      apis: [
        { stack: 'Shop', logicalId: 'Rest', apiId: 'restid', kind: 'rest', stages: ['prod'] },
        { stack: 'Shop', logicalId: 'Http', apiId: 'httpid', kind: 'http', stages: ['$default'] },
      ],
    });
  });

  it('answers 404 on the front where no API has a stage', async () => {
    const { url } = await open({ model: cloudModel([]) });
    expect((await fetch(url)).status).toBe(404);
  });
});

describe('access logs', () => {
  it('are written for a stage with a format, and for no other', async () => {
    const [onlyStage] = rest.stages;
    if (onlyStage === undefined) throw new Error('the model has a stage');
    const stage = {
      ...onlyStage,
      accessLog: {
        format: '$context.requestId $context.status $context.responseLength $context.stage',
        destinationArn: 'arn',
      },
    };
    const logger = collect();
    const engines = enginesOf(async () => ({ status: 201, body: 'made' }));
    const { url } = await open({ model: cloudModel([{ ...rest, stages: [stage] }, http]), engines, logger });
    await fetch(`${url}/books`);
    await fetch(`${url}/_aws/execute-api/Http/$default/orders`);
    expect(logger.accessLogs).toEqual(['restid prod req-7 201 4 -']);
  });
});

describe('start and end', () => {
  it('says the notices of a model', async () => {
    const notice = {
      kind: 'unresolved',
      stackName: 'Shop',
      logicalId: 'Odd',
      resourceType: 'AWS::Odd::One',
      message: 'what it is',
    } as const;
    const logger = collect();
    await open({ model: cloudModel([rest], { notices: [notice] }), logger });
    expect(logger.notices).toEqual([notice]);
  });

  it('refuses a taken port in one line', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    clean.push(() => taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    const error = await start({ model, port }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PortInUseError);
    expect(error).toMatchObject({
      port,
      message: `port ${port} on 127.0.0.1 is in use; end what listens there, or choose another with --port`,
    });
  });

  it('lets go of its port where the model cannot be served', async () => {
    const engines = {
      rest: () => {
        throw new RangeError('no such stage');
      },
      http: () => {
        throw new RangeError('no');
      },
    };
    const free = await open({ model });
    await free.close();
    await expect(start({ model, engines, port: free.port })).rejects.toThrow('no such stage');
    const again = await open({ model, port: free.port });
    expect(again.port).toBe(free.port);
  });

  it('answers what is under way before it ends', async () => {
    const engines = enginesOf(async () => {
      await pause(150);
      return { body: 'in time' };
    });
    const gateway = await start({ model, engines });
    const answer = fetch(gateway.url).then((response) => response.text());
    await pause(50);
    await gateway.close();
    expect(await answer).toBe('in time');
    await expect(fetch(gateway.url)).rejects.toThrow();
  });

  it('serves the local issuer of its model', async () => {
    const { url } = await open({
      model: cloudModel([rest], { issuers: ['https://id.example/'] }),
      mountIssuer: async ({ issuers }, origin) => ({
        handle: (request, response) => {
          if (request.url !== '/_aws/issuer/one') return false;
          response.end(JSON.stringify({ issuers, at: origin() }));
          return true;
        },
        standInFor: (issuer) => `${origin()}/_aws/issuer/${issuer.length}`,
        redirect: () => undefined,
        sign: async () => 'token',
        opaque: () => 'opaque',
      }),
      engines: enginesOf(async (_request, services) => ({
        body: JSON.stringify(await services.fetchJson('https://id.example/').catch((error: Error) => error.message)),
      })),
    });
    expect(await (await fetch(`${url}/_aws/issuer/one`)).json()).toEqual({ issuers: ['https://id.example/'], at: url });
    expect(await (await fetch(`${url}/books`)).json()).toBe('https://id.example/ answered 404');
  });
});
