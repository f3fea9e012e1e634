import { IssuesError } from '../../errors/issue.js';
import { type PriceKey, type PriceValue, prices } from '../../facts/prices.js';
import { CliError } from '../cli-error.js';
import { type CloudFrontArea, cloudFrontArea } from './cloudfront-area.js';
import { type Offer, offersFor } from './offer-map.js';
import { priceFileIssues } from './price-file-issues.js';
import { type OfferFile, priceIn } from './read-offer.js';

/** Needs no account: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html */
export const PRICE_LIST_ENDPOINT = 'https://pricing.us-east-1.amazonaws.com';
/** The largest file is of some ten MB. */
const TIMEOUT_MS = 120_000;

export interface RefreshProps {
  readonly region: string;
  /** @default AWS's */
  readonly endpoint?: string;
  readonly fetch: typeof fetch;
}

export interface RefreshedPrices {
  readonly region: string;
  /** Of the newest of the files. */
  readonly date: string;
  readonly prices: Readonly<Partial<Record<PriceKey, PriceValue>>>;
  /** The file that each stands in, and its day. */
  readonly sources: Readonly<Partial<Record<PriceKey, string>>>;
  /** Whose prices CloudFront's are; undefined: nobody says whose the Region's callers pay. */
  readonly edgeArea: CloudFrontArea | undefined;
  /** Ours that no product of the files is. */
  readonly unmapped: readonly PriceKey[];
}

/**
 * Today's prices of a Region from the public offer files of the Price List.
 *
 * @throws CliError 3 where a file does not come
 * @throws IssuesError where a price in it is none that `--prices` takes
 */
export async function refreshPrices({
  region,
  endpoint = PRICE_LIST_ENDPOINT,
  fetch,
}: RefreshProps): Promise<RefreshedPrices> {
  const read = await Promise.all(
    offersFor(region).map(async (offer) => {
      const url = new URL(pathOf(offer, region), endpoint);
      return { offer, url, file: await offerFile(url, fetch) };
    }),
  );
  const found = read.flatMap(({ offer, url, file }) =>
    pricesOf(offer, file).map(([key, usd]) => ({
      key,
      usd,
      source: [url.href, dayOf(file)].filter(Boolean).join(' of '),
    })),
  );
  const keys = Object.keys(prices) as PriceKey[];
  const fetched = Object.fromEntries(found.map(({ key, usd }) => [key, usd]));
  const issues = priceFileIssues({ prices: fetched });
  if (issues.length > 0) throw new IssuesError(`What the Price List has of ${region}`, issues);
  return {
    region,
    date:
      read
        .map(({ file }) => dayOf(file))
        .sort()
        .at(-1) || UNDATED,
    prices: fetched,
    sources: Object.fromEntries(found.map(({ key, source }) => [key, source])),
    edgeArea: cloudFrontArea(region),
    unmapped: keys.filter((key) => found.every((one) => one.key !== key)),
  };
}

const UNDATED = 'a day that the Price List does not say';

/** `2026-11-07`; empty where the file does not say. */
function dayOf({ publicationDate }: OfferFile): string {
  return /^\d{4}-\d\d-\d\d/.exec(String(publicationDate ?? ''))?.[0] ?? '';
}

function pathOf({ service, regional }: Offer, region: string): string {
  return `/offers/v1.0/aws/${service}/current/${regional ? `${region}/` : ''}index.json`;
}

function pricesOf({ products }: Offer, file: OfferFile): readonly (readonly [string, PriceValue])[] {
  return Object.entries(products).flatMap(([key, wanted]) => {
    const value = priceIn(file, key as PriceKey, wanted);
    return value === undefined ? [] : [[key, value] as const];
  });
}

async function offerFile(url: URL, fetch: typeof globalThis.fetch): Promise<OfferFile> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return fileOf(await answer.json());
  } catch (error) {
    throw new CliError(3, `${url.href} cannot be read: ${reasonOf(error)}`);
  }
}

function fileOf(value: unknown): OfferFile {
  const file = value as { readonly products?: unknown; readonly terms?: unknown } | null;
  if (typeof file?.products === 'object' && typeof file.terms === 'object') return value as OfferFile;
  throw new Error('it is no offer file');
}

/** `fetch failed` says nothing: its cause does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || error.cause.name : error.message;
}
