import { type Arrangement, arrangementText } from '../plan/arrangements/arrangement.js';
import type { AuthorizerPrice } from '../plan/arrangements/authorizer-prices.js';
import type {
  ArrangementComparison,
  InfeasibleArrangement,
  PricedArrangement,
} from '../plan/arrangements/compare-arrangements.js';
import type { Requirement } from '../plan/arrangements/requirement.js';
import { colors } from './colors.js';
import type { Section } from './section.js';
import { difference, dollars } from './shown-amount.js';
import { rowsOnly } from './table.js';

/**
 * The chosen arrangement, what the next would cost, and what forbids the others. What forced each of its parts stands
 * under Why, Edge and Firewall, but for an edge that is not there.
 *
 * @param instead what is deployed, where that is another
 */
export function printArrangements(
  comparison: ArrangementComparison,
  instead: string | undefined,
  width: number,
): Section {
  const { chosen, authorizers, infeasible, assumptions } = comparison;
  const body = [
    `${arrangementText(chosen.arrangement)}: ${dollars(chosen.usdPerMonth)} a month`,
    colors.dim(chosen.arrangement.because),
    ...noEdgeLine(comparison),
    ...verdict(comparison),
    ...(instead === undefined ? [] : [colors.yellow(instead)]),
    ...alternativeTable(comparison, width),
    ...authorizerTable(authorizers, width),
    ...infeasibleLines(infeasible),
  ];
  return {
    title: `Arrangements at ${assumptions.requestsPerMonth.toLocaleString('en')} requests a month`,
    body: body.join('\n'),
  };
}

function noEdgeLine({ chosen: { arrangement, steps } }: ArrangementComparison): readonly string[] {
  const step = arrangement.edge ? undefined : steps.find(({ part }) => part === 'edge');
  return step ? [`${colors.dim('→')} ${step.decision}: ${step.because}`] : [];
}

/** That the chosen one is not the cheapest. */
function verdict({ cheapest, prices: { region, date } }: ArrangementComparison): readonly string[] {
  if (!cheapest) return [];
  const { arrangement, differenceUsdPerMonth, byHand } = cheapest;
  const less = `At this traffic and the prices of ${region}, ${date}, ${arrangementText(arrangement)} would cost ${dollars(-differenceUsdPerMonth)} less a month`;
  return [colors.yellow(byHand === undefined ? less : `${less}. ${byHand}`)];
}

const COLUMNS = [
  { title: '', wraps: true },
  { title: '', align: 'right' },
  { title: '', align: 'right' },
  { title: '' },
] as const;

function alternativeTable(comparison: ArrangementComparison, width: number): readonly string[] {
  const { alternatives, chosen, restCache } = comparison;
  const rows = [
    ...alternatives.map((one) => alternativeRow(one)),
    ...(restCache?.kind === 'possible'
      ? [
          [
            `no edge, and answers kept in ${cachesText(restCache.gb)}`,
            dollars(restCache.usdPerMonth),
            difference(restCache.usdPerMonth - chosen.usdPerMonth),
            colors.dim('not made'),
          ],
        ]
      : []),
  ];
  const without =
    restCache?.kind === 'impossible' ? [colors.dim(`no cache of the REST API's own: ${restCache.because}`)] : [];
  return rows.length === 0 ? without : [colors.dim('Next'), rowsOnly(COLUMNS, rows, width), ...without];
}

/** @param gb of each; there is one at least */
function cachesText(gb: readonly number[]): string {
  const [least, most] = [Math.min(...gb), Math.max(...gb)];
  const size = least === most ? `${least} GB` : `${least} to ${most} GB`;
  return gb.length === 1 ? `the REST API's own cache of ${size}` : `${gb.length} caches of the REST APIs, of ${size}`;
}

function alternativeRow({ arrangement, usdPerMonth, differenceUsdPerMonth, byHand }: PricedArrangement) {
  return [
    arrangementText(arrangement),
    dollars(usdPerMonth),
    difference(differenceUsdPerMonth),
    byHand ? colors.dim('by hand') : '',
  ];
}

/** Native, or what it costs to be none. */
function authorizerTable(authorizers: readonly AuthorizerPrice[], width: number): readonly string[] {
  if (authorizers.length === 0) return [];
  const rows = authorizers.map(({ kind, api, schemes, functionUsdPerMonth }) => [
    `${schemes.length > 0 ? schemes.join(', ') : 'public routes'} on ${api.toUpperCase()}`,
    kind === 'native' ? 'native, $0.00' : `a function, ${dollars(functionUsdPerMonth)}`,
    colors.dim(
      kind === 'native'
        ? `a function in its place would cost ${dollars(functionUsdPerMonth)}`
        : 'a native one cannot do it: see Why',
    ),
  ]);
  return [colors.dim('Authorizers'), rowsOnly([{ title: '', wraps: true }, { title: '' }, { title: '' }], rows, width)];
}

/** All that the same reason forbids together, where there is more than one its first. */
function infeasibleLines(infeasible: readonly InfeasibleArrangement[]): readonly string[] {
  const groups = new Map<string, Arrangement[]>();
  for (const { arrangement, forbiddenBy } of infeasible) {
    const reason = firstReason(forbiddenBy);
    groups.set(reason, [...(groups.get(reason) ?? []), arrangement]);
  }
  if (groups.size === 0) return [];
  const lines = [...groups].flatMap(([reason, all]) => [folded(all.map(arrangementText)), colors.dim(`  → ${reason}`)]);
  return [colors.dim('Not possible'), ...lines];
}

function folded([first = '', ...others]: readonly string[]): string {
  return others.length > 0 ? `${first}; and ${others.length} more` : first;
}

function firstReason([first]: readonly Requirement[]): string {
  if (!first) return '';
  return `${first.at.length > 0 ? `${some(first.at)}: ` : ''}${first.because}`;
}

const SHOWN = 3;

function some(all: readonly string[]): string {
  const rest = all.length - SHOWN;
  return all.slice(0, SHOWN).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
