import type { Issue } from '../../../errors/issue.js';
import { type Quota, quotas } from '../../../facts/quotas.js';
import type { FirewallMatch } from '../../firewall.js';
import { brokenRules, issueAt, type Rule } from '../rule.js';
import { isCountryCode } from './country-codes.js';
import { isIpRange } from './ip-range.js';
import { wafRegexFault } from './waf-regex-fault.js';

const guide = 'https://docs.aws.amazon.com/waf/latest/developerguide';
const LARGEST_ASN = 4_294_967_295;
/** https://docs.aws.amazon.com/waf/latest/APIReference/API_AsnMatchStatement.html */
const asnCount: Quota = {
  value: 100,
  unit: 'numbers of autonomous systems per rule',
  raisable: false,
  source: `${guide}/waf-rule-statement-type-asn-match.html`,
};

const RULES: readonly Rule<FirewallMatch>[] = [
  {
    holds: ({ ips = [], countries = [], asns = [], paths = [] }) =>
      ips.length + countries.length + asns.length + paths.length > 0,
    words: (match) => ({
      code: 'FIREWALL_MATCH_EMPTY',
      at: '',
      message: 'nothing is named that could match',
      got: match,
      allowed: 'one or more of ips, countries, asns and paths',
      fix: 'name something, or leave the list out',
      source: `${guide}/waf-rule-statements-match.html`,
    }),
  },
  {
    holds: ({ action }) => action === undefined || action === 'count',
    words: ({ action }) => ({
      code: 'FIREWALL_MATCH_ACTION',
      at: 'action',
      message: 'what is named is allowed or blocked, by the name of the list, or counted',
      got: action,
      allowed: "'count'",
      fix: 'leave it out',
      source: `${guide}/waf-rule-action.html`,
    }),
  },
];

/** Issues of single entries, and of how many there are. */
export function firewallMatchIssues(match: FirewallMatch | undefined, place: string): readonly Issue[] {
  if (!match) return [];
  const { ips = [], countries = [], asns = [], paths = [] } = match;
  const ofVersion = (six: boolean) => ips.filter((ip) => ip.includes(':') === six).length;
  return [
    ...brokenRules(RULES, match, place),
    ...each(ips, `${place}.ips`, ipIssue),
    ...tooMany(Math.max(ofVersion(false), ofVersion(true)), quotas.wafSetAddresses, `${place}.ips`),
    ...each(countries, `${place}.countries`, countryIssue),
    ...tooMany(countries.length, quotas.wafCountries, `${place}.countries`),
    ...each(asns, `${place}.asns`, asnIssue),
    ...tooMany(asns.length, asnCount, `${place}.asns`),
    ...each(paths, `${place}.paths`, regexIssue),
    ...tooMany(paths.length, quotas.wafSetRegexes, `${place}.paths`),
  ];
}

function each<T>(
  values: readonly T[],
  place: string,
  issueOf: (value: T, place: string) => Issue | undefined,
): readonly Issue[] {
  return values.flatMap((value, index) => issueOf(value, `${place}[${index}]`) ?? []);
}

function tooMany(count: number, { value, unit, source }: Quota, place: string): readonly Issue[] {
  if (count <= value) return [];
  return [
    issueAt(place, {
      code: 'FIREWALL_MATCH_COUNT',
      at: '',
      message: 'AWS WAF takes no such number of them',
      got: count,
      allowed: `${value} ${unit}`,
      fix: 'join neighbours, or take out what no longer matters',
      source,
    }),
  ];
}

function ipIssue(ip: string, place: string): Issue | undefined {
  if (isIpRange(ip)) return undefined;
  return issueAt(place, {
    code: 'FIREWALL_IP',
    at: '',
    message: 'this is no address and no range of addresses',
    got: ip,
    allowed: 'IPv4 or IPv6 in its shortest form, with a prefix of 1 bit or more, and nothing behind the prefix',
    fix: 'write 203.0.113.0/24, 203.0.113.7 or 2001:db8::/32',
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_CreateIPSet.html',
  });
}

function countryIssue(country: string, place: string): Issue | undefined {
  if (isCountryCode(country)) return undefined;
  return issueAt(place, {
    code: 'FIREWALL_COUNTRY',
    at: '',
    message: 'no country has this code',
    got: country,
    allowed: 'two capitals of ISO 3166-1: CH, US, GB',
    fix: 'write the code, not the name',
    source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_GeoMatchStatement.html',
  });
}

function asnIssue(asn: number, place: string): Issue | undefined {
  if (Number.isInteger(asn) && asn >= 1 && asn <= LARGEST_ASN) return undefined;
  return issueAt(place, {
    code: 'FIREWALL_ASN',
    at: '',
    message: 'no autonomous system has this number',
    got: asn,
    allowed: `a whole number, 1 to ${LARGEST_ASN}`,
    fix: 'write the number alone: 64496',
    source: asnCount.source,
  });
}

function regexIssue(regex: string, place: string): Issue | undefined {
  const { value, source } = quotas.wafRegexCharacters;
  const fault = wafRegexFault(regex) ?? (regex.length > value ? `it has ${regex.length} characters` : undefined);
  if (!fault) return undefined;
  return issueAt(place, {
    code: 'FIREWALL_REGEX',
    at: '',
    message: `AWS WAF can do nothing with this regular expression: ${fault}`,
    got: regex,
    allowed: `1 to ${value} characters, in lower case, without looking around, references back and possessive repeats`,
    fix: 'write it in simple parts, of which any is enough',
    source: fault.startsWith('it has') && regex.length > value ? source : `${guide}/waf-regex-pattern-support.html`,
  });
}
