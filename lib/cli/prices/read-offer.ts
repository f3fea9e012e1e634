import type { PriceKey } from '../../facts/prices.js';
import { type PriceTier, type PriceValue, prices } from '../../facts/prices.js';
import type { OfferProduct } from './offer-map.js';

/** An offer file, of which this much is read. */
export interface OfferFile {
  readonly publicationDate?: string;
  readonly products?: Readonly<Record<string, ListedProduct>>;
  readonly terms?: { readonly OnDemand?: Readonly<Record<string, Readonly<Record<string, ListedTerm>>>> };
}

interface ListedProduct {
  readonly productFamily?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

interface ListedTerm {
  readonly priceDimensions?: Readonly<Record<string, ListedStep>>;
}

interface ListedStep {
  readonly beginRange?: string;
  readonly endRange?: string;
  readonly pricePerUnit?: Readonly<Record<string, string>>;
}

/** The price of a product, for as many units as our list has it; undefined: the file has none, or several that differ. */
export function priceIn(file: OfferFile, key: PriceKey, wanted: OfferProduct): PriceValue | undefined {
  const skus = Object.entries(file.products ?? {}).filter(([, product]) => isWanted(product, wanted));
  const found = skus.flatMap(([sku]) => priceOfSku(file, sku, prices[key].per) ?? []);
  const distinct = new Set(found.map((value) => JSON.stringify(value)));
  return distinct.size === 1 ? found[0] : undefined;
}

function isWanted({ productFamily, attributes = {} }: ListedProduct, { usageType, also = {} }: OfferProduct): boolean {
  const listed = attributes.usagetype ?? '';
  if (listed !== usageType && !isPrefixed(listed, usageType)) return false;
  return Object.entries(also).every(
    ([name, value]) => (name === 'productFamily' ? productFamily : attributes[name]) === value,
  );
}

/** `EUC1-` and the like: a Region's prefix is capitals and digits. Free tiers of accounts stand below `Global-`. */
function isPrefixed(listed: string, usageType: string): boolean {
  return listed.endsWith(`-${usageType}`) && /^[A-Z0-9]+$/.test(listed.slice(0, -usageType.length - 1));
}

function priceOfSku({ terms }: OfferFile, sku: string, per: number): readonly [PriceValue] | undefined {
  const [term] = Object.values(terms?.OnDemand?.[sku] ?? {});
  const steps = Object.values(term?.priceDimensions ?? {})
    .map((step) => ({ from: Number(step.beginRange), upTo: endOf(step), usd: usdOf(step, per) }))
    .sort((a, b) => a.from - b.from);
  const paid = steps.length > 1 && steps[0]?.usd === 0 ? steps.slice(1) : steps;
  if (paid.length === 0 || paid.some(({ usd }) => !Number.isFinite(usd))) return undefined;
  return [listedValue(paid)];
}

function listedValue(steps: readonly { readonly upTo: number; readonly usd: number }[]): PriceValue {
  const [only] = steps;
  if (steps.length === 1 && only) return only.usd;
  return steps.map(({ upTo, usd }, index): PriceTier => (index === steps.length - 1 ? { usd } : { upTo, usd }));
}

function endOf({ endRange }: ListedStep): number {
  return endRange === undefined || endRange === 'Inf' ? Number.POSITIVE_INFINITY : Number(endRange);
}

/** Ten digits: 0.0000010000 times a million is 1, and no 0.9999999999999999. What is no number, an empty text too, is no price. */
function usdOf({ pricePerUnit }: ListedStep, per: number): number {
  const text = String(pricePerUnit?.USD ?? '').trim();
  return text === '' ? Number.NaN : Number((Number(text) * per).toPrecision(10));
}
