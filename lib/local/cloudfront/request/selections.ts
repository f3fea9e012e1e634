import type { HeaderPair, Selection } from '../../model/distribution.js';

/** Whether a policy selects a name. Headers are asked for in lower case. */
export function selects(selection: Selection, name: string): boolean {
  if (!('names' in selection)) return selection.kind === 'all';
  return selection.names.includes(name) === (selection.kind === 'only');
}

type Wanted = (name: string) => boolean;

/** The parameters of a raw query whose names are wanted, in the order that they were sent in. */
export function selectQuery(query: string, wanted: Wanted): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((pair) => wanted(pair.split('=', 1)[0] ?? ''))
    .join('&');
}

/** What is left of the `Cookie` fields; empty where nothing is. */
export function selectCookies(headers: readonly HeaderPair[], wanted: Wanted): string {
  return headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';').map((pair) => pair.trim()))
    .filter((pair) => pair !== '' && wanted(pair.split('=', 1)[0] ?? ''))
    .join('; ');
}
