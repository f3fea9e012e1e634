import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundler, GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { apiKey, gateway, jwt, lambda, reply, route, usagePlan } from '../../lib/spec/index.js';
import { collect } from '../local/server/gateway-harness.js';

const work = mkdtempSync(join(tmpdir(), 'gatewright-refusals-'));
const staff = jwt('staff', { issuer: 'https://id.kiosk.example/', audience: 'kiosk' });
const plan = usagePlan('little', { ratePerSecond: 50, burst: 90, quota: { requests: 1, per: 'week' } });
const partners = apiKey('partners', { plans: [plan] });
const API_KEY = 'k'.repeat(30);

const kiosk = gateway('kiosk', {
  cors: { origins: ['https://kiosk.example'] },
  routes: [
    route('GET /open', { auth: 'public', to: reply(200, { ok: true }), throttle: { ratePerSecond: 1, burst: 1 } }),
    route('GET /metered', { auth: partners, to: lambda('handlers/metered.ts') }),
    route('GET /staff', { auth: staff, to: lambda('handlers/staff.ts'), api: 'rest' }),
  ],
});

/** An authorizer that lets nobody in, and handlers that nobody gets to. */
const CODE = `export const handler = async (event) => {
  if (event.type !== 'REQUEST') return { statusCode: 200, body: '"in"' };
  const Statement = [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: event.methodArn }];
  return { principalId: 'nobody', policyDocument: { Version: '2012-10-17', Statement } };
};`;
const bundler: Bundler = (functions) =>
  new Map(
    functions.map(({ id }) => {
      const directory = join(work, 'code', id);
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'index.mjs'), CODE);
      return [id, { directory, handler: 'index.handler', hash: 'b'.repeat(64) }];
    }),
  );

let served: LocalGateway;
beforeAll(async () => {
  const outdir = join(work, 'assembly');
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  new GatewayStack(app, 'Kiosk', { gateway: kiosk, bundler });
  app.synth();
  const model = () => readModel(outdir);
  const where = { host: '127.0.0.1', port: 0, stateDirectory: join(work, 'state') };
  served = await serveModel({ model, logger: collect(), ...where });
  served.keys.issue({ usagePlanId: served.keys.usagePlans()[0]?.id ?? '', name: 'somebody', value: API_KEY });
});
afterAll(async () => {
  await served.close(0);
  rmSync(work, { recursive: true, force: true });
});

async function ask(path: string, headers: Readonly<Record<string, string>> = {}) {
  const {
    statusCode,
    headers: answered,
    body,
  } = await request(`${served.url}${path}`, {
    headers: { origin: 'https://kiosk.example', accept: 'application/json', ...headers },
  });
  return { status: statusCode, headers: answered, body: await body.json() };
}

/** The first answer of this status; a bucket may have refilled meanwhile. */
async function askUntil(status: number, path: string, headers: Readonly<Record<string, string>> = {}) {
  for (let tries = 0; tries < 20; tries++) {
    const answer = await ask(path, headers);
    if (answer.status === status) return answer;
  }
  throw new Error(`${path} never answered ${status}`);
}

const readable = { 'access-control-allow-origin': 'https://kiosk.example' };

describe('what a caller of a REST API reads that was refused', () => {
  it('for its pace: when to come back, as a problem that scripts may read', async () => {
    const { headers, body } = await askUntil(429, '/open');
    expect(headers).toMatchObject({
      ...readable,
      'access-control-expose-headers': 'Retry-After',
      'content-type': 'application/problem+json',
      'retry-after': '1',
    });
    expect(body).toMatchObject({ type: '/problems/throttled', status: 429 });
  });

  it('for its quota: in words when it comes back, and no time that is made up', async () => {
    const { headers, body } = await askUntil(429, '/metered', { 'x-api-key': API_KEY });
    expect(headers).toMatchObject({ ...readable, 'content-type': 'application/problem+json' });
    expect(headers).not.toHaveProperty('retry-after');
    expect(body).toMatchObject({
      type: '/problems/quota-exceeded',
      detail: expect.stringContaining('the next week of the plan'),
    });
  });

  it.each([
    [401, {}, 'Bearer realm="kiosk"'],
    [403, { authorization: 'Bearer good.but.poor' }, 'Bearer realm="kiosk", error="insufficient_scope"'],
  ])('%i: a challenge of RFC 6750', async (status, sent, challenge) => {
    const answer = await ask('/staff', sent);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({ ...readable, 'www-authenticate': challenge });
  });

  it('for a wrong key: no challenge for a token that nobody asked for', async () => {
    const { status, headers } = await ask('/metered', { 'x-api-key': 'w'.repeat(30) });
    expect(status).toBe(403);
    expect(headers).toMatchObject(readable);
    expect(headers).not.toHaveProperty('www-authenticate');
  });
});
