import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { App } from 'aws-cdk-lib/core';
import { GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { edgeCheck } from './gateway.js';

export interface ServedEdge {
  readonly local: LocalGateway;
  /** The address of each API, around the edge. */
  readonly direct: { readonly http: string; readonly rest: string };
  readonly catalogue: { readonly stop: () => void };
  readonly close: () => Promise<void>;
}

/** The gateway of the check, synthesized and served; functions that wait for minutes on AWS wait for a second. */
export async function serveEdge(work: string): Promise<ServedEdge> {
  const catalogue = await startCatalogue();
  const local = await serveModel({
    model: readModel(synthesized(join(work, 'cdk.out'))),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(work, 'state'),
    standIns: new Map([['https://catalogue.example', catalogue.url]]),
    logger: { functionLog: () => {}, notice: () => {}, warn: (line) => console.log(`        ${line}`) },
  });
  const mounted = (kind: 'http' | 'rest', stage: string) =>
    `${local.url}/_aws/execute-api/${local.model().apis.find((api) => api.kind === kind)?.apiId}/${stage}`;
  return {
    local,
    direct: { http: mounted('http', '$default'), rest: mounted('rest', 'live') },
    catalogue,
    close: async () => {
      await local.close(0);
      catalogue.stop();
    },
  };
}

function synthesized(outdir: string): string {
  const app = new App({ outdir, analyticsReporting: false });
  const codeRoot = fileURLToPath(new URL('.', import.meta.url));
  const env = { account: '222233334444', region: 'us-east-1' };
  const stack = new GatewayStack(app, 'Shop', { gateway: edgeCheck, codeRoot, env });
  for (const construct of stack.node.findAll()) {
    if (!(construct instanceof CfnFunction)) continue;
    construct.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_KEPT_SECONDS', '0.5');
    construct.addPropertyOverride('Environment.Variables.GATEWRIGHT_ORIGIN_SETTLE_SECONDS', '0.7');
  }
  return app.synth().directory;
}

async function startCatalogue(): Promise<{ readonly url: string; readonly stop: () => void }> {
  let served = 0;
  const server = createServer((_request, response) => {
    served += 1;
    response.end(JSON.stringify({ served }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}
