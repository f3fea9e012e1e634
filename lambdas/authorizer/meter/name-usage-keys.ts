import type { UsageKeyRule } from '../../../lib/plan/plan.js';
import type { Claims } from '../claims.js';
import type { Services } from '../parts.js';
import { forbidden, unavailable } from '../refusal.js';
import { getSecretValue } from '../secrets/get-secret-value.js';
import { secretReader } from '../secrets/secret-reader.js';
import { LEAST_METER_SECRET_CHARACTERS, usageKeyOf } from './usage-key.js';

/** The key that a caller's claims stand for. @throws Refusal */
export type NameUsageKey = (rule: Extract<UsageKeyRule, { kind: 'claim' }>, claims: Claims) => Promise<string>;

/** By a claim and a secret of Secrets Manager. A caller without the claim has no plan, so it is not let in. */
export function nameUsageKeys(services: Services): NameUsageKey {
  const read = secretReader(getSecretValue(services), services.nowMs);
  return async ({ claim, secret, gateway, meter }, claims) => {
    const tenant = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    if (typeof tenant !== 'string' || tenant === '') throw forbidden('meter-claim-missing');
    const text = await read(secret);
    if (text.length < LEAST_METER_SECRET_CHARACTERS) throw unavailable('meter-secret-too-short');
    return usageKeyOf(text, { gateway, meter, tenant });
  };
}
