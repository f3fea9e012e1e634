import type { PartPlan, Plan, SplitPlan } from '../plan/plan.js';
import { colors } from './colors.js';
import type { Section } from './section.js';
import { rowsOnly } from './table.js';

/** More than these do not help anybody to see where a route is. */
const SHOWN_PARTS = 12;

/** How a gateway is split, and its fullest parts. */
export function printParts({ split, routes, apis }: Plan & { readonly split: SplitPlan }): Section {
  const inPart = (name?: string) => routes.filter(({ part }) => part === name).length;
  const apisIn = (name?: string) => apis.filter(({ part }) => part === name).map(({ type }) => type.toUpperCase());
  const row = (name: string, where: string, part?: string) => [
    name,
    where,
    apisIn(part).join(' and '),
    inPart(part).toLocaleString('en'),
  ];
  const own = inPart() > 0 ? [row('', 'all other paths, in the stack of the gateway')] : [];
  const shown = fullest(split.parts, inPart);
  const hidden = split.parts.length - shown.length;
  const columns = [
    { title: 'Part' },
    { title: 'Paths that begin with' },
    { title: 'APIs' },
    { title: 'Routes', align: 'right' as const },
  ];
  const table = rowsOnly(
    columns.map((column) => ({ ...column, title: colors.dim(column.title) })),
    [...shown.map(({ name, prefixes }) => row(name, beginnings(prefixes), name)), ...own],
  );
  const more = hidden > 0 ? [colors.dim(`and ${hidden} more with fewer routes: --json has all`)] : [];
  return {
    title: `${split.parts.length} ${split.parts.length === 1 ? 'part' : 'parts'}, each in a nested stack`,
    body: [`${WHO[split.chosenBy]}${split.because}`, table, ...more].join('\n'),
  };
}

const WHO: Record<SplitPlan['chosenBy'], string> = { spec: '', pin: '', quota: 'split, since ' };

/** In order of their names. */
function fullest(parts: readonly PartPlan[], inPart: (name: string) => number): readonly PartPlan[] {
  if (parts.length <= SHOWN_PARTS) return parts;
  const sizes = [...parts].sort((one, other) => inPart(other.name) - inPart(one.name));
  const kept = new Set(sizes.slice(0, SHOWN_PARTS));
  return parts.filter((part) => kept.has(part));
}

const SHOWN_BEGINNINGS = 3;

function beginnings(prefixes: readonly string[]): string {
  const rest = prefixes.length - SHOWN_BEGINNINGS;
  return prefixes.slice(0, SHOWN_BEGINNINGS).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
