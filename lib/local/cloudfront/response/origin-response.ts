import type { BehaviorModel, HeaderPair } from '../../model/distribution.js';
import type { EdgeResponse } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';
import { selects } from '../request/selections.js';

/**
 * What CloudFront takes away of an origin's headers: cookies where none are forwarded, and of `Vary` what no policy is
 * about.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#ResponseCustomRemovedHeaders
 */
export function cleanOriginResponse(response: EdgeResponse, behavior: BehaviorModel): EdgeResponse {
  const headers = forwardsCookies(behavior) ? response.headers : withoutHeaders(response.headers, ['set-cookie']);
  return { ...response, headers: withCleanVary(headers, behavior) };
}

const forwardsCookies = ({ cachePolicy, originRequestPolicy }: BehaviorModel): boolean =>
  cachePolicy.cookies.kind !== 'none' || (originRequestPolicy?.cookies.kind ?? 'none') !== 'none';

function withCleanVary(headers: readonly HeaderPair[], behavior: BehaviorModel): readonly HeaderPair[] {
  const vary = headerValue(headers, 'vary');
  if (vary === undefined) return headers;
  const kept = vary.split(',').filter((name) => isKept(name.trim().toLowerCase(), behavior));
  const clean = withoutHeaders(headers, ['vary']);
  return kept.length === 0 ? clean : withHeader(clean, 'Vary', kept.map((name) => name.trim()).join(', '));
}

function isKept(name: string, { cachePolicy, originRequestPolicy }: BehaviorModel): boolean {
  if (['*', 'accept-encoding', 'cookie'].includes(name)) return true;
  return selects(cachePolicy.headers, name) || selects(originRequestPolicy?.headers ?? { kind: 'none' }, name);
}
