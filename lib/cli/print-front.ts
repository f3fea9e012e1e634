import type { Plan } from '../plan/plan.js';
import { apiText } from './api-text.js';
import { colors } from './colors.js';
import { rowsOnly } from './table.js';

const SHOWN_APIS = 12;
const SHOWN_PATHS = 3;

/** Which paths are on which API, where an address has several behind it. */
export function printFront({ front: { kind, because, paths }, apis }: Plan): string {
  if (kind === 'single') return because;
  const owned = new Map<string, string[]>();
  for (const { path, api } of paths) {
    const sofar = owned.get(api);
    if (sofar) sofar.push(path);
    else owned.set(api, [path]);
  }
  const fullest = [...apis].sort((one, other) => sizeOf(owned, other.id) - sizeOf(owned, one.id));
  const shown = new Set(fullest.slice(0, SHOWN_APIS));
  const rows = apis.filter((api) => shown.has(api)).map((api) => [apiText(api), some(owned.get(api.id) ?? [])]);
  const hidden = apis.length - shown.size;
  return [
    because,
    colors.dim(rowsOnly([{ title: '' }, { title: '' }], rows)),
    ...(hidden > 0 ? [colors.dim(`and ${hidden} more APIs with fewer paths`)] : []),
  ].join('\n');
}

function sizeOf(owned: ReadonlyMap<string, readonly string[]>, id: string): number {
  return owned.get(id)?.length ?? 0;
}

function some(paths: readonly string[]): string {
  const rest = paths.length - SHOWN_PATHS;
  return paths.slice(0, SHOWN_PATHS).join(', ') + (rest > 0 ? ` and ${rest.toLocaleString('en')} more` : '');
}
