import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { type BundleInput, bundleFunctions } from '../lib/bundling/bundle-functions.js';
import type { AuthorizerConfig, IntrospectionSchemeConfig, JwtSchemeConfig, RouteRule } from '../lib/plan/plan.js';
import type { TokenExchange } from '../lib/spec/token-exchange.js';
import { median, report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const ISSUER = 'https://id.example/';
const users: JwtSchemeConfig = {
  kind: 'jwt',
  issuers: [ISSUER],
  audiences: ['shop'],
  algorithms: ['RS256'],
  clockToleranceSeconds: 10,
  header: 'authorization',
};
const client = { id: 'gateway', secret: { kind: 'secret', id: 'client' } } as const;
const partners: IntrospectionSchemeConfig = {
  kind: 'introspection',
  endpoint: `${ISSUER}introspect`,
  client,
  audiences: [],
  cacheMaxTtlSeconds: 60,
  header: 'x-partner',
};
const stock: TokenExchange = {
  kind: 'token-exchange',
  name: 'stock',
  endpoint: `${ISSUER}token`,
  client,
  audience: 'stock',
};
const JWT_ALONE: AuthorizerConfig = {
  schemes: { users },
  exchanges: {},
  routes: { 'GET /mine': { anyOf: [[{ scheme: 'users', scopes: [['read']], claims: [] }]], contextClaims: {} } },
};
const METERED: RouteRule = {
  anyOf: [[{ scheme: 'users', scopes: [], claims: [] }]],
  contextClaims: {},
  usageKey: { kind: 'claim', claim: 'tenant', secret: client.secret, gateway: 'shop', meter: 'tenants' },
};
/** What an authorizer has besides JWTs costs those gateways alone that name it. */
const MORE: Readonly<Record<string, AuthorizerConfig>> = {
  introspection: { ...JWT_ALONE, schemes: { users, partners } },
  'token exchange': { ...JWT_ALONE, exchanges: { stock } },
  'a meter': { ...JWT_ALONE, routes: { 'GET /mine': METERED } },
  'all of these': {
    schemes: { users, partners },
    exchanges: { stock },
    routes: { ...JWT_ALONE.routes, 'GET /metered': METERED },
  },
};
/** What the goals of its size and its load are. */
const BYTES = 20_000;
const LOAD_MS = 5;
const LOADS = 25;
const ROUNDS = 9;
const VERIFICATIONS = 1_000;

/** Size, load and warm verification of the bundled authorizer for JWTs alone, as it is deployed; and what more costs. */
export async function benchAuthorizer(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gatewright-bench-'));
  try {
    const file = bundleOf(JWT_ALONE, directory);
    const { size } = statSync(file);
    report({ name: 'JWT authorizer, minified', value: size, unit: 'bytes', baseline: BYTES, against: 'the goal' });
    for (const [what, config] of Object.entries(MORE))
      report({
        name: `authorizer with ${what}, minified`,
        value: statSync(bundleOf(config, directory)).size,
        unit: 'bytes',
        baseline: size,
        against: 'JWT alone',
      });
    benchLoad(file, directory);
    await benchVerification(file);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function bundleOf(config: AuthorizerConfig, cacheDirectory: string): string {
  const input: BundleInput = { kind: 'authorizer', id: 'authorizer', config };
  const bundle = bundleFunctions([input], { codeRoot: ROOT, cacheDirectory }).get('authorizer');
  if (!bundle) throw new Error('no bundle');
  return join(bundle.directory, 'index.mjs');
}

/** Beyond an empty module, by turns. The least of each counts: the rest is what else the machine does. */
function benchLoad(file: string, directory: string): void {
  const empty = join(directory, 'empty.mjs');
  writeFileSync(empty, 'export const handler = async () => ({});');
  const times = Array.from({ length: LOADS }, () => [loadMs(file), loadMs(empty)] as const);
  const value = Math.min(...times.map(([full]) => full)) - Math.min(...times.map(([, bare]) => bare));
  report({ name: 'JWT authorizer, load', value, unit: 'ms', baseline: LOAD_MS, against: 'the goal' });
}

/** In a process of its own, as at a cold start. */
function loadMs(file: string): number {
  const program = `const started = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)});
    process.stdout.write(String(performance.now() - started));`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' }));
}

/** The whole handler, event to answer, against jose alone on the same token. */
async function benchVerification(file: string): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', use: 'sig', alg: 'RS256' }] };
  const token = await new SignJWT({ sub: 'ada', scope: 'read write' })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuer(ISSUER)
    .setAudience('shop')
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey);
  const key = createLocalJWKSet(jwks);
  const options = { issuer: ISSUER, audience: 'shop', algorithms: ['RS256'], clockTolerance: 10 };
  const handler = await handlerOf(file, jwks);
  const event = {
    version: '2.0',
    type: 'REQUEST',
    routeKey: 'GET /mine',
    headers: { authorization: `Bearer ${token}` },
  };
  const [ours, jose]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await microseconds(() => handler(event)));
    jose.push(await microseconds(() => jwtVerify(token, key, options)));
  }
  report({
    name: 'JWT authorizer, warm',
    value: median(ours),
    unit: 'µs',
    baseline: median(jose),
    against: 'jose alone',
  });
}

type Handler = (event: unknown) => Promise<{ readonly isAuthorized?: boolean }>;

async function handlerOf(file: string, jwks: unknown): Promise<Handler> {
  const documents: Record<string, unknown> = {
    [`${ISSUER}.well-known/openid-configuration`]: { issuer: ISSUER, jwks_uri: `${ISSUER}keys` },
    [`${ISSUER}keys`]: jwks,
  };
  globalThis.fetch = async (url) => Response.json(documents[String(url)]);
  const { handler } = (await import(pathToFileURL(file).href)) as { handler: Handler };
  return async (event) => {
    const answer = await handler(event);
    if (!answer.isAuthorized) throw new Error('the token was refused');
    return answer;
  };
}

async function microseconds(verify: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  for (let count = 0; count < VERIFICATIONS; count += 1) await verify();
  return ((performance.now() - started) * 1_000) / VERIFICATIONS;
}
