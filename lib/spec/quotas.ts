import { type QuotaName, quotas } from '../facts/quotas.js';

/** Names that the guide lists as raisable. */
type RaisableName = { [Name in QuotaName]: (typeof quotas)[Name]['raisable'] extends true ? Name : never }[QuotaName];

/** A timeout is a route's own affair: no route waits longer on a REST API than by default. */
type PerRoute = 'restTimeoutMs';

/** The quotas that a spec can state a raised value of. */
export type RaisableQuota = Exclude<RaisableName, PerRoute>;

/**
 * What AWS has raised quotas of the account to, as the console of Service Quotas shows them: `{ restResources: 1_000 }`.
 * Stating a value raises nothing.
 */
export type RaisedQuotas = { readonly [Name in RaisableQuota]?: number };

const PER_ROUTE: Record<PerRoute, true> = { restTimeoutMs: true };

export const RAISABLE_QUOTAS: readonly RaisableQuota[] = (Object.keys(quotas) as QuotaName[]).filter(isRaisable);

export function isRaisable(name: QuotaName): name is RaisableQuota {
  return quotas[name].raisable && !Object.hasOwn(PER_ROUTE, name);
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
