import type { RoutePlan } from '../plan/plan.js';
import type { Access } from '../spec/access.js';
import type { Route } from '../spec/route.js';
import type { Content, HeaderObject, ResponseObject, SchemaObject } from './open-api.js';

/** What the gateway itself answers in place of a backend. */
export type StandardError = keyof typeof STANDARD_ERRORS;

/** RFC 9457; `errors` as in its section 3. */
const PROBLEM: SchemaObject = {
  type: 'object',
  description: 'What went wrong (RFC 9457).',
  required: ['title', 'status'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'The kind of problem.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', format: 'uri-reference' },
    requestId: { type: 'string', description: 'Names the call in the logs.' },
    errors: {
      type: 'array',
      description: 'Each fault of the request.',
      items: {
        type: 'object',
        required: ['detail'],
        properties: {
          pointer: {
            type: 'string',
            description: 'Where (RFC 6901): in the body, or below `#/params`, `#/query` or `#/headers`.',
          },
          detail: { type: 'string' },
        },
      },
    },
  },
};

/** How API Gateway words its own refusals. */
const MESSAGE: SchemaObject = {
  type: 'object',
  description: 'What the gateway says of a call that reached no backend.',
  required: ['message'],
  properties: { message: { type: ['string', 'null'] } },
};

/** The schemas of what the gateway answers itself. */
export const ERROR_SCHEMAS = { Message: MESSAGE, Problem: PROBLEM } as const;

const problem: Content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
const message: Content = { 'application/json': { schema: { $ref: '#/components/schemas/Message' } } };
const either: Content = { ...problem, ...message };

const challenge: Readonly<Record<string, HeaderObject>> = {
  'WWW-Authenticate': { description: 'What to bring (RFC 6750, section 3).', schema: { type: 'string' } },
};
const retry: Readonly<Record<string, HeaderObject>> = {
  'Retry-After': { description: 'Seconds to wait, where they can be known.', schema: { type: 'integer' } },
};

/** By component name. */
const STANDARD_ERRORS = {
  BadRequest: { status: 400, description: 'The request does not fit the route.', content: problem },
  Unauthorized: {
    status: 401,
    description: 'No credential, or none that is good.',
    headers: challenge,
    content: either,
  },
  Forbidden: { status: 403, description: 'A credential that is not good enough here.', content: either },
  ContentTooLarge: {
    status: 413,
    description: 'The body is over 10 MB, or 6 MB where a function answers.',
    content: either,
  },
  UnsupportedMediaType: {
    status: 415,
    description: 'The body is of a type that the route does not take.',
    content: problem,
  },
  TooManyRequests: {
    status: 429,
    description: 'Faster than a limit allows, or a quota is used up.',
    headers: retry,
    content: either,
  },
  InternalServerError: { status: 500, description: 'The gateway or a function failed.', content: either },
  BadGateway: { status: 502, description: 'A function answered nothing that can be passed on.', content: message },
  ServiceUnavailable: { status: 503, description: 'The backend could not be reached in time.', content: message },
  GatewayTimeout: { status: 504, description: 'The backend could not be reached in time.', content: message },
} as const satisfies Record<string, ResponseObject & { readonly status: number }>;

/** The component of an error. */
export function errorComponent(error: StandardError): ResponseObject {
  const { status: _, ...response }: ResponseObject & { status: number } = STANDARD_ERRORS[error];
  return response;
}

/** The component that the gateway's own answers have under a name; absent where they have none. */
export function gatewayAnswer(name: string): ResponseObject | undefined {
  return Object.hasOwn(STANDARD_ERRORS, name) ? errorComponent(name as StandardError) : undefined;
}

export function errorStatus(error: StandardError): number {
  return STANDARD_ERRORS[error].status;
}

/** What a route may be answered by the gateway itself, by status. */
export function standardErrors(
  route: Route,
  planned: RoutePlan,
  access: Access,
  method: string,
): readonly StandardError[] {
  const { params, query, headers, body, to } = route;
  const takesBody = !['GET', 'HEAD', 'OPTIONS'].includes(method);
  const asks = planned.auth.kind === 'protected';
  const challenged = access.tokens.length > 0 || access.custom !== undefined;
  const found: Record<StandardError, boolean> = {
    BadRequest: [params, query, headers, body].some((schema) => schema !== undefined),
    Unauthorized: challenged,
    Forbidden: asks,
    ContentTooLarge: takesBody,
    UnsupportedMediaType: takesBody && body !== undefined,
    TooManyRequests: true,
    InternalServerError: true,
    BadGateway: planned.api === 'rest' && to.kind !== 'reply',
    ServiceUnavailable: planned.api === 'http',
    GatewayTimeout: planned.api === 'rest' && to.kind !== 'reply',
  };
  return (Object.keys(found) as StandardError[]).filter((error) => found[error]);
}
