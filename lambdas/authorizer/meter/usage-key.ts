import { createHmac } from 'node:crypto';

/** A guess at a shorter secret could be checked against a key that leaked. */
export const LEAST_METER_SECRET_CHARACTERS = 32;

/** A tenant has a key at each meter: meters may share a secret, and never a key. */
export interface MeteredTenant {
  readonly gateway: string;
  /** The meter's name. */
  readonly meter: string;
  /** The claim's value. */
  readonly tenant: string;
}

/**
 * The value of a tenant's API key: 64 hexadecimal digits that only those who hold the secret can work out. The command
 * line makes the key with it, and the authorizer names it; nobody else is told.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function usageKeyOf(secret: string, { gateway, meter, tenant }: MeteredTenant): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['gatewright-usage-key', gateway, meter, tenant]))
    .digest('hex');
}
