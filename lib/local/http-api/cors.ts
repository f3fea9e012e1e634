import type { HttpCors } from '../model/http-api.js';
import type { Answer } from './answer.js';
import type { Exchange } from './exchange.js';

type Header = readonly [name: string, value: string];

/** Native CORS of an HTTP API. */
interface CorsPolicy {
  /** The answer to a preflight request, `undefined` where the request is none. */
  readonly preflight: (exchange: Exchange) => Answer | undefined;
  /** The answer with the API's own CORS headers in place of the integration's. */
  readonly apply: (exchange: Exchange, answer: Answer) => Answer;
}

/**
 * Preflight requests are answered before routing and authorization, and all answers carry the configured headers
 * where the origin is allowed. Headers of the integration are dropped, whether the origin is allowed or not.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function createCorsPolicy(cors: HttpCors): CorsPolicy {
  const preflightHeaders = listHeaders(cors);
  const exposed = listHeader('access-control-expose-headers', cors.exposeHeaders);
  return {
    preflight: ({ request, headers }) => {
      if (request.method !== 'OPTIONS') return undefined;
      if (headers.origin === undefined || headers['access-control-request-method'] === undefined) return undefined;
      const origin = originHeaders(cors, headers.origin);
      return { status: 204, headers: origin ? [...origin, ...preflightHeaders] : [], body: '' };
    },
    apply: ({ headers }, answer) => {
      const own = answer.headers.filter(([name]) => !/^access-control-/i.test(name));
      const origin = headers.origin === undefined ? undefined : originHeaders(cors, headers.origin);
      return { ...answer, headers: origin ? [...own, ...origin, ...exposed] : own };
    },
  };
}

function listHeaders(cors: HttpCors): Header[] {
  return [
    ...listHeader('access-control-allow-methods', cors.allowMethods),
    ...listHeader('access-control-allow-headers', cors.allowHeaders),
    ...listHeader('access-control-expose-headers', cors.exposeHeaders),
    ...(cors.maxAgeSeconds === undefined ? [] : [['access-control-max-age', String(cors.maxAgeSeconds)] as const]),
  ];
}

const listHeader = (name: string, values: readonly string[]): Header[] =>
  values.length === 0 ? [] : [[name, values.join(',')]];

function originHeaders(cors: HttpCors, origin: string): Header[] | undefined {
  if (!cors.allowOrigins.some((allowed) => originMatches(allowed, origin))) return undefined;
  const anyone = cors.allowOrigins.includes('*') && !cors.allowCredentials;
  const allowOrigin: Header = ['access-control-allow-origin', anyone ? '*' : origin];
  return cors.allowCredentials ? [allowOrigin, ['access-control-allow-credentials', 'true']] : [allowOrigin];
}

/** `https://*` and `http://*` stand for all origins of that scheme. */
function originMatches(allowed: string, origin: string): boolean {
  if (allowed === '*') return true;
  if (allowed === 'https://*' || allowed === 'http://*') return origin.startsWith(allowed.slice(0, -1));
  return allowed === origin;
}
