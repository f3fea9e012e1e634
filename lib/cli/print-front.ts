import { groupedBy } from '../plan/grouped-by.js';
import type { Plan } from '../plan/plan.js';
import { apiText } from './api-text.js';
import { colors } from './colors.js';
import type { Section } from './section.js';
import { rowsOnly } from './table.js';

const SHOWN_APIS = 12;
const SHOWN_PATHS = 3;

/** Where callers of a gateway without an edge go: to its one API, or to the one that has their path. */
export function printFront(plan: Plan): Section {
  const { kind, because } = plan.front;
  return kind === 'single'
    ? { title: 'One address', body: because }
    : { title: 'Which API a path is on', body: [because, pathsOfApis(plan), JOINED].join('\n') };
}

const JOINED = 'On AWS each API has an address of its own: only the local / joins them, or an edge';

function pathsOfApis({ front: { paths }, apis }: Plan): string {
  const owned = new Map(
    [...groupedBy(paths, ({ api }) => api)].map(([api, all]) => [api, all.map(({ path }) => path)]),
  );
  const fullest = [...apis].sort((one, other) => sizeOf(owned, other.id) - sizeOf(owned, one.id));
  const shown = new Set(fullest.slice(0, SHOWN_APIS));
  const rows = apis.filter((api) => shown.has(api)).map((api) => [apiText(api), some(owned.get(api.id) ?? [])]);
  const hidden = apis.length - shown.size;
  return [
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
