import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { GatewayStack } from '../../lib/constructs/index.js';
import { apiOutput } from '../../lib/constructs/outputs.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import type { GatewaySpec } from '../../lib/spec/index.js';
import { quietApp } from '../constructs/support/synth.js';
import { type Collected, collect } from '../local/server/gateway-harness.js';

export const HEADER = 'x-gatewright-origin';

export interface ServedShop {
  readonly local: LocalGateway;
  readonly logs: Collected;
  /** What the outputs of its stack call an API of the plan: `http-o`. */
  readonly idOf: (api: string) => string;
  readonly close: () => Promise<void>;
}

interface ShopProps {
  readonly region: string;
  /** Path → code of a handler. */
  readonly files: Readonly<Record<string, string>>;
  /** @default none */
  readonly standIns?: ReadonlyMap<string, string>;
}

/** A gateway as the stack `Shop`, synthesized for a region, bundled and served. */
export async function servedShop(spec: GatewaySpec, { region, files, standIns }: ShopProps): Promise<ServedShop> {
  const root = mkdtempSync(join(tmpdir(), 'gatewright-shop-'));
  for (const [path, code] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  const app = quietApp();
  const env = { account: '222233334444', region };
  const stack = new GatewayStack<GatewaySpec>(app, 'Shop', { gateway: spec, codeRoot: root, env, backends: {} });
  for (const construct of stack.node.findAll()) if (construct instanceof CfnFunction) hurry(construct);
  const logs = collect();
  const local = await serveModel({
    model: readModel(app.synth().directory),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(root, 'state'),
    logger: logs,
    ...(standIns && { standIns }),
  });
  return {
    local,
    logs,
    idOf(id) {
      const plan = stack.gateway.plan.apis.find((one) => one.id === id);
      const value = plan && local.model().outputs.Shop?.[apiOutput(plan, 'Id')];
      if (value === undefined) throw new Error(`The stack has no output for the API ${id}`);
      return value;
    },
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
