import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { type PriceKey, type PriceValue, prices } from '../../facts/prices.js';

export interface PriceFile {
  readonly region?: string;
  readonly date?: string;
  readonly prices: Readonly<Partial<Record<PriceKey, PriceValue>>>;
  /** What `gatewright prices --json` says of each price; of it, the source is read. */
  readonly about?: Readonly<Partial<Record<PriceKey, { readonly source?: string }>>>;
}

const NAMES = ['region', 'date', 'prices', 'about'];
const STEP_NAMES = ['upTo', 'usd'];
/** Of a million requests or of a month: more is a slip, and would make sums that no number holds. */
const MOST_USD = 1_000_000;
const PRICES = '{ "prices": { KEY: dollars or [{ "upTo": units, "usd": dollars }, …, { "usd": dollars }] } }';

/** Everything that is wrong with a price file; holes are none of it. */
export function priceFileIssues(file: unknown): readonly Issue[] {
  if (!isRecord(file) || !isRecord(file.prices))
    return [
      issue(
        'PRICE_FILE',
        'prices',
        'these are no prices',
        file,
        PRICES,
        'begin with what `gatewright prices --json` prints',
      ),
    ];
  return [
    ...Object.keys(file)
      .filter((name) => !NAMES.includes(name))
      .map((name) =>
        issue('UNKNOWN_PROPERTY', oneLine(name), 'nothing has this name', name, NAMES.join(', '), 'leave it out'),
      ),
    ...['region', 'date'].flatMap((name) => textIssues(name, file[name])),
    ...aboutIssues(file.about),
    ...Object.entries(file.prices).flatMap(([key, value]) => priceIssues(key, value)),
  ];
}

/** A URL of the Price List and a day fit, and a path. */
const LONGEST_TEXT = 4_096;

/** It is printed: nothing in it may steer a terminal. */
function textIssues(place: string, value: unknown): readonly Issue[] {
  if (
    value === undefined ||
    (typeof value === 'string' && value.trim() !== '' && oneLine(value, LONGEST_TEXT) === value)
  )
    return [];
  const allowed = 'one line of 1 to 4,096 characters, none of them a control character';
  return [issue('PRICE_FILE', place, 'this is a text', value, allowed, 'write it in quotes, or leave it out')];
}

function aboutIssues(about: unknown): readonly Issue[] {
  if (about === undefined) return [];
  if (!isRecord(about))
    return [issue('PRICE_FILE', 'about', 'it tells of each price', about, '{ KEY: { "source": … } }', 'leave it out')];
  return Object.entries(about).flatMap(([key, one]) =>
    textIssues(`about['${oneLine(key)}'].source`, isRecord(one) ? one.source : undefined),
  );
}

function priceIssues(key: string, value: unknown): readonly Issue[] {
  const place = `prices['${oneLine(key)}']`;
  if (!Object.hasOwn(prices, key)) {
    const allowed = 'a key that `gatewright prices` lists';
    return [issue('PRICE_KEY', place, 'no line of a bill has such a price', key, allowed, near(key))];
  }
  if (!Array.isArray(value)) return dollarIssues(place, value);
  return value.length === 0 ? [tierIssue(place, value)] : value.flatMap((_, index) => stepIssues(value, index, place));
}

function stepIssues(steps: readonly unknown[], index: number, place: string): readonly Issue[] {
  const step = steps[index];
  const at = `${place}[${index}]`;
  if (!isRecord(step)) return [tierIssue(at, step)];
  const last = index === steps.length - 1;
  return [
    ...Object.keys(step)
      .filter((name) => !STEP_NAMES.includes(name))
      .map((name) =>
        issue(
          'UNKNOWN_PROPERTY',
          `${at}.${oneLine(name)}`,
          'nothing has this name',
          name,
          'upTo, usd',
          'mend the name',
        ),
      ),
    ...dollarIssues(`${at}.usd`, step.usd),
    ...((last ? step.upTo === undefined : ascends(steps, index)) ? [] : [tierIssue(`${at}.upTo`, step.upTo)]),
  ];
}

function ascends(steps: readonly unknown[], index: number): boolean {
  const before = index === 0 ? 0 : upToOf(steps[index - 1]);
  const own = upToOf(steps[index]);
  return own !== undefined && (before === undefined || own > before);
}

function upToOf(step: unknown): number | undefined {
  const upTo = isRecord(step) ? step.upTo : undefined;
  return typeof upTo === 'number' && Number.isFinite(upTo) ? upTo : undefined;
}

function dollarIssues(place: string, value: unknown): readonly Issue[] {
  if (typeof value === 'number' && value >= 0 && value <= MOST_USD) return [];
  const allowed = `a number, 0 to ${MOST_USD.toLocaleString('en')}`;
  return [issue('PRICE_USD', place, 'a price is in dollars', value, allowed, 'write 0.57, without quotes')];
}

function tierIssue(place: string, value: unknown): Issue {
  const allowed = 'steps whose upTo is above 0 and grows, and a last one without upTo';
  return issue(
    'PRICE_TIERS',
    place,
    'each unit has to be in one step',
    value,
    allowed,
    'count upTo from the first unit of the month',
  );
}

function near(key: string): string {
  const low = key.toLowerCase();
  const found = Object.keys(prices).find((known) => {
    const other = known.toLowerCase();
    return other.startsWith(low) || low.startsWith(other) || other.slice(0, 6) === low.slice(0, 6);
  });
  return found ? `write ${found}, or leave it out` : 'leave it out';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function issue(code: string, place: string, message: string, got: unknown, allowed: string, fix: string): Issue {
  return { code, place, message, got: shown(got), allowed, fix };
}
