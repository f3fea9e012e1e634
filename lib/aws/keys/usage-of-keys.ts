import { type DatedUse, datedUse } from '../../keys/key-usage.js';
import { listApiKeys } from '../api-keys.js';
import { usageOfPlan } from '../usage-plans.js';
import type { KeyEverywhere } from './find-key.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

/** Days, in UTC; both are included. */
export interface UsageSpan {
  readonly from: string;
  readonly to: string;
}

/** What one key used of one plan. */
export interface KeyUse {
  readonly keyId: string;
  readonly name: string;
  readonly owner: string;
  readonly plan: string;
  readonly region: string;
  readonly days: readonly DatedUse[];
}

/** What keys used of the plans of a gateway, 500 keys a page; those that used nothing are left out, as AWS does. */
export async function* usageOfKeys(
  gateways: GatewaySet,
  span: UsageSpan,
  only: KeyEverywhere | undefined,
): AsyncGenerator<readonly KeyUse[]> {
  for (const gateway of gateways) {
    const keyId = only?.find((one) => one.gateway === gateway)?.key.id;
    if (only !== undefined && keyId === undefined) continue;
    const names = only === undefined ? await namesOf(gateway) : namesOfFound(only);
    for (const plan of gateway.plans) {
      for await (const page of usageOfPlan(gateway.aws, { planId: plan.id, ...span, keyId })) {
        yield page.map(({ keyId: id, days }) => ({
          keyId: id,
          name: names.get(id)?.name ?? '',
          owner: names.get(id)?.owner ?? '',
          plan: plan.name,
          region: gateway.region,
          days: datedUse(span.from, days),
        }));
      }
    }
  }
}

interface KeyName {
  readonly name: string;
  readonly owner: string;
}

async function namesOf({ aws, name: gateway }: RegionGateway): Promise<ReadonlyMap<string, KeyName>> {
  const names = new Map<string, KeyName>();
  for await (const page of listApiKeys(aws)) {
    for (const { id, name, record } of page) {
      if (record.gateway === undefined || record.gateway === gateway)
        names.set(id, { name, owner: record.owner ?? '' });
    }
  }
  return names;
}

function namesOfFound(found: KeyEverywhere): ReadonlyMap<string, KeyName> {
  return new Map(found.map(({ key }) => [key.id, { name: key.name, owner: key.record.owner ?? '' }]));
}
