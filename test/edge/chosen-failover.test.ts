import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { gateway, lambda, route } from '../../lib/spec/index.js';
import { quietApp } from '../constructs/support/synth.js';
import { collect } from '../local/server/gateway-harness.js';

/** Paths of the two APIs stand among each other: no pattern tells them apart, and the function chooses. */
const shop = gateway('shop', {
  edge: { origin: { failover: 'https://west.shop.example', closedBy: 'none' } },
  routes: [
    route('GET /books/{isbn}', { auth: 'public', to: lambda('status.mjs') }),
    route('POST /books/{isbn}', { auth: 'public', to: lambda('status.mjs') }),
    route('GET /books/{isbn}/reviews', { auth: 'public', api: 'rest', to: lambda('status.mjs') }),
  ],
});

/** Answers the status that the last digits of the path's parameter say. */
const STATUS = `export const handler = async (event) => ({
  statusCode: Number(event.pathParameters.isbn.slice(-3)),
  body: event.version ? 'http' : 'rest',
});`;

const root = mkdtempSync(join(tmpdir(), 'gatewright-failover-'));
let local: LocalGateway;
let west: Server;
let westSaw: string[] = [];

beforeAll(async () => {
  writeFileSync(join(root, 'status.mjs'), STATUS);
  west = createServer((request, response) => {
    westSaw.push(`${request.method} ${request.url}`);
    response.end('west');
  });
  await new Promise<void>((resolve) => west.listen(0, '127.0.0.1', resolve));
  const app = quietApp();
  const env = { account: '222233334444', region: 'us-east-1' };
  new GatewayStack(app, 'Shop', { gateway: shop, codeRoot: root, env });
  local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: collect(),
    standIns: new Map([['https://west.shop.example', `http://127.0.0.1:${(west.address() as AddressInfo).port}`]]),
  });
}, 60_000);
beforeEach(() => {
  westSaw = [];
});
afterAll(async () => {
  await local?.close(0);
  west?.close();
  rmSync(root, { recursive: true, force: true });
});

async function ask(path: string, method = 'GET'): Promise<readonly [number, string]> {
  const answer = await fetch(local.url + path, { method });
  return [answer.status, await answer.text()];
}

it.each([
  ['GET', '/books/b-200', 200, 'http'],
  ['GET', '/books/b-404', 404, 'http'],
  ['GET', '/books/b-200/reviews', 200, 'rest'],
])('%s %s is answered by the API that the function chooses', async (method, path, status, body) => {
  expect(await ask(path, method)).toEqual([status, body]);
  expect(westSaw).toEqual([]);
});

it.each(['/books/b-500?page=2', '/books/b-503', '/books/b-502/reviews', '/books/b-504/reviews'])(
  'GET %s is answered by the other gateway, where the chosen API fails',
  async (path) => {
    expect(await ask(path)).toEqual([200, 'west']);
    expect(westSaw).toEqual([`GET ${path}`]);
  },
);

it('repeats no POST at the other gateway', async () => {
  expect(await ask('/books/b-503', 'POST')).toEqual([503, 'http']);
  expect(westSaw).toEqual([]);
});

it('hands a path of two readings to neither', async () => {
  expect((await ask('/books/%61-500'))[0]).toBe(400);
  expect(westSaw).toEqual([]);
});
