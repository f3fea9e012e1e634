import type { InboundRequest } from '../model/engine.js';
import type { WafRequest } from '../model/firewall.js';
import { headerValues } from './fields/header-values.js';

/**
 * What the firewall sees of a request. What AWS tells by the address or the TLS handshake of a caller is told here by
 * headers, for tests: the country by `x-local-country` or `cloudfront-viewer-country` (`CH`), the autonomous system by
 * `x-local-asn` (`64496`), fingerprints by `x-local-ja3` and `x-local-ja4`. Who can reach the local gateway can claim
 * them: they show what rules do, and protect nothing.
 */
export function wafRequestOf(
  request: Pick<
    InboundRequest,
    'method' | 'basePath' | 'rawPath' | 'rawQuery' | 'headers' | 'body' | 'sourceIp' | 'protocol'
  >,
): WafRequest {
  const { method, basePath, rawPath, rawQuery, headers, body, sourceIp, protocol } = request;
  const first = (name: string) => headerValues(headers, name)[0];
  const country = first('x-local-country') ?? first('cloudfront-viewer-country');
  const asn = Number(first('x-local-asn'));
  const [ja3, ja4] = [first('x-local-ja3'), first('x-local-ja4')];
  return {
    method,
    uriPath: basePath + rawPath,
    queryString: rawQuery,
    headers,
    body,
    sourceIp,
    protocol,
    ...(country !== undefined && { country: country.trim().toUpperCase() }),
    ...(Number.isInteger(asn) && asn > 0 && { asn }),
    ...(ja3 !== undefined && { ja3 }),
    ...(ja4 !== undefined && { ja4 }),
  };
}
