import type { WafHeader } from '../../model/web-acl.js';

/** Values of a header, whatever the case of its name. */
export const headerValues = (headers: readonly WafHeader[], name: string): string[] => {
  const lower = name.toLowerCase();
  return headers.flatMap(([each, value]) => (each.toLowerCase() === lower ? [value] : []));
};

/** Name and value of each cookie, undecoded. */
export const cookiePairs = (headers: readonly WafHeader[]): WafHeader[] =>
  headerValues(headers, 'cookie').flatMap((line) => line.split(';').flatMap(cookiePair));

function cookiePair(text: string): WafHeader[] {
  const pair = text.trim();
  const equals = pair.indexOf('=');
  if (pair === '') return [];
  return [equals < 0 ? [pair, ''] : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]];
}
