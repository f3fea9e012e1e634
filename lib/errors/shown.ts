import { oneLine } from './one-line.js';

/** Longer values are not searched for secrets to their end: from the first `//` on, nothing of them is shown. */
const SCANNED = 4_096;

/**
 * A value as an issue shows it: JSON on one line, cut where it is long, control characters escaped,
 * without credentials, query and fragment of URLs.
 */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = jsonOf(value);
  return oneLine(withoutSecrets(text.length > SCANNED ? `${text.slice(0, SCANNED)}@` : text));
}

function jsonOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  try {
    return JSON.stringify(value, sayable) ?? typeof value;
  } catch {
    return 'a value that JSON cannot hold';
  }
}

function sayable(_key: string, value: unknown): unknown {
  const lost = typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value));
  return lost ? String(value) : value;
}

/** Also where it is no valid URL, as with an `@` or a slash in the password, or without a scheme. */
function withoutSecrets(json: string): string {
  return json
    .replace(/\/\/(?:[^"\\]|\\.)*@/g, '//…@')
    .replace(/"(?:[^"\\/]|\\.)*@/g, '"…@')
    .replace(/(\/\/[^"?#]*[?#])(?:[^"\\]|\\.)+/g, '$1…');
}
