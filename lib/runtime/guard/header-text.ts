import { visibleText } from './visible-text.js';

/**
 * A claim as the value of a request header; `undefined` where it is none: an object, nothing, an empty text or list, or
 * half a surrogate pair. Texts, numbers and booleans as text, lists of these joined with `,`; a `%` or `,` inside of one,
 * and what is no visible ASCII, is percent-encoded. So whoever splits at `,` and decodes the parts gets what the token
 * says. A list of one is written as its one value is, and a number as the text of its digits: `callerHeaders` holds one
 * claim a header, whose type the issuer decides.
 */
export function headerText(claim: unknown): string | undefined {
  const values = Array.isArray(claim) ? claim : [claim];
  if (!values.every(isText)) return undefined;
  return values.map(encoded).join(',') || undefined;
}

function isText(value: unknown): value is string | number | boolean {
  return typeof value === 'string' ? !LONE_SURROGATE.test(value) : typeof value === 'boolean' || Number.isFinite(value);
}

/** UTF-8 has none: all of them would be written alike. */
const LONE_SURROGATE = /\p{Surrogate}/u;

function encoded(value: string | number | boolean): string {
  return visibleText(String(value).replace(/[%,]/g, encodeURIComponent));
}
