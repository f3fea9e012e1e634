import type { CostLine } from '../plan/estimate-cost.js';

/** What a line of a bill goes by, of one or several levels of traffic: `3.50/M`, `3.50…2.38/M` where steps are passed. */
export function priceText(lines: readonly CostLine[]): string {
  const [line] = lines;
  if (!line) return '';
  const steps = typeof line.usd === 'number' ? [{ usd: line.usd }] : line.usd;
  const stepAt = (unit: number) => {
    const index = steps.findIndex((step) => !('upTo' in step) || step.upTo === undefined || unit <= step.upTo);
    return index === -1 ? steps.length - 1 : index;
  };
  const first = Math.min(...lines.map(({ from }) => stepAt(from + SMALLEST)));
  const last = Math.max(...lines.map(({ from, quantity }) => stepAt(from + quantity)));
  const ends = first === last ? [first] : [first, last];
  return ends.map((index) => decimals(steps[index]?.usd ?? 0)).join('…') + perText(line);
}

/** The first unit after those that are used up. */
const SMALLEST = 1e-9;

const MILLION = 1_000_000;
/** What is not counted piece by piece. */
const PER_UNIT: Readonly<Record<string, string>> = {
  GB: '/GB',
  'GB-s': '/GB-s',
  'GB-months': '/GB-month',
  months: '/month',
};

function perText({ per, unit }: CostLine): string {
  return per === MILLION ? '/M' : (PER_UNIT[unit] ?? ' each');
}

function decimals(usd: number): string {
  return usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 12 });
}

/** So many digits that quantity times price gives the dollars beside them. */
export function quantityText({ quantity, per }: Pick<CostLine, 'quantity' | 'per'>): string {
  if (quantity < 1) return quantity.toLocaleString('en', { maximumSignificantDigits: 4 });
  return quantity.toLocaleString('en', { maximumFractionDigits: fractionDigits(quantity, per) });
}

function fractionDigits(quantity: number, per: number): number {
  if (per > 1) return 0;
  return quantity < 10_000 ? 4 : 2;
}
