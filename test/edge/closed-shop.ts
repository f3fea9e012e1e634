import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { gateway, lambda, reply, route } from '../../lib/spec/index.js';
import { quietApp } from '../constructs/support/synth.js';
import { type Collected, collect } from '../local/server/gateway-harness.js';

export const HEADER = 'x-gatewright-origin';

const spec = gateway('shop', {
  edge: {},
  routes: [
    route('GET /books', { auth: 'public', to: lambda('echo.mjs') }),
    route('GET /keyed', { auth: 'public', api: 'rest', to: lambda('echo.mjs') }),
    route('GET /health', { auth: 'public', to: reply(200, { ok: true }) }),
  ],
});

/** Answers the names of the headers that it sees. */
const ECHO = `export const handler = async ({ headers }) => ({
  statusCode: 200,
  body: JSON.stringify(Object.keys(headers).map((name) => name.toLowerCase())),
});`;

export interface ClosedShop {
  readonly local: LocalGateway;
  /** A route of each API, at the API's own address. */
  readonly direct: { readonly http: string; readonly rest: string };
  readonly secretName: string;
  readonly logs: Collected;
  readonly close: () => Promise<void>;
}

/** A gateway of both API types behind an edge, synthesized for a region, bundled and served. */
export async function closedShop(region: string): Promise<ClosedShop> {
  const root = mkdtempSync(join(tmpdir(), 'gatewright-closed-origin-'));
  writeFileSync(join(root, 'echo.mjs'), ECHO);
  const app = quietApp();
  const env = { account: '222233334444', region };
  const stack = new GatewayStack(app, 'Shop', { gateway: spec, codeRoot: root, env });
  for (const construct of stack.node.findAll()) if (construct instanceof CfnFunction) hurry(construct);
  const logs = collect();
  const local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: logs,
  });
  const idOf = (kind: 'http' | 'rest') => local.model().apis.find((api) => api.kind === kind)?.apiId;
  return {
    local,
    direct: {
      http: `${local.url}/_aws/execute-api/${idOf('http')}/$default/books`,
      rest: `${local.url}/_aws/execute-api/${idOf('rest')}/live/keyed`,
    },
    secretName: `gatewright/${region}/Shop/shop/origin`,
    logs,
    async close() {
      await local.close(0);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** A rotation waits until authorizers have read again: under a second in place of a minute and two and a half. */
function hurry(fn: CfnFunction): void {
  fn.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_KEPT_SECONDS', '0.5');
  fn.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_SETTLE_SECONDS', '0.7');
}

export async function statusOf(url: string, secret?: string): Promise<number> {
  const answer = await fetch(url, secret === undefined ? {} : { headers: { [HEADER]: secret } });
  await answer.arrayBuffer();
  return answer.status;
}
