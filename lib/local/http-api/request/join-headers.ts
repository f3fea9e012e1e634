import { emptyRecord } from './empty-record.js';

/**
 * Header names in lower case, duplicates joined with a comma, cookies with a semicolon (RFC 6265 5.4).
 * The record has no prototype, so that no header name is special.
 */
export function joinHeaders(headers: readonly (readonly [string, string])[]): Record<string, string> {
  const joined = emptyRecord<string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined[key];
    if (before === undefined) joined[key] = value;
    else joined[key] = key === 'cookie' ? `${before}; ${value}` : `${before},${value}`;
  }
  return joined;
}
