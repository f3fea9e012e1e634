import type { Responses } from '../spec/contract.js';
import type { DecodedRequest } from './event.js';
import { JSON_TYPE } from './read-body.js';
import type { HandlerResult, ProxyResult } from './result.js';

type Headers = Readonly<Record<string, string>>;

/**
 * @param extra headers of the gateway's; the handler's own stand above them
 * @param responses what the route declares: where the handler says no content type, it is the declared one
 */
export function encodeResult(
  result: HandlerResult,
  version: DecodedRequest['version'],
  extra: Headers = {},
  responses?: Responses,
): ProxyResult {
  const [body, contentType, isBase64Encoded] = encodeBody(result.body, declaredType(result, responses));
  const headers: Record<string, string> = { ...extra, ...(contentType && { 'content-type': contentType }) };
  for (const [name, value] of Object.entries(result.headers ?? {}))
    if (value != null) headers[name.toLowerCase()] = String(value);
  const encoded = { statusCode: result.status, headers, body, isBase64Encoded };
  const { cookies } = result;
  if (!cookies?.length) return encoded;
  return version === '2.0' ? { ...encoded, cookies } : { ...encoded, multiValueHeaders: { 'set-cookie': cookies } };
}

/** The content type that the route declares for an answer; undefined where it declares none. */
export function declaredType(
  result: HandlerResult & { readonly kind?: string },
  responses: Responses | undefined,
): string | undefined {
  const declared = result.kind === 'problem' ? undefined : (responses?.[result.status] ?? responses?.default);
  if (!declared || typeof declared === 'string') return undefined;
  if ('~standard' in declared) return 'application/json';
  return declared.contentType ?? (declared.body && 'application/json');
}

/** Text or base64, its content type, and which it is. */
function encodeBody(
  body: unknown,
  declared: string | undefined,
): readonly [content: string, type: string | undefined, isBase64Encoded: boolean] {
  if (body === undefined) return ['', undefined, false];
  if (body instanceof Uint8Array) {
    return [Buffer.from(body).toString('base64'), declared ?? 'application/octet-stream', true];
  }
  if (typeof body === 'string' && !JSON_TYPE.test(declared ?? '')) {
    return [body, declared ?? 'text/plain; charset=utf-8', false];
  }
  return [JSON.stringify(body), declared ?? 'application/json', false];
}
