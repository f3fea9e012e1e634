import type { ApiModel, CloudModel } from '../../local/model/cloud.js';
import type { HttpRoute } from '../../local/model/http-api.js';
import type { RestMethod } from '../../local/model/rest-api.js';
import type { Auth, SchemeAuth } from '../../spec/auth.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import type { CredentialsOf } from './credentials.js';
import { type CurlRequest, exampleRequest } from './curl-line.js';
import type { ModelCredentials } from './model-credentials.js';

export interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly caller: string;
  readonly summary: string;
  readonly request: CurlRequest;
}

/** A row for each route of a spec, with its example and what the route asks of its caller. */
export function rowsOfSpec(spec: GatewaySpec, base: string, credentialsOf: CredentialsOf): readonly RouteRow[] {
  return spec.routes.map((route) => {
    const { base: own, ...credentials } = credentialsOf(route);
    return {
      method: route.method,
      path: route.path,
      caller: callerText(route.auth ?? spec.auth ?? 'public'),
      summary: route.summary ?? '',
      request: exampleRequest(route, own ?? base, credentials),
    };
  });
}

const PROOFS: Record<SchemeAuth['kind'], string> = {
  jwt: 'token',
  introspection: 'token',
  cognito: 'token',
  'api-key': 'key',
  iam: 'signature',
  'mutual-tls': 'certificate',
  custom: 'authorizer',
};

function callerText(auth: Auth, isInner = false): string {
  if (auth === 'public') return 'public';
  if (auth.kind !== 'any-of' && auth.kind !== 'all-of') return `${auth.name} ${PROOFS[auth.kind]}`;
  const text = auth.parts.map((part) => callerText(part, true)).join(auth.kind === 'any-of' ? ' or ' : ' and ');
  return isInner ? `(${text})` : text;
}

/** A row for each route of an assembly that nothing but its templates is known of. */
export function rowsOfModel({ apis }: CloudModel, base: string, credentials: ModelCredentials): readonly RouteRow[] {
  return apis.flatMap((api) => (api.stages.length > 0 ? rowsOfApi(api, base, credentials) : []));
}

function rowsOfApi(api: ApiModel, base: string, credentials: ModelCredentials): readonly RouteRow[] {
  if (api.kind === 'http') return api.routes.map((route) => httpRow(api, route, base, credentials));
  const methods = api.methods.filter((method) => method.httpMethod !== 'OPTIONS');
  return methods.map((method) => restRow(api, method, base, credentials));
}

function httpRow(
  api: ApiModel,
  { routeKey, authorization }: HttpRoute,
  base: string,
  { token }: ModelCredentials,
): RouteRow {
  const [method = '', path = '/'] = routeKey === '$default' ? ['ANY', '/'] : routeKey.split(' ');
  const bearer = authorization.kind === 'JWT' ? token(api, authorization.authorizerId) : undefined;
  const headers = bearer === undefined ? [] : [['authorization', `Bearer ${bearer}`] as const];
  return plainRow(method, path, authorization.kind === 'NONE' ? 'public' : authorization.kind, base, headers);
}

function restRow(api: ApiModel, method: RestMethod, base: string, { apiKey }: ModelCredentials): RouteRow {
  const { httpMethod, path, authorization, apiKeyRequired } = method;
  const asked = [authorization.kind === 'NONE' ? '' : authorization.kind, apiKeyRequired ? 'API key' : ''].filter(
    Boolean,
  );
  const key = apiKeyRequired ? apiKey(api) : undefined;
  const headers = key === undefined ? [] : [['x-api-key', key] as const];
  return plainRow(httpMethod, path, asked.join(' and ') || 'public', base, headers);
}

function plainRow(
  method: string,
  path: string,
  caller: string,
  base: string,
  headers: CurlRequest['headers'],
): RouteRow {
  return { method, path, caller, summary: '', request: exampleRequest({ method, path }, base, { headers }) };
}
