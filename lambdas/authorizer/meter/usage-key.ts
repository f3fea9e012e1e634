import { createHmac } from 'node:crypto';

/** A guess at a shorter secret could be checked against a key that leaked. */
export const LEAST_METER_SECRET_CHARACTERS = 32;

/**
 * The value of a tenant's API key: 64 hexadecimal digits that only those who hold the secret can work out. The command
 * line makes the key with it, and the authorizer names it; nobody else is told.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export function usageKeyOf(secret: string, gateway: string, tenant: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['gatewright-usage-key', gateway, tenant]))
    .digest('hex');
}
