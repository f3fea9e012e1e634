import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalGateway, readModel, serveModel } from '../../../lib/local/index.js';
import { collect, raw } from '../server/gateway-harness.js';
import { edgeTemplate, shopTemplate } from './edge-assembly.js';

const logger = collect();
const stranger = createServer((request, response) => {
  response.writeHead(200, { 'content-type': 'text/plain', 'cache-control': 'max-age=60' });
  response.end(`${request.headers['x-gatewright-origin']} ${request.url}`);
});
let directory: string;
let gateway: LocalGateway;
let secret = 'first';

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'gatewright-edge-'));
  const artifact = (name: string, region: string) => ({
    type: 'aws:cloudformation:stack',
    environment: `aws://unknown-account/${region}`,
    properties: { templateFile: `${name}.template.json` },
  });
  const artifacts = { ShopEdge: artifact('ShopEdge', 'us-east-1'), Shop: artifact('Shop', 'eu-central-1') };
  const files = { manifest: { artifacts }, 'Shop.template': shopTemplate, 'ShopEdge.template': edgeTemplate };
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(directory, `${name}.json`), JSON.stringify(content));
  }
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const standIn = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
  gateway = await serveModel({
    model: readModel(directory),
    host: '127.0.0.1',
    port: 0,
    logger,
    stateDirectory: join(directory, 'state'),
    standIns: new Map([['https://pages.example', standIn]]),
    resolveSecrets: () => secret,
  });
});
afterAll(async () => {
  await gateway.close(0);
  stranger.close();
  rmSync(directory, { recursive: true });
});

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(gateway.url + path, { redirect: 'manual', ...init });
  const text = await response.text();
  return {
    status: response.status,
    text,
    cache: response.headers.get('x-cache')?.split(' ')[0],
    headers: response.headers,
  };
};
const sawOf = async (path: string, init: RequestInit = {}) => JSON.parse((await ask(path, init)).text);

describe('a distribution in front of an HTTP API and a REST API', () => {
  it('leads each request to the API that its function picks', async () => {
    const [web, partner] = [await sawOf('/books/1?x=2'), await sawOf('/feeds?x=2')];
    expect([web.version, web.path, web.query]).toEqual(['2.0', '/books/1', 'x=2']);
    expect([partner.version, partner.path, partner.stage]).toEqual(['1.0', '/feeds', 'prod']);
  });

  it('shows its secret, whatever the viewer claims, and the one of the moment', async () => {
    const forged = { headers: { 'x-gatewright-origin': 'forged', 'X-GATEWRIGHT-ORIGIN': 'forged' } };
    expect((await sawOf('/books/2', forged)).secret).toBe('first');
    expect((await sawOf('/feeds', forged)).secret).toBe('first');
    secret = 'second';
    expect((await sawOf('/books/3')).secret).toBe('second');
  });

  it('is the caller that an API sees, with the viewer behind it', async () => {
    const { ip, host, forwarded } = await sawOf('/books/4', { headers: { 'x-forwarded-for': '198.51.100.1' } });
    expect(ip).not.toBe('127.0.0.1');
    expect(host).toMatch(/\.execute-api\.eu-central-1\.amazonaws\.com$/);
    expect(forwarded.split(/,\s*/)).toEqual(['198.51.100.1', '127.0.0.1', ip]);
  });

  it('caches what the API lets it', async () => {
    const [first, second, other] = [await ask('/cached/1'), await ask('/cached/1'), await ask('/cached/1?page=2')];
    expect([first.cache, second.cache, other.cache]).toEqual(['Miss', 'Hit', 'Miss']);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('age')).toMatch(/^\d$/);
    expect((await ask('/books/1')).cache).toBe('Miss');
  });

  it('answers requests to its own names, and to the gateway’s address', async () => {
    const path = '/cached/host';
    const { port } = gateway;
    await ask(path, { headers: { 'accept-encoding': 'identity' } });
    for (const host of ['127.0.0.1', 'shop.bookshop.example', 'www.bookshop.example:3000']) {
      const answer = await raw(port, [`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`]);
      expect(answer).toContain('X-Cache: Hit from cloudfront');
    }
  });

  it('leaves the APIs where they are', async () => {
    const direct = await fetch(`${gateway.url}/_aws/execute-api/Web/books/1`);
    expect(JSON.parse(await direct.text()).secret).toBeNull();
    expect(direct.headers.get('x-cache')).toBeNull();
    expect((await fetch(`${gateway.url}/_aws/health`)).status).toBe(200);
  });

  it('is refused by an API whose address is switched off', async () => {
    const answer = await ask('/closed/1');
    expect([answer.status, answer.text]).toEqual([403, '{"message":"Forbidden"}']);
  });

  it('gets what is elsewhere from its stand-in', async () => {
    expect((await ask('/pages/a?b')).text).toBe('second /pages/a');
    expect((await ask('/pages/a')).cache).toBe('Hit');
  });

  it('writes the access log of the stage for what reaches the stage', async () => {
    logger.accessLogs.length = 0;
    await ask('/books/log');
    await ask('/cached/1');
    expect(logger.accessLogs).toEqual([expect.stringMatching(/ \$default GET \/books\/\{id\} 200$/)]);
  });

  it('names what it does not do', () => {
    const about = logger.notices.map(({ logicalId, message }) => `${logicalId}: ${message}`).join('\n');
    expect(about).toContain('Second: answers where the Host header is');
    expect(about).not.toContain('Front: answers where');
  });
});

