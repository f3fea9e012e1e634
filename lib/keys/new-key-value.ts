import { randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As long as those that API Gateway makes up itself: 238 bits. */
const LENGTH = 40;

/**
 * A value for a new key: 40 letters and digits, where API Gateway takes 20 to 128. We make it up before the call, so
 * that a call whose answer was lost can be repeated, and one value can open several regions.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html
 *
 * @param below a whole number from 0 up to its argument, excluded, each as likely as the others and none to foretell
 */
export function newKeyValue(below: (limit: number) => number = (limit) => randomInt(limit)): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(below(ALPHABET.length))).join('');
}
