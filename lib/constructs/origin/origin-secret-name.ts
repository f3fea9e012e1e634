import { createHash } from 'node:crypto';

/**
 * The value of the distribution's tag too, which holds 256 characters; names of secrets hold 512. The rest is for the
 * region, which may be known at deployment only.
 *
 * https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Tag.html
 */
const MOST_PLACE_CHARACTERS = 200;
const DIGEST_CHARACTERS = 16;

/**
 * `gatewright/REGION/STACK/GATEWAY/origin`. Where stack, path and gateway are too long together, they are cut, and end with
 * a digest of the whole: two that begin alike are still two.
 *
 * @param place of the gateway: its stack, its construct path, its name
 */
export function originSecretName(region: string, place: readonly string[]): string {
  const whole = place.filter((part) => part !== '').join('/');
  return `gatewright/${region}/${whole.length <= MOST_PLACE_CHARACTERS ? whole : shortened(whole)}/origin`;
}

function shortened(whole: string): string {
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, DIGEST_CHARACTERS);
  return `${whole.slice(0, MOST_PLACE_CHARACTERS - DIGEST_CHARACTERS - 1)}-${digest}`;
}
