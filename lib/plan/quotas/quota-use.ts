import { type QuotaName, quotas } from '../../facts/quotas.js';
import { quotaLimit, type RaisedQuotas } from '../../spec/quotas.js';
import type { ApiType } from '../plan.js';

/** How much of a quota a plan takes. */
export interface QuotaCount {
  readonly name: QuotaName;
  readonly used: number;
  /** Absent: it is no quota of an API. */
  readonly api?: ApiType;
  /** The part that uses most of it; absent: the gateway's own stack does, or it is no quota of a stack. */
  readonly part?: string;
  /** What takes it, where the unit leaves that open: `the function "get-book", which 38 APIs call`. */
  readonly taker?: string;
}

/** A quota that a plan can hit. */
export interface QuotaUse extends QuotaCount {
  /** What the account has. */
  readonly limit: number;
  /** What is left; below 0: what is lacking. */
  readonly headRoom: number;
  /** From 80 % of the limit on. */
  readonly near: boolean;
  readonly unit: string;
  /** Whether AWS raises it on request. */
  readonly raisable: boolean;
  /** The spec says that AWS has raised it. */
  readonly raised?: true;
  readonly source: string;
}

/** What one stack takes: of a part with its name. */
export function ofStack({ part }: { readonly part?: string }, count: QuotaCount): QuotaCount {
  return part === undefined ? count : { ...count, part };
}

const NEAR_SHARE = 0.8;

/** @param raised what the spec says that the account has */
export function quotaUse(count: QuotaCount, raised: RaisedQuotas | undefined): QuotaUse {
  const { value, unit, raisable, source } = quotas[count.name];
  const limit = quotaLimit(count.name, raised);
  return {
    ...count,
    limit,
    headRoom: limit - count.used,
    near: count.used >= limit * NEAR_SHARE,
    unit,
    raisable,
    ...(limit > value && { raised: true }),
    source,
  };
}
