import { createHash } from 'node:crypto';
import { quotas } from '../facts/quotas.js';
import type { LambdaBackend } from '../spec/backend.js';
import type { JwtAuth } from '../spec/jwt.js';
import type { Route } from '../spec/route.js';
import type { AuthorizerPlan } from './plan.js';

/** Ids come from names, never from order: they end up in logical ids, which must not move. */

export const AUTHORIZER_FUNCTION_ID = 'jwt-authorizer';

const AUTHORIZER_SUFFIX = {
  'http-jwt': 'http',
  'rest-lambda-jwt': 'rest',
  'http-lambda-jwt': 'http-function',
} as const satisfies Record<AuthorizerPlan['kind'], string>;

export function authorizerId(auth: Pick<JwtAuth, 'name'>, kind: AuthorizerPlan['kind']): string {
  return `${auth.name}-${AUTHORIZER_SUFFIX[kind]}`;
}

/** `handlers/get-book.ts` → `handlers-get-book`; with another export than `handler` its name behind it. */
export function functionId(backend: LambdaBackend): string {
  const file = slug(backend.entry.replace(/\.[cm]?[jt]sx?$/, ''));
  return backend.export && backend.export !== 'handler' ? `${file}-${slug(backend.export)}` : file;
}

/** Routes of one integration id wait equally long for it. No name has a `_` in it, so no backend can be called like another's wait. */
export function integrationId(route: Route): string {
  const waits =
    route.timeoutMs === undefined || route.timeoutMs === quotas.restTimeoutMs.value ? '' : `_${route.timeoutMs}ms`;
  return `${backendId(route)}${waits}`;
}

function backendId({ to }: Route): string {
  switch (to.kind) {
    case 'lambda':
      return `lambda-${functionId(to)}`;
    case 'http':
      return `http-${slug(to.url.replace(/^https?:\/\//, '')).slice(0, 40)}-${digest(to.url)}`;
    case 'reply':
      return `reply-${to.status}-${digest(JSON.stringify([to.status, to.headers, to.body]))}`;
    case 'bound':
      return `bound-${to.name}`;
  }
}

function slug(text: string): string {
  return text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** 48 bits: two replies of one digest would be one integration, and one of the two would never be sent. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
