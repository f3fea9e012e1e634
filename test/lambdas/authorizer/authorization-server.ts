import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exchangeTokens } from '../../../lambdas/authorizer/exchange/exchange-tokens.js';
import { introspectTokens } from '../../../lambdas/authorizer/introspection/introspect-tokens.js';
import { verifyJwts } from '../../../lambdas/authorizer/jwt/verify-jwts.js';
import { askAsClient } from '../../../lambdas/authorizer/oauth/ask-as-client.js';
import type { Parts, Services } from '../../../lambdas/authorizer/parts.js';
import type { IntrospectionSchemeConfig } from '../../../lib/plan/plan.js';
import type { TokenExchange } from '../../../lib/spec/token-exchange.js';
import { NOW_MS } from './fixtures.js';

export const INTROSPECTION = '/introspect';
export const TOKEN = '/token';
export const DISCOVERY = '/.well-known/openid-configuration';
export const SECRETS = '/secrets/';
export const SECRET_TEXT = JSON.stringify({ clientSecret: 's3:cret & more' });

export const ALL_PARTS: Parts = {
  jwt: verifyJwts,
  introspection: introspectTokens,
  exchange: exchangeTokens,
  askAsClient,
};

const CLIENT = { id: 'gate:way', secret: { kind: 'secret', id: 'shop/as', field: 'clientSecret' } } as const;

export function opaqueScheme(more: Partial<IntrospectionSchemeConfig> = {}): IntrospectionSchemeConfig {
  const endpoint = `https://as.example${INTROSPECTION}`;
  const header = 'authorization';
  return { kind: 'introspection', endpoint, client: CLIENT, audiences: [], cacheMaxTtlSeconds: 60, header, ...more };
}

export function exchangeFor(more: Partial<TokenExchange> = {}): TokenExchange {
  const endpoint = `https://as.example${TOKEN}`;
  return { kind: 'token-exchange', name: 'stock', endpoint, client: CLIENT, audience: 'stock-api', ...more };
}

export interface Seen {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface AuthorizationServer {
  readonly requests: Seen[];
  readonly countOf: (path: string) => number;
  /** Replaces what a path answers. */
  readonly answers: Map<string, RequestListener>;
  /** What a path answers, from its form. */
  readonly reply: (path: string, answer: (form: URLSearchParams) => unknown, status?: number) => void;
  /** Of a function whose network leads to this server alone, and whose clock the test turns. */
  readonly services: Services;
  readonly clock: { ms: number };
  readonly close: () => Promise<void>;
}

/** Endpoints of `https://as.example` and Secrets Manager on localhost, which know how to misbehave. */
export async function startAuthorizationServer(): Promise<AuthorizationServer> {
  const requests: Seen[] = [];
  const answers = new Map<string, RequestListener>();
  const bodies = new WeakMap<object, string>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    bodies.set(request, body);
    requests.push({ path: request.url ?? '', headers: request.headers, body });
    answers.get(request.url ?? '')?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const reply: AuthorizationServer['reply'] = (path, answer, status = 200) =>
    answers.set(path, (request, response) => {
      const form = new URLSearchParams(bodies.get(request));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer(form)));
    });
  reply(SECRETS, () => ({ SecretString: SECRET_TEXT }));
  const clock = { ms: NOW_MS };
  return {
    requests,
    countOf: (path) => requests.filter((request) => request.path === path).length,
    answers,
    reply,
    clock,
    services: {
      fetch: (url, init) => fetch(String(url).replace('https://as.example', base), init),
      // A busy machine is no slow endpoint: tests of those state less.
      timeoutMs: 10_000,
      nowMs: () => clock.ms,
      environment: {
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'AKIAFUNCTION',
        AWS_SECRET_ACCESS_KEY: 'of-the-function',
        AWS_SESSION_TOKEN: 'of-its-role',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
        AWS_ENDPOINT_URL_SECRETS_MANAGER: `${base}${SECRETS}`,
      },
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** An issuer of JWTs at the same place. */
export const JWT_ISSUER = 'https://as.example/';

export function serveKeys(server: AuthorizationServer, jwk: unknown): void {
  server.reply(DISCOVERY, () => ({ issuer: JWT_ISSUER, jwks_uri: `${JWT_ISSUER}keys` }));
  server.reply('/keys', () => ({ keys: [jwk] }));
}

const sends =
  (status: number, content: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(content);

/** For endpoints that never answer. */
export const SHORT = { timeoutMs: 1_000 };

/** How an endpoint can fail to answer, with the last words of the reason; reasons begin with who failed. */
export const MISBEHAVIOURS: readonly (readonly [
  string,
  RequestListener,
  'unreachable' | 'answers-too-much' | 'other',
])[] = [
  ['never answers', () => undefined, 'unreachable'],
  ['never finishes', (_request, response) => void response.write('{'), 'unreachable'],
  ['hangs up', (request) => request.socket.destroy(), 'unreachable'],
  ['answers without end', sends(200, `{"active":true,"a":"${'a'.repeat(600_000)}"}`), 'answers-too-much'],
  ['redirects', sends(307, '{"active":true}', { location: '/elsewhere' }), 'other'],
  ['is gone', sends(404, '{"active":true}'), 'other'],
  ['fails', sends(500, '{"active":true}'), 'other'],
  ['is busy', sends(429, '{"active":true}'), 'other'],
  ['answers nothing', sends(200, ''), 'other'],
  ['answers HTML', sends(200, '<html>active</html>'), 'other'],
  ['answers null', sends(200, 'null'), 'other'],
  ['answers a list', sends(200, '[{"active":true}]'), 'other'],
  ['answers a text where a member is no text', sends(200, '{"active":"true","access_token":7}'), 'other'],
];
