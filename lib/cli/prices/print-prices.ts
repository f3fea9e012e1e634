import { type Price, type PriceKey, type PriceList, type PriceValue, prices } from '../../facts/prices.js';
import { colors } from '../colors.js';
import { indented, table } from '../table.js';

/** A price list as a person reads it: dollars, units and source of each key. */
export function printPrices(list: PriceList): string {
  const rows = (Object.entries(prices) as readonly [PriceKey, Price][]).map(([key, { per, unit }]) => [
    key,
    shownValue(list.usd[key], per),
    `${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`,
    colors.dim(list.filled.includes(key) ? `${list.sources[key]} (ours)` : list.sources[key]),
  ]);
  const columns = ['Key', 'USD', 'for', 'Source'].map((title) => ({ title: colors.dim(title) }));
  return `\n${indented(colors.bold(`Prices of ${list.region}, ${list.date}, without free tiers`))}\n${indented(table(columns, rows))}\n`;
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
