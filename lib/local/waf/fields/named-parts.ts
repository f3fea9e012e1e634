import type { WafField, WafHeader, WafMatchScope, WafNames, WafOversize } from '../../model/web-acl.js';
import type { FieldContent } from '../inspection.js';
import { cookiePairs } from './header-values.js';

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html */
const LIMIT_BYTES = 8192;
const LIMIT_COUNT = 200;

/** What is left of something that WAF gets to see a part of only. */
export const oversized = (oversize: WafOversize): FieldContent | undefined =>
  oversize === 'CONTINUE' ? undefined : { kind: 'decided', match: oversize === 'MATCH' };

/** Headers or cookies of all names, of some, or of all but some. */
export function namedParts(
  { kind, names, scope, oversize }: Extract<WafField, { names: WafNames }>,
  headers: readonly WafHeader[],
): FieldContent {
  const pairs = kind === 'headers' ? headers : cookiePairs(headers);
  const seen = withinLimits(pairs);
  if (seen.length < pairs.length) {
    const decided = oversized(oversize);
    if (decided) return decided;
  }
  const isWanted = selector(names, kind === 'headers');
  return { kind: 'texts', texts: seen.filter(([name]) => isWanted(name)).flatMap((pair) => scoped(pair, scope)) };
}

/** Names of headers in their order, joined by colons. */
export function headerOrder(oversize: WafOversize, headers: readonly WafHeader[]): FieldContent {
  const seen = withinLimits(headers);
  const decided = seen.length < headers.length ? oversized(oversize) : undefined;
  return decided ?? { kind: 'texts', texts: [seen.map(([name]) => name).join(':')] };
}

export const scoped = ([key, value]: WafHeader, scope: WafMatchScope): string[] => [
  ...(scope === 'VALUE' ? [] : [key]),
  ...(scope === 'KEY' ? [] : [value]),
];

function withinLimits(pairs: readonly WafHeader[]): readonly WafHeader[] {
  let bytes = 0;
  const beyond = pairs.findIndex(([name, value], index) => {
    bytes += name.length + value.length;
    return index >= LIMIT_COUNT || bytes > LIMIT_BYTES;
  });
  return beyond < 0 ? pairs : pairs.slice(0, beyond);
}

/** Names of headers have no case, those of cookies have. */
function selector(names: WafNames, ignoresCase: boolean): (name: string) => boolean {
  if (names.kind === 'all') return () => true;
  const fold = (name: string) => (ignoresCase ? name.toLowerCase() : name);
  const listed = new Set(names.names.map(fold));
  return (name) => listed.has(fold(name)) === (names.kind === 'included');
}
