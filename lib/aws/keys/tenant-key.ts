import { createHash } from 'node:crypto';
import { LEAST_METER_SECRET_CHARACTERS, usageKeyOf } from '../../../lambdas/authorizer/meter/usage-key.js';
import { oneLine } from '../../errors/one-line.js';
import { KeyRequestError } from '../../keys/key-request-error.js';
import type { MeterSecret } from '../../keys/meter-secret.js';
import { getSecretValue } from '../get-secret-value.js';
import type { GatewaySet, RegionGateway } from './region-gateway.js';

/** What stands for a tenant of a meter, wherever the gateway is. */
export interface TenantKey {
  readonly meter: string;
  /** To be told nobody. */
  readonly value: string;
  /** The same for the same value, so that a tenant gets one key however often it is asked for. */
  readonly request: string;
}

/**
 * The key that the authorizer will name for a tenant.
 *
 * @param meter @default the only one that the gateway has
 * @throws KeyRequestError where there is no such meter, or its secret is too short or differs between regions; AwsCallError
 */
export async function tenantKey(gateways: GatewaySet, tenant: string, meter?: string): Promise<TenantKey> {
  const [first, ...others] = gateways;
  const chosen = meterNamed(first, meter);
  const value = await valueIn(first, chosen, tenant);
  for (const gateway of others) {
    if ((await valueIn(gateway, meterNamed(gateway, chosen.meter), tenant)) === value) continue;
    throw new KeyRequestError(
      `the secret of meter ${chosen.meter} is another in ${gateway.region} than in ${first.region}; replicate it to all regions, or issue the key region by region`,
    );
  }
  const digest = createHash('sha256').update(value).digest('hex').slice(0, 32);
  return { meter: chosen.meter, value, request: `tenant-${digest}` };
}

async function valueIn({ aws, name, region }: RegionGateway, secret: MeterSecret, tenant: string): Promise<string> {
  const text = await getSecretValue(aws, secret);
  if (text.length >= LEAST_METER_SECRET_CHARACTERS)
    return usageKeyOf(text, { gateway: name, meter: secret.meter, tenant });
  throw new KeyRequestError(
    `secret ${secret.id} in ${region} is too short for a meter: the authorizer takes ${LEAST_METER_SECRET_CHARACTERS} characters at least`,
  );
}

function meterNamed({ meters, name, region }: RegionGateway, wanted: string | undefined): MeterSecret {
  const fitting = meters.filter(({ meter }) => wanted === undefined || meter === wanted);
  const [only] = fitting;
  if (only && fitting.length === 1) return only;
  const names = meters.map(({ meter }) => meter).join(', ');
  if (only) throw new KeyRequestError(`gateway ${name} has several meters; name one with --meter: ${names}`);
  throw new KeyRequestError(
    meters.length === 0
      ? `gateway ${name} has no meter in ${region}: its plans are for callers with keys of their own, so leave out --tenant`
      : `gateway ${name} has no meter ${oneLine(wanted ?? '')} in ${region}; it has: ${names}`,
  );
}
