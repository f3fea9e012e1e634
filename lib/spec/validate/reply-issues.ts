import type { Issue } from '../../errors/issue.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import type { ReplyBackend } from '../backend.js';
import type { Route } from '../route.js';

export function replyIssues(reply: ReplyBackend, _route: Route, place: string): readonly Issue[] {
  return [...statusIssues(reply, place), ...headerIssues(reply, place), ...bodyIssues(reply, place)];
}

function statusIssues({ status }: ReplyBackend, place: string): readonly Issue[] {
  if (Number.isInteger(status) && status >= 200 && status <= 599) return [];
  return [
    {
      code: 'REPLY_STATUS',
      place: `${place}.status`,
      message: 'this is no final status of HTTP',
      got: shown(status),
      allowed: 'a whole number, 200 to 599',
      fix: 'write reply(200, …)',
      source: 'https://www.rfc-editor.org/rfc/rfc9110#section-15',
    },
  ];
}

/** Values are not shown: a header may hold a secret. */
function headerIssues({ headers }: ReplyBackend, place: string): readonly Issue[] {
  const bad = Object.entries(headers).flatMap(([name, value]) =>
    /^[A-Za-z0-9-]+$/.test(name) && !/[^\x20-\x7e]|'/.test(value) ? [] : name,
  );
  if (bad.length === 0) return [];
  return [
    {
      code: 'REPLY_HEADER',
      place: `${place}.headers`,
      message: 'API Gateway writes a static header between single quotes',
      got: shown(bad),
      allowed: "names of letters, digits and -, values of visible ASCII without '",
      fix: 'take the other characters out, or answer from a function',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html',
    },
  ];
}

function bodyIssues({ body }: ReplyBackend, place: string): readonly Issue[] {
  if (!isJson(body, new Set())) return [notJson(place)];
  const bytes = templateBytes(JSON.stringify(body));
  if (bytes <= quotas.restTemplateBytes.value) return [];
  return [
    {
      code: 'REPLY_BODY_SIZE',
      place: `${place}.body`,
      message: 'the body is too large for the mapping template that it becomes',
      got: `${bytes} bytes`,
      allowed: `${quotas.restTemplateBytes.value} bytes, where each $ and # counts 6`,
      fix: 'answer from a function',
      source: quotas.restTemplateBytes.source,
    },
  ];
}

function notJson(place: string): Issue {
  return {
    code: 'REPLY_BODY',
    place: `${place}.body`,
    message: 'JSON cannot hold this body as it is',
    got: 'a number without end, undefined, a function, a symbol, an instance of a class, or a value within itself',
    allowed: 'null, booleans, finite numbers, texts, and lists and plain objects of them, 100 deep at most',
    fix: 'write the body as it would stand in a JSON file',
    source: 'https://www.rfc-editor.org/rfc/rfc8259',
  };
}

/** Deeper values than parsers and stacks like. */
const DEEPEST = 100;

/** @param above the objects that hold this one */
function isJson(value: unknown, above: ReadonlySet<unknown>): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || above.has(value) || above.size >= DEEPEST || 'toJSON' in value) return false;
  if (!Array.isArray(value) && !isPlain(value)) return false;
  const path = new Set(above).add(value);
  return Object.values(value).every((inner) => isJson(inner, path));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** `$` and `#` are written as escapes in a template, so that they mean nothing to its language. */
function templateBytes(json: string): number {
  return Buffer.byteLength(json) + 5 * (json.match(/[$#]/g)?.length ?? 0);
}
