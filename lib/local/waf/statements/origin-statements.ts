import type { WafForwardedIp, WafStatement } from '../../model/web-acl.js';
import { callerAddresses } from '../addresses/caller-addresses.js';
import { isInBlock, parseBlock } from '../addresses/parse-address.js';
import type { Inspection, TestStatement } from '../inspection.js';

type Of<Kind extends WafStatement['kind']> = Extract<WafStatement, { kind: Kind }>;

/** What AWS calls a country that it cannot tell. */
const UNKNOWN_COUNTRY = 'XX';

/** Without the header of forwarded addresses nothing matches; without a valid address in it the fallback holds. */
function withAddresses(
  forwarded: WafForwardedIp | undefined,
  test: (addresses: readonly Buffer[], inspection: Inspection) => boolean,
): TestStatement {
  return (inspection) => {
    const caller = callerAddresses(inspection.request, forwarded);
    if (caller.kind === 'addresses') return test(caller.addresses, inspection);
    return caller.kind === 'invalid' && forwarded?.fallback === 'MATCH';
  };
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html */
export function testIpSet({ addresses, forwarded }: Of<'ip-set'>): TestStatement {
  const blocks = addresses.map(parseBlock).filter((block) => block !== undefined);
  return withAddresses(forwarded, (callers) =>
    callers.some((caller) => blocks.some((block) => isInBlock(caller, block))),
  );
}

/**
 * By the country that the request carries: of forwarded addresses too, since no address has one here. Labels the request
 * with it, whether it matches or not; regions are not known here.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html
 */
export function testGeoMatch({ countryCodes, forwarded }: Of<'geo-match'>): TestStatement {
  const label = `awswaf:${forwarded ? 'forwardedip' : 'clientip'}:geo:country:`;
  const listed = new Set(countryCodes);
  return withAddresses(forwarded, (_callers, { request, newLabels }) => {
    const country = request.country ?? UNKNOWN_COUNTRY;
    newLabels.add(label + country);
    return listed.has(country);
  });
}

/** 0 is an address whose autonomous system is not known. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-asn-match.html */
export function testAsnMatch({ asns, forwarded }: Of<'asn-match'>): TestStatement {
  const listed = new Set(asns);
  return withAddresses(forwarded, (_callers, { request }) => listed.has(request.asn ?? 0));
}
