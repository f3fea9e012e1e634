import type { PriceKey } from '../../facts/prices.js';

export interface RestCacheSize {
  readonly gb: number;
  /** Of an hour. */
  readonly priceOf: PriceKey;
}

/** Sizes that the cache of a REST API comes in, from the smallest. https://aws.amazon.com/api-gateway/pricing/ */
export const REST_CACHE_SIZES: readonly RestCacheSize[] = [
  { gb: 0.5, priceOf: 'restCache0_5GbHours' },
  { gb: 1.6, priceOf: 'restCache1_6GbHours' },
  { gb: 6.1, priceOf: 'restCache6_1GbHours' },
  { gb: 13.5, priceOf: 'restCache13_5GbHours' },
  { gb: 28.4, priceOf: 'restCache28_4GbHours' },
  { gb: 58.2, priceOf: 'restCache58_2GbHours' },
  { gb: 118, priceOf: 'restCache118GbHours' },
  { gb: 237, priceOf: 'restCache237GbHours' },
];
