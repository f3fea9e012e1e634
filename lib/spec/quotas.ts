import { type QuotaName, quotas } from '../facts/quotas.js';

/** The quotas that a spec can state a raised value of: those that the guide lists as raisable. */
export type RaisableQuota = {
  [Name in QuotaName]: (typeof quotas)[Name]['raisable'] extends true ? Name : never;
}[QuotaName];

/**
 * What AWS has raised quotas of the account to, as the console of Service Quotas shows them: `{ restResources: 1_000 }`.
 * Stating a value raises nothing.
 */
export type RaisedQuotas = { readonly [Name in RaisableQuota]?: number };

export const RAISABLE_QUOTAS: readonly RaisableQuota[] = (Object.keys(quotas) as QuotaName[]).filter(isRaisable);

export function isRaisable(name: QuotaName): name is RaisableQuota {
  return quotas[name].raisable;
}

/** What the account has: what the spec says that it has, else what AWS gives to every account. */
export function quotaLimit(name: QuotaName, raised: RaisedQuotas | undefined): number {
  const { value } = quotas[name];
  const stated = isRaisable(name) ? raised?.[name] : undefined;
  return isRaised(stated, value) ? stated : value;
}

/** Whether this is a value that AWS could have raised a quota to. */
export function isRaised(stated: unknown, given: number): stated is number {
  return typeof stated === 'number' && Number.isSafeInteger(stated) && stated >= given;
}
