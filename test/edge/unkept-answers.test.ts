import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { authorizer, gateway, http, lambda, route } from '../../lib/spec/index.js';
import { quietApp } from '../constructs/support/synth.js';
import { collect } from '../local/server/gateway-harness.js';

/** 410 with what the caller sent; the keys of what else it sees. */
const GONE = `export const handler = async ({ headers }) => ({
  statusCode: 410, body: String(headers.authorization ?? headers.Authorization),
});`;
const STREAMED = `export const handler = awslambda.streamifyResponse(async ({ headers }, stream) => {
  const to = awslambda.HttpResponseStream.from(stream, { statusCode: 410, headers: {} });
  to.write(String(headers.authorization ?? headers.Authorization));
  to.end();
});`;
const JUDGE = `export const handler = async ({ headers, multiValueHeaders, methodArn }) => ({
  principalId: 'p',
  context: { seen: JSON.stringify([headers, multiValueHeaders]).match(/x.gatewright.origin/gi)?.join() ?? 'nothing' },
  policyDocument: { Version: '2012-10-17', Statement: [{
    Action: 'execute-api:Invoke', Resource: methodArn,
    Effect: /^good/.test(headers.authorization ?? headers.Authorization ?? '') ? 'Allow' : 'Deny',
  }] },
});`;
const SEEN = `export const handler = async ({ requestContext }) => ({
  statusCode: 200, body: requestContext.authorizer.seen,
});`;

let backend: Server;
let local: LocalGateway;
const root = mkdtempSync(join(tmpdir(), 'gatewright-unkept-'));

beforeAll(async () => {
  backend = createServer((request, response) => response.writeHead(410).end(request.headers.authorization));
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/`;
  for (const [name, code] of Object.entries({ gone: GONE, streamed: STREAMED, judge: JUDGE, seen: SEEN }))
    writeFileSync(join(root, `${name}.mjs`), code);
  const auth = authorizer('judge', lambda('judge.mjs'), { identity: { headers: ['authorization'] } });
  const spec = gateway('shop', {
    edge: {},
    routes: [
      route('GET /order', { auth, api: 'rest', to: lambda('gone.mjs') }),
      route('GET /page', { auth: 'public', to: lambda('gone.mjs') }),
      route('GET /stream', { auth, api: 'rest', to: lambda('streamed.mjs', { streaming: true }) }),
      route('GET /proxied', { auth: 'public', to: http(url) }),
      route('GET /seen', { auth, api: 'rest', to: lambda('seen.mjs') }),
    ],
  });
  const app = quietApp();
  const env = { account: '222233334444', region: 'us-east-1' };
  new GatewayStack(app, 'Shop', { gateway: spec, codeRoot: root, env });
  local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: collect(),
  });
}, 60_000);

afterAll(async () => {
  await local?.close(0);
  backend.close();
  rmSync(root, { recursive: true, force: true });
});

async function call(path: string, authorization?: string) {
  const answer = await fetch(local.url + path, authorization === undefined ? {} : { headers: { authorization } });
  return { status: answer.status, text: await answer.text(), control: answer.headers.get('cache-control') };
}

describe('a 410 behind an edge', () => {
  it.each(['/order', '/stream'])('of %s is for its caller, and for nobody after', async (path) => {
    expect(await call(path, 'good-ada')).toEqual({ status: 410, text: 'good-ada', control: 'no-store' });
    expect((await call(path)).status).toBe(401);
    expect((await call(path, 'bad')).status).toBe(403);
    expect((await call(path, 'good-bob')).text).toBe('good-bob');
  });

  it.each(['/page', '/proxied'])('of %s on an HTTP API is asked for each time', async (path) => {
    expect(await call(path, 'ada')).toEqual({ status: 410, text: 'ada', control: 'no-store' });
    expect((await call(path, 'bob')).text).toBe('bob');
  });
});

it('an authorizer of the user on a REST API sees nothing of the secret', async () => {
  expect(await call('/seen', 'good-ada')).toMatchObject({ status: 200, text: 'nothing' });
});
