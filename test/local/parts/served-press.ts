import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../../lib/bundling/bundle-functions.js';
import { type Bundler, fromUrl, synthesize } from '../../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../../lib/local/index.js';
import type { Split } from '../../../lib/spec/split.js';
import { press } from '../../fixtures/gateways/split.js';
import { collect } from '../server/gateway-harness.js';

/** Of the meter `houses`. */
export const SECRET = 'forty characters that nobody will guess.';
export const ISSUER = 'https://id.press.example/';

/** Tells what it saw, but for what only one API has: its id and address. The proof `wrong` is none. */
const code = (id: string) => `export const handler = async (event) => {
  if (event.type === 'REQUEST') return check(event);
  if (event.queryStringParameters?.fail) throw new Error('torn');
  const { routeKey = event.httpMethod + ' ' + event.resource, pathParameters, queryStringParameters, body } = event;
  const { authorizer, stage } = event.requestContext;
  const { 'x-amzn-trace-id': _, 'X-Amzn-Trace-Id': __, ...headers } = event.headers;
  const seen = { by: ${JSON.stringify(id)}, routeKey, pathParameters, queryStringParameters, body, authorizer, stage, headers };
  delete seen.authorizer?.integrationLatency;
  return { statusCode: 203, headers: { 'x-own': 'yes', 'content-type': 'application/json' }, body: JSON.stringify(seen) };
};
const check = (event) => {
  const proof = event.headers['x-proof'] ?? event.headers['X-Proof'];
  if (event.version === '2.0') return { isAuthorized: proof !== 'wrong', context: { proof } };
  const Effect = proof === 'wrong' ? 'Deny' : 'Allow';
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }];
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, context: { proof } };
};`;

export interface Presses {
  /** The press, split so, from its own templates. */
  readonly serve: (name: string, split: Split | false) => Promise<LocalGateway>;
  readonly close: () => Promise<void>;
}

/** Presses whose issuers have one key and whose backends are one server on this machine. */
export async function startPresses(): Promise<Presses> {
  const work = mkdtempSync(join(tmpdir(), 'gatewright-parts-'));
  const { url, close } = await startBackend();
  const gateways: LocalGateway[] = [];
  const states = join(work, 'states');
  mkdirSync(states);
  return {
    async serve(name, split) {
      const bundler = ownBundler(join(work, 'code'));
      const options = { codeRoot: work, outdir: join(work, name), backends: { legacy: fromUrl(`${url}/v1`) }, bundler };
      const assembly = synthesize(press(split), options);
      const gateway = await serveModel({
        model: () => readModel(assembly),
        host: '127.0.0.1',
        port: 0,
        logger: collect(),
        standIns: new Map(['files', 'imprints'].map((host) => [`https://${host}.press.example`, url])),
        stateDirectory: stateOf(states, name, gateways.length === 0),
      });
      gateways.push(gateway);
      return gateway;
    },
    async close() {
      for (const gateway of gateways) await gateway.close(0);
      close();
      rmSync(work, { recursive: true, force: true });
    },
  };
}

/** That of the first is copied, with the keys of its issuer. */
function stateOf(states: string, name: string, isFirst: boolean): string {
  const [first, own] = [join(states, 'first'), join(states, name)];
  if (!isFirst) cpSync(first, own, { recursive: true });
  const state = isFirst ? first : own;
  mkdirSync(state, { recursive: true });
  writeFileSync(join(state, 'secrets.json'), JSON.stringify({ 'press/houses': SECRET }));
  return state;
}

/** Bundles the functions that Gatewright brings, and stands in for handlers. */
function ownBundler(directory: string): Bundler {
  return (functions, options) => {
    const isOurs = ({ kind }: (typeof functions)[number]) => kind === 'authorizer' || kind === 'transformer';
    const stoodIn = functions
      .filter((fn) => !isOurs(fn))
      .map(({ id }) => {
        const bundle = join(directory, id);
        mkdirSync(bundle, { recursive: true });
        writeFileSync(join(bundle, 'index.mjs'), code(id));
        return [id, { directory: bundle, handler: 'index.handler', hash: `${id}${'a'.repeat(64)}` }] as const;
      });
    return new Map([...stoodIn, ...bundleFunctions(functions.filter(isOurs), options)]);
  };
}

async function startBackend() {
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method, url, headers } = incoming;
    response.writeHead(207, { 'x-backend': 'yes', 'content-type': 'application/json' });
    response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
