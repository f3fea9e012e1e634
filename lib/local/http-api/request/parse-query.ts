import { decodePercent } from '../../paths/decode-percent.js';
import { emptyRecord } from './empty-record.js';

/** Decoded name → values in the order they were sent; `undefined` where there is no query. */
export function parseQuery(rawQuery: string): Record<string, string[]> | undefined {
  if (rawQuery === '') return undefined;
  const values = emptyRecord<string[]>();
  let found = false;
  for (const pair of rawQuery.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decodeComponent(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : decodeComponent(pair.slice(at + 1));
    const before = values[name];
    if (before) before.push(value);
    else values[name] = [value];
    found = true;
  }
  return found ? values : undefined;
}

function decodeComponent(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}
