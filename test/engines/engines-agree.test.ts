import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundler, GatewayStack } from '../../lib/constructs/index.js';
import { type LocalGateway, readModel, serveModel } from '../../lib/local/index.js';
import { clinic } from '../fixtures/gateways/both-kinds.js';
import { everyScheme } from '../fixtures/gateways/every-scheme.js';
import { everything } from '../fixtures/gateways/everything-on.js';
import { collect } from '../local/server/gateway-harness.js';
import { asResources } from './as-resources.js';

const work = mkdtempSync(join(tmpdir(), 'gatewright-engines-'));
let backend: Server;
const closing: (() => unknown)[] = [];

/** Tells what it was sent; on demand it fails. */
const CODE = `export const handler = async (event) => {
  const query = event.queryStringParameters ?? {};
  if (query.fail === 'throw') throw new Error('torn');
  if (query.fail === 'nonsense') return { statusCode: 'none', body: [] };
  if (event.type === 'REQUEST') return allow(event);
  return { statusCode: 203, headers: { 'x-own': 'yes' }, body: JSON.stringify(event) };
};
const allow = (event) => {
  if (event.version === '2.0') return { isAuthorized: event.headers.authorization !== 'Bearer no', context: { seen: 'all' } };
  if (event.headers.Authorization === 'Bearer bad') throw new Error('Unauthorized');
  const Effect = event.headers.Authorization === 'Bearer no' ? 'Deny' : 'Allow';
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: event.methodArn }];
  return { principalId: 'ada', policyDocument: { Version: '2012-10-17', Statement }, context: { seen: JSON.stringify(event) } };
};`;
const bundler: Bundler = (functions) =>
  new Map(
    functions.map(({ id }) => {
      const directory = join(work, 'code', id);
      mkdirSync(directory, { recursive: true });
      writeFileSync(join(directory, 'index.mjs'), CODE);
      return [id, { directory, handler: 'index.handler', hash: 'a'.repeat(64) }];
    }),
  );

