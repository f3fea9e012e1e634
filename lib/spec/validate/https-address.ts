import { LONGEST_URI } from './api-limits.js';

/** What {@link isHttpsAddress} takes, in words. */
export const HTTPS_ADDRESS = `an https:// URL of 1 to ${LONGEST_URI} characters, without credentials, blanks, query and fragment`;

/** By its characters: a URL parser drops blanks and an empty query, but the token's `iss` is compared as written. */
export function isHttpsAddress(url: string): boolean {
  return url.length <= LONGEST_URI && /^https:\/\/[!-~]+$/.test(url) && !/[?#\\@]/.test(url) && URL.canParse(url);
}
