import type { DecodedRequest } from './event.js';

export const JSON_TYPE = /^application\/([\w.+-]+\+)?json\b/i;

/** `{ json }`: what was sent as JSON; `{ other }`: what was sent as something else; neither where it says JSON and is none that is read. */
export interface SentBody {
  readonly json?: unknown;
  readonly other?: string | Uint8Array | undefined;
}

/**
 * The request's body by its content type. Members named `__proto__` are left out: harmless as JSON, and not for whoever
 * copies them on.
 */
export function readBody({ body, headers }: DecodedRequest): SentBody {
  const type = headers['content-type'] ?? 'application/json';
  if (!JSON_TYPE.test(type)) return { other: /^text\/|urlencoded|xml/i.test(type) ? textOf(body) : body };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    // Few texts have the name, in letters or escaped, and with a function JSON.parse is slow.
    const isSuspect = /__proto__|\\u00/.test(text);
    const reviver = isSuspect ? (key: string, value: unknown) => (key === '__proto__' ? undefined : value) : undefined;
    const json = text ? JSON.parse(text, reviver) : undefined;
    return isTooDeep(json) ? {} : { json };
  } catch {
    return {};
  }
}

/** Schemas that hold themselves, and JSON.stringify, run out of stack on what is deeper still (RFC 8259, section 9). */
function isTooDeep(value: unknown, levels = 256): boolean {
  return value instanceof Object && (!levels || Object.values(value).some((one) => isTooDeep(one, levels - 1)));
}

export function textOf(body: Uint8Array | undefined): string | undefined {
  return body && new TextDecoder().decode(body);
}
