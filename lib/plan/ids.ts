import { createHash } from 'node:crypto';
import { quotas } from '../facts/quotas.js';
import type { CustomAuth } from '../spec/authorizer.js';
import type { LambdaBackend } from '../spec/backend.js';
import { plainFile } from '../spec/plain-file.js';
import { remembered } from '../spec/remembered.js';
import type { Route } from '../spec/route.js';
import type { Transform } from '../spec/transform.js';
import type { ApiType, AuthorizerPlan, HeaderSource } from './plan.js';

/** Ids come from names, never from order: they end up in logical ids, which must not move. */

export const AUTHORIZER_FUNCTION_ID = 'authorizer';
export const KEY_KEEPER_FUNCTION_ID = 'key-keeper';
export const ORIGIN_KEEPER_FUNCTION_ID = 'origin-keeper';
export const TRANSFORMER_FUNCTION_ID = 'transformer';

const AUTHORIZER_SUFFIX = {
  'http-jwt': 'http',
  'rest-cognito': 'rest-cognito',
  'rest-lambda': 'rest',
  'http-lambda': 'http-function',
} as const satisfies Record<AuthorizerPlan['kind'], string>;

/** In characters. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-authorizers.html `StringWithLengthBetween1And128` */
const LONGEST_AUTHORIZER_NAME = 128;

/**
 * What an authorizer is called in its API. No name has a `_` in it, so no scheme can be called like a combination of others;
 * what is too long for API Gateway ends in a digest.
 */
export function authorizerId(schemes: readonly string[], kind: AuthorizerPlan['kind'], variant?: string): string {
  const name = `${schemes.join('_')}-${AUTHORIZER_SUFFIX[kind]}${variant ? `-${variant}` : ''}`;
  return shortened(name, LONGEST_AUTHORIZER_NAME);
}

export function customAuthorizerId({ name }: Pick<CustomAuth, 'name'>, api: ApiType): string {
  return authorizerId([name], api === 'rest' ? 'rest-lambda' : 'http-lambda');
}

/** `handlers/get-book.ts` → `handlers-get-book`; with another export than `handler` its name behind it. */
export function functionId(backend: LambdaBackend): string {
  const file = fileId(backend.entry);
  return backend.export && backend.export !== 'handler' ? `${file}-${slug(backend.export)}` : file;
}

const fileId = remembered((entry) => slug(plainFile(entry).replace(/\.[cm]?[jt]sx?$/, '')));

export interface Integrated {
  readonly headers: Readonly<Record<string, HeaderSource>>;
  /** What parameter mapping and the URL do besides. */
  readonly transform?: Transform | undefined;
  /** The function that the route's requests go to, where it is not the backend itself. */
  readonly function?: string | undefined;
}

/** Routes of one integration id wait equally long for it, and set and change the same. No name has a `_` in it, so no backend can be called like another's wait. */
export function integrationId(route: Route, { headers, transform, function: fn }: Integrated): string {
  const waits =
    route.timeoutMs === undefined || route.timeoutMs === quotas.restTimeoutMs.value ? '' : `_${route.timeoutMs}ms`;
  if (fn !== undefined) return `lambda-${fn}${waits}`;
  const mapped = Object.keys(headers).length > 0 ? `_${digest(JSON.stringify(headers))}` : '';
  const transformed = transform ? `_t${digest(JSON.stringify(transform))}` : '';
  return `${backendId(route)}${waits}${mapped}${transformed}`;
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
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

/** A text that is longer than `most` characters is cut, and ends in a digest of the whole: two that begin alike are still two. */
export function shortened(text: string, most: number): string {
  const end = `-${digest(text)}`;
  return text.length > most ? text.slice(0, most - end.length) + end : text;
}
