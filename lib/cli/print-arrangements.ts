import { arrangementText } from '../plan/arrangements/arrangement.js';
import type {
  ArrangementComparison,
  InfeasibleArrangement,
  PricedArrangement,
} from '../plan/arrangements/compare-arrangements.js';
import type { Requirement } from '../plan/arrangements/requirement.js';
import type { Step } from '../plan/arrangements/steps.js';
import { colors } from './colors.js';
import { table } from './table.js';

/**
 * The chosen arrangement and what forced it, what the next would cost, and what forbids the others.
 *
 * @param instead what is deployed, where that is another
 */
export function printArrangements(comparison: ArrangementComparison, instead?: string): string {
  const { chosen, alternatives, infeasible, notDeployed } = comparison;
  return [
    `${arrangementText(chosen.arrangement)}: ${dollars(chosen.usdPerMonth)} a month`,
    colors.dim(chosen.arrangement.because),
    ...stepLines(chosen.steps),
    ...verdict(comparison),
    ...(instead === undefined ? [] : [colors.yellow(instead)]),
    ...alternativeTable(alternatives),
    ...infeasibleTable(infeasible),
    ...notDeployed.map((text) => colors.dim(text)),
  ].join('\n');
}

const SHOWN = 3;

/** Authorizers stand with the other reasons, and so do the API types of a gateway that has very many. */
function stepLines(steps: readonly Step[]): readonly string[] {
  const apis = steps.filter(({ part }) => part === 'apis');
  const others = steps.filter(({ part }) => part !== 'apis' && part !== 'authorizer');
  const hidden = apis.length - SHOWN_STEPS;
  const more = hidden > 0 ? [colors.dim(`→ and ${hidden} more reasons for API types: they stand under Why`)] : [];
  return [...apis.slice(0, SHOWN_STEPS).map(stepLine), ...more, ...others.map(stepLine)];
}

const SHOWN_STEPS = 8;

function stepLine({ part, decision, because, for: subjects }: Step): string {
  const what = part === 'firewall' || part === 'origin' ? `${part} ${decision}` : decision;
  return `${colors.dim('→')} ${what}: ${because}${subjects.length > 0 ? colors.dim(` (${some(subjects)})`) : ''}`;
}

/** That the chosen one is not the cheapest. */
function verdict({ cheapest }: ArrangementComparison): readonly string[] {
  if (!cheapest) return [];
  const { arrangement, differenceUsdPerMonth, byHand } = cheapest;
  const less = `At this traffic ${arrangementText(arrangement)} would cost ${dollars(-differenceUsdPerMonth)} less a month`;
  return [colors.yellow(byHand === undefined ? less : `${less}. ${byHand}`)];
}

function alternativeTable(alternatives: readonly PricedArrangement[]): readonly string[] {
  if (alternatives.length === 0) return [];
  const rows = alternatives.map(({ arrangement, usdPerMonth, differenceUsdPerMonth, byHand }) => [
    arrangementText(arrangement),
    dollars(usdPerMonth),
    signed(differenceUsdPerMonth),
    byHand ? colors.dim('by hand') : '',
  ]);
  const columns = [
    { title: colors.dim('Next') },
    { title: '', align: 'right' as const },
    { title: '', align: 'right' as const },
    { title: '' },
  ];
  return [table(columns, rows)];
}

/** One line for all that the same reason forbids, where there is more than one its first. */
function infeasibleTable(infeasible: readonly InfeasibleArrangement[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const { arrangement, forbiddenBy } of infeasible) {
    const reason = firstReason(forbiddenBy);
    groups.set(reason, [...(groups.get(reason) ?? []), arrangementText(arrangement)]);
  }
  if (groups.size === 0) return [];
  const rows = [...groups].map(([reason, texts]) => [folded(texts), colors.dim(reason)]);
  return [table([{ title: colors.dim('Not possible') }, { title: '' }], rows)];
}

function folded([first = '', ...others]: readonly string[]): string {
  return others.length > 0 ? `${first}; and ${others.length} more` : first;
}

function firstReason([first]: readonly Requirement[]): string {
  if (!first) return '';
  return `${first.at.length > 0 ? `${some(first.at)}: ` : ''}${first.because}`;
}

function some(all: readonly string[]): string {
  const rest = all.length - SHOWN;
  return all.slice(0, SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function signed(usd: number): string {
  return usd < 0 ? `−${dollars(-usd)}` : `+${dollars(usd)}`;
}

function dollars(usd: number): string {
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
