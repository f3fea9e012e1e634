import type { StandardIssue, StandardSchema } from '../spec/standard-schema.js';
import type { DecodedRequest } from './event.js';
import { type HandlerResult, problem } from './result.js';

type ReadBody = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly refusal: HandlerResult };

/** The request's body by its content type, and through the route's schema where it has one. */
export async function readBody(
  request: DecodedRequest,
  schema: StandardSchema<unknown, unknown> | undefined,
): Promise<ReadBody> {
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers['content-type'] ?? 'application/json');
  if (schema && !isJson) return refuse(415, 'This route takes application/json.', []);
  const parsed = isJson ? parseJson(request.body) : { ok: true as const, value: binaryOrText(request) };
  if (!parsed.ok) {
    return schema ? refuse(400, 'The body is not valid JSON.', []) : { ok: true, body: text(request.body) };
  }
  if (!schema) return { ok: true, body: parsed.value };
  const result = await schema['~standard'].validate(parsed.value);
  if (result.issues) return refuse(400, 'The body does not fit this route.', result.issues);
  return { ok: true, body: result.value };
}

function parseJson(body: Uint8Array | undefined): { ok: true; value: unknown } | { ok: false } {
  if (!body?.length) return { ok: true, value: undefined };
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) };
  } catch {
    return { ok: false };
  }
}

function binaryOrText({ body, headers }: DecodedRequest): string | Uint8Array | undefined {
  return /^text\/|urlencoded|xml/i.test(headers['content-type'] ?? '') ? text(body) : body;
}

function refuse(status: number, detail: string, issues: readonly StandardIssue[]): ReadBody {
  const errors = issues.map((issue) => ({ pointer: pointer(issue), detail: issue.message }));
  const title = status === 415 ? 'Unsupported Media Type' : 'Bad Request';
  return { ok: false, refusal: problem(status, { title, detail, ...(errors.length > 0 && { errors }) }) };
}

/** RFC 6901. */
function pointer({ path = [] }: StandardIssue): string {
  const keys = path.map((step) => String(typeof step === 'object' ? step.key : step));
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function text(body: Uint8Array | undefined): string | undefined {
  return body && new TextDecoder().decode(body);
}
