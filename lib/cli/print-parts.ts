import type { PartPlan, Plan, SplitPlan } from '../plan/plan.js';
import { ownPathsText, pathsTexts } from '../plan/split/part-text.js';
import { colors } from './colors.js';
import { counted } from './counted.js';
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
  const own = inPart() > 0 ? [row('', `${ownPathsText(split) ?? 'all other paths'}, in the stack of the gateway`)] : [];
  const shown = fullest(split.parts, inPart);
  const hidden = split.parts.length - shown.length;
  const columns = [
    { title: 'Part' },
    { title: 'Paths' },
    { title: 'APIs' },
    { title: 'Routes', align: 'right' as const },
  ];
  const rows = shown.map((part) => row(part.name, pathsOf(part), part.name));
  const table = rowsOnly(
    columns.map((column) => ({ ...column, title: colors.dim(column.title) })),
    split.rule.parts ? [...rows, ...own] : [...own, ...rows],
  );
  const more = hidden > 0 ? [colors.dim(`and ${hidden} more with fewer routes: --json has all`)] : [];
  return {
    title: `${counted(split.parts.length, 'part')}, each in a nested stack`,
    body: [`${WHO[split.chosenBy]}${split.because}`, table, ...more].join('\n'),
  };
}

const WHO: Record<SplitPlan['chosenBy'], string> = { spec: '', pin: '', quota: 'split, since ' };

/** In their own order. */
function fullest(parts: readonly PartPlan[], inPart: (name: string) => number): readonly PartPlan[] {
  if (parts.length <= SHOWN_PARTS) return parts;
  const sizes = [...parts].sort((one, other) => inPart(other.name) - inPart(one.name));
  const kept = new Set(sizes.slice(0, SHOWN_PARTS));
  return parts.filter((part) => kept.has(part));
}

const SHOWN_PREFIXES = 3;

function pathsOf(part: PartPlan): string {
  const texts = pathsTexts(part);
  const rest = texts.length - SHOWN_PREFIXES;
  return texts.slice(0, SHOWN_PREFIXES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
