import type { LocalGateway } from '../../local/server/local-gateway.js';
import { routeAccess } from '../../plan/route-access.js';
import { type Access, headerOf } from '../../spec/access.js';
import type { ApiKeyAuth, TokenAuth } from '../../spec/auth.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { DEFAULT_TOKEN_HEADER } from '../../spec/jwt.js';
import type { Route } from '../../spec/route.js';
import { routesWithTokens, type TokenUser } from '../routes-with-tokens.js';
import { requestFor } from '../token-request.js';
import type { CurlRequest } from './curl-line.js';
import type { PartnerKeys } from './partner-key.js';

/** A day: the printed lines are meant to be pasted for as long as somebody works. */
export const TOKEN_LIFETIME_SECONDS = 86_400;

/** What a `curl` line has to say so that the route lets it in. */
export type RouteCredentials = Pick<CurlRequest, 'headers' | 'options'> & {
  /** Where the route is called, if not at the gateway's own address. */
  readonly base?: string;
};

/** Credentials for the routes of a spec, made by the gateway that will check them. */
export type CredentialsOf = (route: Route) => RouteCredentials;

export async function localCredentials(
  spec: GatewaySpec,
  gateway: LocalGateway,
  partners: PartnerKeys,
): Promise<CredentialsOf> {
  const tokens = await tokensOf(spec, gateway);
  const schemes = new Map(spec.routes.flatMap((route) => keySchemeOf(route, spec)));
  const keys = new Map(
    await Promise.all([...schemes].map(async ([name, scheme]) => [name, await partners.ofScheme(scheme)] as const)),
  );
  for (const { scheme, tenant } of tenantsOf(spec, tokens)) await partners.letIn(scheme, tenant);
  return (route) => {
    const access = routeAccess(route, spec);
    const [alternative = []] = access.tokens;
    const headers = [
      ...(access.apiKey && !access.apiKey.meter
        ? [['x-api-key', keys.get(access.apiKey.name) ?? 'NO-KEY-ISSUED'] as const]
        : []),
      ...alternative.map((auth) => tokenHeader(auth, tokens.get(tokenKey(auth))?.token)),
      ...(access.custom?.identityHeaders ?? []).map((name) => [name, `WHAT-${access.custom?.name}-TAKES`] as const),
    ];
    return { headers, ...signature(access, gateway), ...certificate(access, gateway) };
  };
}

function keySchemeOf(route: Route, spec: GatewaySpec): readonly (readonly [string, ApiKeyAuth])[] {
  const scheme = routeAccess(route, spec).apiKey;
  return scheme && !scheme.meter ? [[scheme.name, scheme]] : [];
}

/** Whom the tokens of the printed lines count for, at each meter once. */
function tenantsOf(
  spec: GatewaySpec,
  tokens: ReadonlyMap<string, MadeToken>,
): readonly { readonly scheme: ApiKeyAuth; readonly tenant: string }[] {
  const all = spec.routes.flatMap((route) => {
    const {
      apiKey: scheme,
      tokens: [alternative = []],
    } = routeAccess(route, spec);
    const values = alternative.map((auth) => tokens.get(tokenKey(auth))?.claims[scheme?.meter?.claim ?? '']);
    const tenant = values.find((value) => typeof value === 'string');
    return scheme && tenant !== undefined ? [{ scheme, tenant }] : [];
  });
  return [...new Map(all.map((one) => [`${one.scheme.name} ${one.tenant}`, one])).values()];
}

/** Routes share the token of their scheme. Of a user pool, some take access tokens and others identity tokens. */
function tokenKey(auth: TokenAuth): string {
  return auth.kind === 'cognito' && auth.scopes.length === 0 ? `${auth.name} id` : auth.name;
}

interface MadeToken {
  readonly token: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

async function tokensOf(spec: GatewaySpec, gateway: LocalGateway): Promise<ReadonlyMap<string, MadeToken>> {
  const users = new Map<string, TokenUser[]>();
  for (const user of routesWithTokens(spec)) {
    const key = tokenKey(user.auth);
    users.set(key, [...(users.get(key) ?? []), user]);
  }
  const made = await Promise.all(
    [...users].map(async ([key, group]) => [key, await tokenFor(group, gateway)] as const),
  );
  return new Map(made.flatMap(([key, token]) => (token === undefined ? [] : [[key, token] as const])));
}

async function tokenFor(users: readonly TokenUser[], gateway: LocalGateway): Promise<MadeToken | undefined> {
  const { by, audience, scopes, claims, algorithms, type } = requestFor(users, Date.now());
  const scope = scopes.join(' ');
  const all: MadeToken['claims'] = {
    sub: 'local-user',
    ...(audience && { aud: audience }),
    ...(scope && { scope }),
    ...claims,
  };
  const issuer = gateway.issuer();
  const expiresInSeconds = TOKEN_LIFETIME_SECONDS;
  const token =
    by.kind === 'endpoint'
      ? issuer?.opaque(by.url, all, { expiresInSeconds })
      : await issuer?.sign(by.issuer, all, { expiresInSeconds, alg: algorithms[0] ?? 'RS256', type });
  return token === undefined ? undefined : { token, claims: all };
}

function tokenHeader(auth: TokenAuth, token = 'NO-TOKEN-MADE'): readonly [string, string] {
  const header = headerOf(auth);
  return [header, header === DEFAULT_TOKEN_HEADER ? `Bearer ${token}` : token];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */
function signature({ iam }: Access, { credential, model }: LocalGateway): Pick<RouteCredentials, 'options'> {
  if (!iam || !credential) return {};
  const { accessKeyId, secretAccessKey } = credential;
  const scope = `aws:amz:${model().region}:execute-api`;
  return { options: ['--aws-sigv4', scope, '--user', `${accessKeyId}:${secretAccessKey}`] };
}

/** The authority's key is the user's own, so no certificate can be made here. */
function certificate({ mutualTls }: Access, gateway: LocalGateway): Pick<RouteCredentials, 'options' | 'base'> {
  const domain = gateway.domains().find((one) => one.mutualTls);
  if (!mutualTls || !domain) return {};
  return { base: domain.url, options: ['--insecure', '--cert', 'client.pem', '--key', 'client.key'] };
}
