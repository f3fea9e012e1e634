import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { type QuotaName, quotas } from '../../facts/quotas.js';
import type { GatewaySpec } from '../gateway.js';
import { isRaisable, isRaised, RAISABLE_QUOTAS } from '../quotas.js';
import { isRecord } from './shape.js';

const SERVICE_QUOTAS = 'https://docs.aws.amazon.com/servicequotas/latest/userguide/request-quota-increase.html';

/** What is wrong with the raised quotas that a spec states. */
export function raisedQuotaIssues({
  quotas: stated,
}: { readonly quotas?: unknown } & Pick<GatewaySpec, 'name'>): readonly Issue[] {
  if (stated === undefined) return [];
  if (!isRecord(stated)) return [noQuotas(stated)];
  return Object.entries(stated).flatMap(([name, value]) => raisedIssue(name, value));
}

function raisedIssue(name: string, value: unknown): readonly Issue[] {
  const place = `quotas.${oneLine(name)}`;
  if (!isQuota(name)) return [unknownQuota(name, place)];
  if (!isRaisable(name)) return [fixedQuota(name, place)];
  return value === undefined || isRaised(value, quotas[name].value) ? [] : [badValue(name, value, place)];
}

function isQuota(name: string): name is QuotaName {
  return Object.hasOwn(quotas, name);
}

function noQuotas(got: unknown): Issue {
  return {
    code: 'QUOTAS',
    place: 'quotas',
    message: 'these are no quotas',
    got: shown(got),
    allowed: `an object of numbers: ${RAISABLE_QUOTAS.join(', ')}`,
    fix: 'write quotas: { restResources: 1_000 }, or leave it out',
  };
}

function unknownQuota(name: string, place: string): Issue {
  return {
    code: 'QUOTA_UNKNOWN',
    place,
    message: 'there is no such quota',
    got: shown(name),
    allowed: RAISABLE_QUOTAS.join(', '),
    fix: 'use a name of docs/quotas.md',
  };
}

function fixedQuota(name: QuotaName, place: string): Issue {
  const { value, unit, source, raisable } = quotas[name];
  return {
    code: 'QUOTA_FIXED',
    place,
    message: raisable ? 'Gatewright makes no use of more than the default' : 'AWS does not raise this',
    got: shown(name),
    allowed: `${value} ${unit}`,
    fix: 'leave it out',
    source,
  };
}

function badValue(name: QuotaName, got: unknown, place: string): Issue {
  const { value, unit } = quotas[name];
  return {
    code: 'QUOTA_RAISED',
    place,
    message: 'this is no value that AWS could have raised the quota to',
    got: shown(got),
    allowed: `a whole number of ${unit}, ${value} or more`,
    fix: 'state what the console of Service Quotas shows for the account and Region, or leave it out',
    source: SERVICE_QUOTAS,
  };
}
