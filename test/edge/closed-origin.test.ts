import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { quietApp } from '../constructs/support/synth.js';
import { collect } from '../local/server/gateway-harness.js';
import { rotated } from './rotated.js';

const HEADER = 'x-gatewright-origin';
const SECRET = 'gatewright/us-east-1/Shop/shop/origin';

const spec = gateway('shop', {
  edge: {},
  routes: [
    route('GET /books', { auth: 'public', to: lambda('echo.mjs') }),
    route('GET /keyed', { auth: 'public', api: 'rest', to: lambda('echo.mjs') }),
    route('GET /health', { auth: 'public', to: reply(200, { ok: true }) }),
  ],
});

const ECHO = `export const handler = async ({ headers }) => ({
  statusCode: 200,
  body: JSON.stringify(Object.keys(headers).map((name) => name.toLowerCase())),
});`;

const root = mkdtempSync(join(tmpdir(), 'gatewright-closed-origin-'));
const logs = collect();
let local: LocalGateway;
let direct: { readonly http: string; readonly rest: string };

beforeAll(async () => {
  writeFileSync(join(root, 'echo.mjs'), ECHO);
  const app = quietApp();
  const stack = new GatewayStack(app, 'Shop', {
    gateway: spec,
    codeRoot: root,
    env: { account: '222233334444', region: 'us-east-1' },
  });
  for (const construct of stack.node.findAll()) if (construct instanceof CfnFunction) hurry(construct);
  local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: logs,
  });
  const [http, rest] = (['http', 'rest'] as const).map((kind) => local.model().apis.find((api) => api.kind === kind));
  direct = {
    http: `${local.url}/_aws/execute-api/${http?.apiId}/$default/books`,
    rest: `${local.url}/_aws/execute-api/${rest?.apiId}/live/keyed`,
  };
}, 60_000);
afterAll(async () => {
  await local?.close(0);
  rmSync(root, { recursive: true, force: true });
});

/** A rotation waits for authorizers: a second each in place of one minute and two and a half. */
function hurry(fn: CfnFunction): void {
  fn.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_KEPT_SECONDS', '0.5');
  fn.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_SETTLE_SECONDS', '0.7');
}

const statusOf = async (url: string, secret?: string): Promise<number> => {
  const answer = await fetch(url, secret === undefined ? {} : { headers: { [HEADER]: secret } });
  await answer.arrayBuffer();
  return answer.status;
};

const current = () => rotated(local).value('AWSCURRENT');

describe.each(['http', 'rest'] as const)('the %s API behind an edge', (api) => {
  it('refuses a direct call', async () => {
    expect(await statusOf(direct[api])).toBe(403);
  });

  it.each(['made-up', 'x'.repeat(64), '', '{{resolve:secretsmanager:x}}'])(
    'refuses a direct call with %j',
    async (made) => {
      expect(await statusOf(direct[api], made)).toBe(403);
    },
  );

  it('answers one with the secret, which nobody but the edge has', async () => {
    expect(await statusOf(direct[api], await current())).toBe(200);
  });
});

describe('the edge', () => {
  it.each(['/books', '/keyed', '/health'])('answers %s', async (path) => {
    expect(await statusOf(local.url + path)).toBe(200);
  });

  it.each(['/books', '/keyed'])(
    'overwrites what a caller of %s sends, and no handler sees what it sends',
    async (path) => {
      const answer = await fetch(local.url + path, { headers: { [HEADER]: 'made-up' } });
      expect(answer.status).toBe(200);
      const seen = await answer.json();
      expect(seen).toContain('host');
      expect(seen).not.toContain(HEADER);
    },
  );
});

describe('a rotation', () => {
  it('fails no request, and the value before the last is refused from then on', async () => {
    const first = await current();
    const second = await rotate();
    expect(second).not.toBe(first);
    await expectAccepted({ [second]: 200, [first]: 200 });
    const third = await rotate();
    await expectAccepted({ [third]: 200, [second]: 200, [first]: 403 });
  }, 20_000);

  it('leaves no value in a log', async () => {
    const values = await Promise.all(['AWSCURRENT', 'AWSPREVIOUS'].map((stage) => rotated(local).value(stage)));
    const logged = JSON.stringify([logs.functionLogs, logs.accessLogs, logs.warnings, logs.notices]);
    expect(logged).toContain('waiting until the APIs know the new secret');
    for (const value of values) expect(logged).not.toContain(value);
  });

  async function rotate(): Promise<string> {
    let isOver = false;
    const load = ['/books', '/keyed'].map(async (path) => {
      const statuses: number[] = [];
      while (!isOver) statuses.push(await statusOf(local.url + path));
      return statuses;
    });
    const value = await rotated(local)
      .rotate(SECRET)
      .finally(() => {
        isOver = true;
      });
    const statuses = (await Promise.all(load)).flat();
    expect(statuses.length).toBeGreaterThan(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    return value;
  }

  async function expectAccepted(expected: Readonly<Record<string, number>>): Promise<void> {
    // Authorizers keep values for half a second here.
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const [value, status] of Object.entries(expected)) {
      expect(await statusOf(direct.http, value)).toBe(status);
      expect(await statusOf(direct.rest, value)).toBe(status);
    }
  }
});
