import type { DistributionModel } from '../../model/distribution.js';
import type { InboundRequest } from '../../model/engine.js';
import { type EdgeRequest, type EdgeResponse, edgeError } from '../edge-message.js';
import { isCountryAllowed } from './geo-restriction.js';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-general */
const MAX_URL_BYTES = 8192;

/** A viewer's request as the distribution takes it. */
export function edgeRequest(
  { defaultRootObject }: DistributionModel,
  inbound: InboundRequest,
  country: string | undefined,
  requestId: string,
): EdgeRequest {
  const path = inbound.basePath + inbound.rawPath;
  return {
    method: inbound.method,
    uri: path === '/' && defaultRootObject !== undefined ? `/${defaultRootObject}` : path,
    query: inbound.rawQuery,
    headers: inbound.headers,
    body: inbound.body,
    viewerIp: inbound.sourceIp,
    protocol: inbound.protocol,
    receivedAtMs: inbound.receivedAtMs,
    requestId,
    ...(country !== undefined && { country }),
  };
}

/** What is refused before any firewall or function sees it. */
export function refusedAtOnce(
  model: DistributionModel,
  { uri, query, country }: EdgeRequest,
): EdgeResponse | undefined {
  if (!model.enabled) return edgeError(403, 'The distribution is disabled.');
  if (uri.length + query.length > MAX_URL_BYTES) return edgeError(414, 'The URL is longer than 8192 bytes.');
  if (isCountryAllowed(model.geoRestriction, country)) return undefined;
  return edgeError(403, 'The Amazon CloudFront distribution is configured to block access from your country.');
}
