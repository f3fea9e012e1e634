/**
 * A claim as the value of a request header; `undefined` where it is none. Texts as they are, numbers and booleans as
 * text, lists of these joined with `,`; what is no visible ASCII is percent-encoded as UTF-8, so that no value ends a
 * line or begins another.
 */
export function headerText(claim: unknown): string | undefined {
  const values = Array.isArray(claim) ? claim : [claim];
  if (!values.every(isText)) return undefined;
  return values.map(encoded).join(',');
}

function isText(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}

function encoded(value: string | number | boolean): string {
  return String(value).replace(/[^\x21-\x7e]+/g, (part) => [...new TextEncoder().encode(part)].map(percent).join(''));
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