beforeAll(async () => {
  backend = createServer((incoming, response) => {
    const { method, url, headers } = incoming;
    response.writeHead(207, { 'x-backend': 'yes' }).end(JSON.stringify({ method, url, headers }));
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const close of closing) await close();
  backend.close();
  rmSync(work, { recursive: true, force: true });
});

async function serve(assembly: string, stateDirectory: string): Promise<LocalGateway> {
  const to = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
  const hosts = [
    ...['https://shelves.library.example', 'https://harvest.library.example'],
    ...['rates', 'branches', 'advice', 'profiles', 'ledger'].map((name) => `https://${name}.bank.example`),
  ];
  const gateway = await serveModel({
    model: () => readModel(assembly),
    host: '127.0.0.1',
    port: 0,
    logger: collect(),
    standIns: new Map(hosts.map((host) => [host, to])),
    stateDirectory,
  });
  closing.push(() => gateway.close(0));
  return gateway;
}

/** One spec, as bodies and as single resources. */
async function servedTwice(spec: typeof everything, name: string) {
  const outdir = join(work, `${name}-bodies`);
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  new GatewayStack(app, 'Twice', { gateway: unlimited(spec) as never, bundler });
  app.synth();
  const other = join(work, `${name}-resources`);
  cpSync(outdir, other, { recursive: true });
  const file = join(other, readdirSync(other).find((each) => each.endsWith('.template.json')) ?? '');
  writeFileSync(file, JSON.stringify(asResources(JSON.parse(readFileSync(file, 'utf8')))));
  const states = ['state', 'same-state'].map((each) => join(work, `${name}-${each}`)) as [string, string];
  const bodies = await serve(outdir, states[0]);
  cpSync(...states, { recursive: true }); // so that their issuers have one key
  const resources = await serve(other, states[1]);
  for (const gateway of [bodies, resources]) issueKey(gateway);
  return { bodies, resources };
}

const API_KEY = 'k'.repeat(30);

function issueKey({ keys }: LocalGateway): void {
  const most = Math.max(...keys.usagePlans().map(({ throttle }) => throttle?.burst ?? 0));
  const plan = keys.usagePlans().find(({ throttle }) => throttle?.burst === most);
  keys.issue({ usagePlanId: plan?.id ?? '', name: 'somebody', value: API_KEY });
}

/** Without limits of routes: two gateways would not refill at the same moment. */
const unlimited = (spec: typeof everything) => ({
  ...spec,
  routes: spec.routes.map(({ throttle: _limit, ...route }) => route),
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a caller sees, and what the function or the backend told of what it saw; ids, times and ports are not the same. */
async function answerOf({ url }: LocalGateway, { method, path, headers }: Sent) {
  const {
    statusCode,
    headers: answered,
    body,
  } = await request(`${url}${path}`, {
    method: method as 'GET',
    headers: { host: 'gateway.example', ...headers },
    ...(['GET', 'HEAD', 'OPTIONS'].includes(method) ? {} : { body: '{"a":1}' }),
  });
  const text = await body.text();
  return { status: statusCode, headers: stable(answered), body: stable(text) };
}

/** Ids and times: each request has its own. */
const OWN = new Set([
  ...['date', 'requesttime', 'requesttimeepoch', 'time', 'timeepoch', 'requestid', 'extendedrequestid', 'resourceid'],
  ...[
    'x-amzn-remapped-date',
    'apigw-requestid',
    'x-amzn-requestid',
    'x-amz-apigw-id',
    'x-amzn-trace-id',
    'content-length',
    'apikeyid',
    'integrationlatency',
  ],
]);

/** JSON within JSON is read as well, so that a difference shows where it is. */
function stable(value: unknown): unknown {
  if (typeof value === 'string') return /^[{[]/.test(value) ? stable(JSON.parse(value)) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(stable);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, OWN.has(key.toLowerCase()) ? 'its own' : stable(inner)]),
  );
}

const ORIGINS = [{}, { origin: 'https://library.example' }, { origin: 'https://elsewhere.example' }];
const preflight = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' };

describe.each([
  ['everything-on', everything],
  ['both-kinds', clinic as unknown as typeof everything],
  ['every-scheme', everyScheme as unknown as typeof everything],
])('the engines, for %s', (name, spec) => {
  let twice: Awaited<ReturnType<typeof servedTwice>>;
  let tokens: readonly (readonly [string, string])[];
  beforeAll(async () => {
    twice = await servedTwice(spec, name);
    tokens = await tokensOf(twice.bodies, spec);
  });

  it('read the same APIs', () => {
    const routesOf = ({ model }: LocalGateway) =>
      model().apis.map((api) =>
        (api.kind === 'rest'
          ? api.methods.map(({ path, httpMethod }) => `${httpMethod} ${path}`)
          : api.routes.map(({ routeKey }) => routeKey)
        ).toSorted(),
      );
    expect(routesOf(twice.resources)).toEqual(routesOf(twice.bodies));
    expect(routesOf(twice.bodies).flat().length).toBeGreaterThanOrEqual(spec.routes.length);
  });

  it('answer alike, whoever calls and wherever from', async () => {
    const seen = new Set<number>();
    for (const path of pathsOf(spec)) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) {
        for (const [index, [caller, authorization]] of tokens.entries()) {
          const headers = {
            ...ORIGINS[index % ORIGINS.length],
            ...(authorization && { authorization }),
            ...(caller === 'a partner' && { 'x-api-key': API_KEY }),
            ...(caller === 'somebody' && { 'x-terminal': 't-1', 'x-clerk': 'liar' }),
            ...(method === 'OPTIONS' && index % 2 === 0 && preflight),
          };
          const sent = { method, path, headers };
          const [bodies, resources] = await Promise.all([
            answerOf(twice.bodies, sent),
            answerOf(twice.resources, sent),
          ]);
          expect(resources, `${method} ${path} as ${caller}`).toEqual(bodies);
          seen.add(bodies.status);
        }
      }
    }
    expect([...seen]).toEqual(expect.arrayContaining([200, 203, 401, 403, 404]));
  }, 60_000);
});

function pathsOf({ routes }: typeof everything): readonly string[] {
  const paths = [
    ...new Set(routes.map(({ path }) => path.replace(/\{[^}]+\+\}/, 'x/y%20z').replace(/\{[^}]+\}/g, 'a%2Fb'))),
  ];
  return [
    ...paths.flatMap((path) => [path, `${path}?q=1&q=%20&fail=no&branch=7`]),
    '/nowhere',
    ...paths.map((path) => `${path}?fail=throw`).slice(0, 3),
    `${paths[1]}?fail=nonsense`,
  ];
}

async function tokensOf({ issuer, model }: LocalGateway, spec: typeof everything) {
  const known = model().issuers.find((name) => name.startsWith('https://id.')) ?? '';
  const good = await issuer()?.sign(known, { sub: 'ada', aud: spec.name, scope: 'titles:write results:read' });
  return [
    ['nobody', ''],
    ['somebody', `Bearer ${good}`],
    ['a liar', `Bearer ${good}x`],
    ['nonsense', 'Bearer bad'],
    ['a partner', ''],
  ] as const;
}
