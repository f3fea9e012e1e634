import { quotas } from '../../facts/quotas.js';

/** Neighbours together, as many as fit into regular expressions that AWS WAF takes. One that fits into none stands alone. */
export function packed<T>(
  items: readonly T[],
  regexesOf: (some: readonly T[]) => readonly string[],
): readonly (readonly T[])[] {
  const packs: T[][] = [];
  for (const item of items) {
    const last = packs.at(-1);
    if (last && regexesOf([...last, item]).every(fits)) last.push(item);
    else packs.push([item]);
  }
  return packs;
}

export function fits(regex: string): boolean {
  return regex.length <= quotas.wafRegexCharacters.value;
}
