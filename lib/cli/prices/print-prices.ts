import { type Price, type PriceKey, type PriceList, type PriceValue, prices } from '../../facts/prices.js';
import { groupedBy } from '../../plan/grouped-by.js';
import { colors } from '../colors.js';
import { fitted } from '../fitted.js';
import { indented, rowsOnly } from '../table.js';

const INDENT = 2;
const COLUMNS = [{ title: '' }, { title: '', wraps: true }] as const;

/** A price list as a person reads it: dollars and units of each key, below the source that has them. */
export function printPrices(list: PriceList, width: number): string {
  const keys = Object.keys(prices) as PriceKey[];
  const within = width - 2 * INDENT;
  const longest = Math.max(...keys.map(({ length }) => length));
  const sections = [...groupedBy(keys, (key) => sourceOf(key, list))].map(([source, group]) => {
    const rows = group.map((key) => [key.padEnd(longest), priceText(key, list)]);
    return `${colors.dim(source)}\n${indented(rowsOnly(COLUMNS, rows, within), INDENT)}`;
  });
  const title = colors.bold(`Prices of ${list.region}, ${list.date}, in USD, without free tiers`);
  return `\n${fitted(indented([title, ...sections].join('\n\n'), INDENT), width)}\n`;
}

function sourceOf(key: PriceKey, { filled, sources }: PriceList): string {
  return filled.includes(key) ? `${sources[key]} (ours)` : sources[key];
}

function priceText(key: PriceKey, { usd }: PriceList): string {
  const { per, unit }: Price = prices[key];
  return `${shownValue(usd[key], per)} for ${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`;
}

/** What `--prices FILE` takes: prices by key, and what each is for. */
export function priceFileOf(
  given: Pick<PriceList, 'region' | 'date'>,
  values: Readonly<Partial<Record<PriceKey, PriceValue>>>,
  sources: Readonly<Partial<Record<PriceKey, string>>>,
) {
  const keys = (Object.keys(prices) as PriceKey[]).filter((key) => Object.hasOwn(values, key));
  return {
    region: given.region,
    date: given.date,
    prices: Object.fromEntries(keys.map((key) => [key, values[key]])),
    about: Object.fromEntries(
      keys.map((key) => {
        const { per, unit, source }: Price = prices[key];
        return [key, { per, unit, source: sources[key] ?? source }];
      }),
    ),
  };
}

function shownValue(value: PriceValue, per: number): string {
  if (typeof value === 'number') return String(value);
  return value
    .map(({ upTo, usd }) => (upTo === undefined ? `then ${usd}` : `${usd} to ${units(upTo, per)}`))
    .join(', ');
}

function units(upTo: number, per: number): string {
  return per === 1 ? upTo.toLocaleString('en') : `${(upTo / per).toLocaleString('en')}M`;
}
