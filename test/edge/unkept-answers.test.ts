import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizer, gateway, http, lambda, route } from '../../lib/spec/index.js';
import { type Backend, startBackend } from './backend.js';
import { type ServedShop, servedShop } from './served-shop.js';

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

const files = { 'gone.mjs': GONE, 'streamed.mjs': STREAMED, 'judge.mjs': JUDGE, 'seen.mjs': SEEN };

let backend: Backend;
let shop: ServedShop;

beforeAll(async () => {
  backend = await startBackend((request, response) => response.writeHead(410).end(request.headers.authorization));
  const auth = authorizer('judge', lambda('judge.mjs'), { identity: { headers: ['authorization'] } });
  const spec = gateway('shop', {
    edge: {},
    routes: [
      route('GET /order', { auth, api: 'rest', to: lambda('gone.mjs') }),
      route('GET /page', { auth: 'public', to: lambda('gone.mjs') }),
      route('GET /stream', { auth, api: 'rest', to: lambda('streamed.mjs', { streaming: true }) }),
      route('GET /proxied', { auth: 'public', to: http(`${backend.url}/`) }),
      route('GET /seen', { auth, api: 'rest', to: lambda('seen.mjs') }),
    ],
  });
  shop = await servedShop(spec, { region: 'us-east-1', files });
}, 60_000);

afterAll(async () => {
  await shop?.close();
  backend?.close();
});

async function call(path: string, authorization?: string) {
  const answer = await fetch(shop.local.url + path, authorization === undefined ? {} : { headers: { authorization } });
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
