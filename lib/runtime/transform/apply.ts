import type { BodyChanges, RequestTransform, ResponseTransforms, TransformValue } from '../../spec/transform.js';
import { headerText } from '../guard/header-text.js';
import { visibleText } from '../guard/visible-text.js';
import { type HandlerResult, problem } from '../result.js';
import { changeBody } from './change-body.js';
import { changeParameters, type Resolved } from './change-parameters.js';
import { parseExactJson, writeExactJson } from './exact-json.js';
import { fillPath } from './fill-path.js';
import { headerOf, type Pair, type RequestFacts, type RequestMessage, type ResponseMessage } from './message.js';

export type Transformed =
  | { readonly ok: true; readonly request: RequestMessage }
  | { readonly ok: false; readonly refusal: HandlerResult };

/**
 * What the backend of a transformed route gets. This is what a declaration means: whatever API Gateway is told to do in
 * its place has to come to the same.
 *
 * A body that is to be changed has to be JSON, or the request is refused: 415 for another content type, 400 for what is
 * no JSON. So nobody sends a field past a declaration that takes it away.
 */
export function transformRequest(
  transform: RequestTransform,
  request: RequestMessage,
  facts: RequestFacts,
): Transformed {
  const body = transform.body ? changedBody(request, transform.body) : { ok: true as const, body: request.body };
  if (!body.ok)
    return { ok: false, refusal: problem(body.status, { title: TITLES[body.status], detail: body.detail }) };
  const path = transform.path === undefined ? request.path : fillPath(transform.path, facts.params);
  if (path === undefined)
    return { ok: false, refusal: problem(400, { title: TITLES[400], detail: 'A parameter of the path is no name.' }) };
  const resolve = (value: TransformValue) => resolved(value, request, facts);
  const headers = changeParameters(request.headers, transform.headers ?? {}, {
    plain: lowerCased,
    resolve: (value) => asHeader(resolve(value), value),
  });
  const query = changeParameters(request.query, transform.query ?? {}, { plain: (name) => name, resolve });
  return { ok: true, request: { path, headers, query, body: body.body } };
}

/**
 * What callers get. A body that is to be changed is changed where its content type says JSON, or nothing.
 *
 * @throws Error where such a body is no JSON: what cannot be read cannot be kept from callers either
 */
export function transformResponse(transforms: ResponseTransforms, response: ResponseMessage): ResponseMessage {
  const transform = Object.hasOwn(transforms, response.status) ? transforms[response.status] : transforms.any;
  if (!transform) return response;
  const isChanged = transform.body && isJson(response.headers);
  const body = isChanged ? changedBody(response, transform.body) : { ok: true as const, body: response.body };
  if (!body.ok) throw new Error(`the answer that a transformation changes is not readable: ${body.detail}`);
  const headers = changeParameters(response.headers, transform.headers ?? {}, {
    plain: lowerCased,
    resolve: (value) => (typeof value === 'string' ? found(value) : found(headerOf(response.headers, value.name))),
  });
  return { status: transform.status ?? response.status, headers, body: body.body };
}

const TITLES = { 400: 'Bad Request', 415: 'Unsupported Media Type' } as const;

const lowerCased = (name: string) => name.toLowerCase();

function found(value: string | undefined): Resolved {
  return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
}

function resolved(
  value: TransformValue,
  { headers, query }: RequestMessage,
  { params, claims }: RequestFacts,
): Resolved {
  if (typeof value === 'string') return found(value);
  switch (value.kind) {
    case 'header':
      return found(headerOf(headers, value.name));
    case 'query':
      return found(joined(query, value.name));
    case 'path':
      return found(Object.hasOwn(params, value.name) ? params[value.name] : undefined);
    case 'claim': {
      const known = claims();
      const text = Object.hasOwn(known, value.name) ? headerText(known[value.name]) : undefined;
      return text === undefined ? { kind: 'refused' } : { kind: 'value', value: text };
    }
  }
}

function joined(query: readonly Pair[], name: string): string | undefined {
  const values = query.filter(([each]) => each === name).map(([, value]) => value);
  return values.length > 0 ? values.join(',') : undefined;
}

/** Queries and paths hold what a header cannot; constants and headers do not. */
function asHeader(result: Resolved, value: TransformValue): Resolved {
  const isForeign = typeof value !== 'string' && (value.kind === 'query' || value.kind === 'path');
  return isForeign && result.kind === 'value' ? found(visibleText(result.value)) : result;
}

type ChangedBody =
  | { readonly ok: true; readonly body: Uint8Array | undefined }
  | { readonly ok: false; readonly status: 400 | 415; readonly detail: string };

/** A message without a body keeps none. */
function changedBody(message: Pick<RequestMessage, 'headers' | 'body'>, changes: BodyChanges | undefined): ChangedBody {
  if (!changes || !message.body?.length) return { ok: true, body: message.body };
  if (!isJson(message.headers)) return { ok: false, status: 415, detail: 'This route takes application/json.' };
  if ((headerOf(message.headers, 'content-encoding') ?? 'identity').toLowerCase() !== 'identity')
    return { ok: false, status: 415, detail: 'This route takes bodies without a content encoding.' };
  try {
    const document = parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(message.body));
    changeBody(document, changes);
    return { ok: true, body: new TextEncoder().encode(writeExactJson(document)) };
  } catch {
    return { ok: false, status: 400, detail: 'The body is not valid JSON.' };
  }
}

/** No content type is JSON too, as for handlers. */
function isJson(headers: readonly Pair[]): boolean {
  return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headerOf(headers, 'content-type') ?? 'application/json');
}
