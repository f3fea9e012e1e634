import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { AuthorizerAnswer, HttpEvent, RestEvent } from '../../../lambdas/authorizer/event.js';
import type { issuerKeys } from '../../../lambdas/authorizer/jwt/issuer-keys.js';
import { verifyJwt } from '../../../lambdas/authorizer/jwt/verify-jwts.js';
import type { Checks } from '../../../lambdas/authorizer/parts.js';
import type { AuthorizerConfig, JwtSchemeConfig, RouteRule } from '../../../lib/plan/plan.js';

export const NOW_S = 1_800_000_000;
export const NOW_MS = NOW_S * 1000;

export const METHOD_ARN = 'arn:aws:execute-api:eu-central-1:111122223333:a1b2c3d4e5/live/POST/orders/77/items';

export function schemeFor(issuer: string, more: Partial<JwtSchemeConfig> = {}): JwtSchemeConfig {
  const audiences = ['bookshop', 'bookshop-mobile'];
  const algorithms = ['RS256', 'RS384', 'RS512'] as const;
  const header = 'authorization';
  return { kind: 'jwt', issuers: [issuer], audiences, algorithms, clockToleranceSeconds: 10, header, ...more };
}

/** A route for callers of one scheme. */
export function ruleFor(scheme: string, scopes: readonly (readonly string[])[] = []): RouteRule {
  return { anyOf: [[{ scheme, scopes, claims: [] }]], contextClaims: {} };
}

export function configFor(issuer: string, more: Partial<JwtSchemeConfig> = {}): AuthorizerConfig {
  return {
    schemes: { customers: schemeFor(issuer, more) },
    exchanges: {},
    routes: {
      'POST /orders/{id}/items': ruleFor('customers', [['orders:write', 'orders:admin']]),
      'GET /me': ruleFor('customers'),
      'ANY /files/{path+}': ruleFor('customers'),
      'GET /orphan': ruleFor('forgotten'),
    },
  };
}

/** Checks of JWT schemes with keys of the test's own. */
export function jwtChecks(
  { schemes }: AuthorizerConfig,
  keysOf: ReturnType<typeof issuerKeys>,
  nowMs: () => number = () => NOW_MS,
): Checks {
  const verify = Object.entries(schemes).flatMap(([name, scheme]) =>
    scheme.kind === 'jwt' ? [[name, (token: string) => verifyJwt(token, scheme, keysOf, nowMs())] as const] : [],
  );
  return { verify: new Map(verify), exchange: new Map() };
}

/** Whether an answer lets the request through, in the form of either API. */
export function isAllowed(answer: AuthorizerAnswer): boolean {
  return 'isAuthorized' in answer ? answer.isAuthorized : answer.policyDocument.Statement[0].Effect === 'Allow';
}

type HeaderValues = string | readonly string[] | undefined;

/** As an HTTP API asks, payload format 2.0: it joins headers of one name. */
export function httpEventFor(
  routeKey: string,
  authorization: HeaderValues,
  more: Readonly<Record<string, string>> = {},
): HttpEvent {
  const headers = { ...more, ...(authorization !== undefined && { authorization: [authorization].flat().join(',') }) };
  return { version: '2.0', type: 'REQUEST', routeKey, headers, requestContext: { requestId: 'req-41' } };
}

export function eventFor(
  route: string,
  authorization: HeaderValues,
  more: Readonly<Record<string, string>> = {},
): RestEvent {
  const [httpMethod = '', resource = ''] = route.split(' ');
  const values = authorization === undefined ? [] : [authorization].flat();
  const last = values.at(-1);
  const others = Object.entries(more).map(([name, value]) => [name, [value]] as const);
  return {
    type: 'REQUEST',
    methodArn: METHOD_ARN,
    httpMethod,
    resource,
    headers: { ...more, ...(last !== undefined && { Authorization: last }) },
    multiValueHeaders: { ...Object.fromEntries(others), ...(values.length > 0 && { Authorization: values }) },
    requestContext: { requestId: 'req-41' },
  };
}

export type Keys = Awaited<ReturnType<typeof makeKeys>>;

export async function makeKeys() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', use: 'sig' };
  return { publicKey, privateKey, jwk };
}

/** A token that is right in all; `claims` of undefined are left out. */
export function sign(
  keys: Pick<Keys, 'privateKey'>,
  issuer: string,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const all = {
    iss: issuer,
    aud: 'bookshop',
    sub: 'ada',
    exp: NOW_S + 600,
    scope: 'books:read orders:write',
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return new SignJWT(kept).setProtectedHeader({ alg: 'RS256', kid: 'key-1', ...header }).sign(keys.privateKey);
}

/** Three base64url parts that no key has signed. */
export function unsigned(header: unknown, payload: unknown, signature = 'c2ln'): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part(payload)}.${signature}`;
}

export interface LocalIssuer {
  readonly issuer: string;
  readonly requests: string[];
  /** Replaces what a path answers. */
  readonly answers: Map<string, RequestListener>;
  readonly close: () => Promise<void>;
}

/** An issuer on localhost that knows how to misbehave. */
export async function startIssuer(jwks: () => unknown): Promise<LocalIssuer> {
  const requests: string[] = [];
  const answers = new Map<string, RequestListener>();
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    answers.get(request.url ?? '')?.(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  answers.set(
    '/.well-known/openid-configuration',
    json(() => ({ issuer, jwks_uri: `${issuer}keys` })),
  );
  answers.set('/keys', json(jwks));
  return { issuer, requests, answers, close: () => stop(server) };
}

export function json(value: () => unknown): RequestListener {
  return (_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify(value()));
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
