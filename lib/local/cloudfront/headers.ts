import type { HeaderPair } from '../model/distribution.js';

/** The value of a header; those of one that stands more than once are joined (RFC 9110, section 5.2). */
export function headerValue(headers: readonly HeaderPair[], name: string): string | undefined {
  const values = headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(', ');
}

/** @param names in lower case */
export function withoutHeaders(headers: readonly HeaderPair[], names: readonly string[]): HeaderPair[] {
  return headers.filter(([name]) => !names.includes(name.toLowerCase()));
}

/** One header of that name, in place of any there are. */
export function withHeader(headers: readonly HeaderPair[], name: string, value: string): HeaderPair[] {
  return [...withoutHeaders(headers, [name.toLowerCase()]), [name, value]];
}
