import type { WafRequest } from '../../model/firewall.js';
import type { WafForwardedIp } from '../../model/web-acl.js';
import { headerValues } from '../fields/header-values.js';
import { parseAddress } from './parse-address.js';

/** Of a longer list AWS WAF looks at the last ten alone. */
const MAX_FORWARDED = 10;

export type CallerAddresses =
  | { readonly kind: 'addresses'; readonly addresses: readonly Buffer[] }
  /** The header is not there: the rule is not applied to the request at all. */
  | { readonly kind: 'missing' }
  /** No valid address stands where it should: the statement's fallback holds. */
  | { readonly kind: 'invalid' };

/**
 * Where a request comes from: its own address, or those that a header names.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
 */
export function callerAddresses(
  { sourceIp, headers }: WafRequest,
  forwarded: WafForwardedIp | undefined,
): CallerAddresses {
  if (forwarded === undefined) {
    const own = parseAddress(sourceIp);
    return own === undefined ? { kind: 'invalid' } : { kind: 'addresses', addresses: [own] };
  }
  const values = headerValues(headers, forwarded.headerName);
  if (values.length === 0) return { kind: 'missing' };
  const addresses = atPosition(values.join(',').split(','), forwarded.position).map(parseAddress);
  const valid = addresses.filter((address) => address !== undefined);
  return valid.length === 0 ? { kind: 'invalid' } : { kind: 'addresses', addresses: valid };
}

function atPosition(list: readonly string[], position: WafForwardedIp['position']): readonly string[] {
  if (position === 'FIRST') return list.slice(0, 1);
  return position === 'LAST' ? list.slice(-1) : list.slice(-MAX_FORWARDED);
}
