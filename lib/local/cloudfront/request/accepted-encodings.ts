import type { CachePolicyModel } from '../../model/distribution.js';
import type { EdgeRequest } from '../edge-message.js';
import { headerValue } from '../headers.js';

/** As CloudFront prefers them. */
export type Encoding = 'br' | 'gzip';

/**
 * `Accept-Encoding`, narrowed to what the cache policy keeps apart; empty where the viewer takes none of it.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects
 */
export function acceptedEncodings(
  { headers, protocol }: Pick<EdgeRequest, 'headers' | 'protocol'>,
  { gzip, brotli }: Pick<CachePolicyModel, 'gzip' | 'brotli'>,
): readonly Encoding[] {
  if (protocol === 'HTTP/1.0') return [];
  const taken = (headerValue(headers, 'accept-encoding') ?? '').split(',').flatMap(readCoding);
  const kept = [...(brotli ? ['br' as const] : []), ...(gzip ? ['gzip' as const] : [])];
  return kept.filter((encoding) => taken.includes(encoding));
}

/** The coding, unless its quality is 0 (RFC 9110, section 12.5.3). */
function readCoding(item: string): string[] {
  const [coding = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
  return parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter)) ? [] : [coding];
}
