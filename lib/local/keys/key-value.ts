import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** As long as those that API Gateway makes up itself. */
const LENGTH = 40;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-keys.html */
export function isKeyValue(value: string): boolean {
  return /^[A-Za-z0-9]{20,128}$/.test(value);
}

/** Keys are looked up by digest, so that how long a look-up takes says nothing of a value. */
export function keyDigest(value: string): string {
  return createHash('sha256').update(value).digest('base64');
}

/** @param random as `crypto.randomBytes` */
export function randomText(length: number = LENGTH, random: (bytes: number) => Uint8Array = randomBytes): string {
  let text = '';
  while (text.length < length) {
    for (const byte of random(length)) {
      // 248 is the largest multiple of 62 in a byte; what lies above would favour some characters.
      if (byte < 248 && text.length < length) text += ALPHABET[byte % ALPHABET.length];
    }
  }
  return text;
}