describe('an invalidation', () => {
  const signed = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const call = (path: string, init: RequestInit = {}) =>
    ask(`/2020-05-31/distribution/${path}`, { ...init, headers: { authorization: signed('cloudfront') } });
  const batch = (reference: string, paths: readonly string[], quantity = paths.length) =>
    `<?xml version="1.0" encoding="UTF-8"?><InvalidationBatch xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Paths><Quantity>${quantity}</Quantity><Items>${paths.map((path) => `<Path>${path}</Path>`).join('')}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`;
  const front = () => gateway.model().distributions.find(({ logicalId }) => logicalId === 'Front')?.id ?? '';

  it('drops what is cached, and can be read back', async () => {
    await ask('/cached/gone');
    const made = await call(`${front()}/invalidation`, { method: 'POST', body: batch('one', ['/cached/g*']) });
    expect([made.status, made.text]).toEqual([201, expect.stringContaining('<Status>Completed</Status>')]);
    expect((await ask('/cached/gone')).cache).toBe('Miss');
    const [, path = ''] = made.headers.get('location')?.split('/distribution/') ?? [];
    const read = await call(path);
    expect([read.status, read.text]).toEqual([200, made.text]);
  });

  it('is done once for one caller reference', async () => {
    const body = batch('twice', ['/cached/*']);
    const [first, second] = [
      await call(`${front()}/invalidation`, { method: 'POST', body }),
      await call(`${front()}/invalidation`, { method: 'POST', body }),
    ];
    expect(second.text).toBe(first.text);
    const other = await call(`${front()}/invalidation`, { method: 'POST', body: batch('twice', ['/other']) });
    expect([other.status, other.text]).toEqual([400, expect.stringContaining('<Code>InvalidArgument</Code>')]);
  });

  it.each([
    ['another quantity', batch('a', ['/a'], 2), 'InconsistentQuantities'],
    ['no path', batch('b', []), 'InvalidArgument'],
    ['a path without its slash', batch('c', ['a']), 'InvalidArgument'],
    ['a tag without a name', batch('d', ['#']), 'InvalidArgument'],
    ['no caller reference', batch('', ['/a']), 'InvalidArgument'],
    ['no XML', 'paths', 'InvalidArgument'],
    ['too many paths', batch('e', Array(3_001).fill('/a')), 'TooManyInvalidationsInProgress'],
  ])('is refused with %s', async (_, body, code) => {
    const { status, text } = await call(`${front()}/invalidation`, { method: 'POST', body });
    expect([status, text]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  it('needs a distribution, and an operation that is served', async () => {
    expect((await call('E0000000000000/invalidation', { method: 'POST', body: batch('f', ['/a']) })).text).toContain(
      'NoSuchDistribution',
    );
    expect((await call(`${front()}/invalidation/I0`)).text).toContain('NoSuchInvalidation');
    expect((await call(`${front()}/invalidation`)).status).toBe(404);
  });
});

describe('paths that try to reach another route', () => {
  it.each([
    ['/books/../feeds', 400],
    ['/books/%2e%2e/feeds', 400],
    ['//feeds', 400],
    ['/feeds%2f..%2fbooks', 400],
    ['/books\\..\\feeds', 400],
    ['/./feeds', 400],
  ])('%s is refused by the function', async (path, status) => {
    const answer = await raw(gateway.port, [`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`]);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain('X-Cache: FunctionGeneratedResponse from cloudfront');
  });

  it.each([
    ['two hosts', 'GET /books/1 HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['two lengths', 'POST /books/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'],
    [
      'a length and chunks',
      'POST /books/1 HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a space in a header name', 'GET /books/1 HTTP/1.1\r\nHost: a\r\nX-Gatewright-Origin : x\r\n\r\n'],
  ])('a request with %s never gets so far', async (_, message) => {
    expect(await raw(gateway.port, [message])).toMatch(/^HTTP\/1\.1 400 /);
  });
});
