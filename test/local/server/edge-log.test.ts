import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { devLogger } from '../../../lib/cli/dev/dev-logger.js';
import { GatewayStack } from '../../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../../lib/local/index.js';
import { gateway, lambda, reply, route } from '../../../lib/spec/index.js';
import { quietApp } from '../../constructs/support/synth.js';

/** Each way that an edge has to answer without an API, beside those that an API answers. */
const shop = gateway('shop', {
  edge: { geo: { block: ['KP'] } },
  firewall: { block: { paths: ['^/private$'] } },
  routes: [
    route('GET /books', { auth: 'public', to: lambda('books.mjs'), cache: { ttlSeconds: 60 } }),
    route('GET /fresh', { auth: 'public', to: lambda('books.mjs') }),
    route('GET /health', { auth: 'public', api: 'rest', to: reply(200, { ok: true }) }),
  ],
});

const root = mkdtempSync(join(tmpdir(), 'gatewright-edge-log-'));
let local: LocalGateway;
let lines: string[] = [];

beforeAll(async () => {
  writeFileSync(join(root, 'books.mjs'), "export const handler = async () => ({ statusCode: 200, body: 'books' });");
  const app = quietApp();
  new GatewayStack(app, 'Shop', {
    gateway: shop,
    codeRoot: root,
    env: { account: '222233334444', region: 'us-east-1' },
  });
  const out = (line: string) => void lines.push(stripVTControlCharacters(line).trim());
  local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: devLogger({ out, err: () => {}, isTerminal: false, width: 80 }),
  });
}, 60_000);
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  await local?.close(0);
  rmSync(root, { recursive: true, force: true });
});

/** What is printed of requests, one after the other, without their times. */
async function printed(path: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  lines = [];
  await (await fetch(local.url + path, { headers })).arrayBuffer();
  return lines
    .filter((line) => /^\d{3} /.test(line) || line.startsWith('waf'))
    .map((line) => line.replace(/\d+ ms/, 'ms'));
}

it('prints the line of the API for what comes from it, and one of the edge for what is cached', async () => {
  expect(await printed('/books')).toEqual(['200  GET     /books  ms']);
  expect(await printed('/books')).toEqual(['200  GET     /books  ms  Hit from cloudfront']);
});

it.each([
  ['an uncached route', '/fresh', {}, '200  GET     /fresh  ms'],
  ['a route of the REST API', '/health', {}, '200  GET     /live/health  ms'],
  [
    'a path that the edge function refuses',
    '/%66resh',
    {},
    '400  GET     /%66resh  ms  FunctionGeneratedResponse from cloudfront',
  ],
  ['a path that the firewall blocks', '/private?a=1', {}, '403  GET     /private  ms  blocked by block'],
  [
    'a country that is not served',
    '/fresh',
    { 'x-local-country': 'KP' },
    '403  GET     /fresh  ms  Error from cloudfront',
  ],
])('prints one line of %s', async (_, path, headers, line) => {
  expect(await printed(path, headers)).toEqual([line]);
});

it('prints one line of each request, where fifty at once share one answer', async () => {
  const all = Array.from({ length: 50 }, () => fetch(`${local.url}/books?page=2`).then((answer) => answer.text()));
  await Promise.all(all);
  const own = lines.filter((line) => line.includes('/books'));
  expect(own).toHaveLength(50);
  expect(own.filter((line) => line.endsWith('Hit from cloudfront'))).toHaveLength(49);
});
