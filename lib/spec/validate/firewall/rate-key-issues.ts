import type { Issue } from '../../../errors/issue.js';
import type { RateKey } from '../../firewall.js';
import { brokenRules, issueAt, type Rule } from '../rule.js';

const CUSTOM_KEY = 'https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatementCustomKey.html';
const NAMED = ['ip', 'forwarded-ip', 'method', 'path', 'query-string', 'ja3', 'ja4', 'asn'];
const PARTS = ['header', 'cookie', 'query'];
const MOST_KEYS = 5;
/** Names that AWS WAF takes; of headers those that HTTP has. */
const PART_NAMES: Readonly<Record<string, RegExp>> = {
  header: /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/,
  cookie: /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/,
  query: /^[^\s\p{Cc}]{1,64}$/u,
};

const RULES: readonly Rule<readonly RateKey[]>[] = [
  {
    holds: (keys) => keys.length >= 1 && keys.length <= MOST_KEYS,
    words: (keys) => ({
      code: 'FIREWALL_RATE_KEYS',
      at: 'by',
      message: 'AWS WAF counts by one to five things together',
      got: keys.length,
      allowed: `1 to ${MOST_KEYS} keys`,
      fix: "leave it out ('ip'), or take out what hardly differs",
      source: CUSTOM_KEY,
    }),
  },
  {
    holds: (keys) => new Set(keys.map(textOf)).size === keys.length,
    words: (keys) => ({
      code: 'FIREWALL_RATE_KEY_TWICE',
      at: 'by',
      message: 'the same key twice counts nothing more',
      got: keys,
      allowed: 'each key once',
      fix: 'leave one of them out',
      source: CUSTOM_KEY,
    }),
  },
];

/** @param place of the rate limit */
export function rateKeyIssues(
  by: NonNullable<RateKey | readonly RateKey[]>,
  place: string,
  hasEdge: boolean,
): readonly Issue[] {
  const keys = listed(by);
  return [
    ...brokenRules(RULES, keys, place),
    ...keys.flatMap((key, index) => {
      const at = Array.isArray(by) ? `${place}.by[${index}]` : `${place}.by`;
      return isKey(key) ? fingerprintIssues(key, at, hasEdge) : [keyIssue(key, at)];
    }),
  ];
}

function listed(by: RateKey | readonly RateKey[]): readonly RateKey[] {
  return Array.isArray(by) ? by : [by as RateKey];
}

function isKey(key: RateKey): boolean {
  if (typeof key === 'string') return NAMED.includes(key);
  const [[part, name] = ['', '']] = Object.entries(key);
  return PARTS.includes(part) && (PART_NAMES[part]?.test(name) ?? false);
}

function textOf(key: RateKey): string {
  return JSON.stringify(key).toLowerCase();
}

function keyIssue(key: RateKey, place: string): Issue {
  return issueAt(place, {
    code: 'FIREWALL_RATE_KEY',
    at: '',
    message: 'AWS WAF does not count by this',
    got: key,
    allowed: `${NAMED.join(', ')}, { header }, { cookie } or { query } with a name of 1 to 64 characters`,
    fix: "write 'ip', or { header: 'x-tenant' }",
    source: CUSTOM_KEY,
  });
}

function fingerprintIssues(key: RateKey, place: string, hasEdge: boolean): readonly Issue[] {
  if (hasEdge || (key !== 'ja3' && key !== 'ja4')) return [];
  return [
    issueAt(place, {
      code: 'FIREWALL_RATE_FINGERPRINT',
      at: '',
      message: 'a REST API tells AWS WAF nothing of the TLS of its callers; CloudFront does',
      got: key,
      allowed: 'ja3 and ja4 in gateways with an edge',
      fix: 'write edge: {} on the gateway, or count by another key',
      source: 'https://docs.aws.amazon.com/waf/latest/APIReference/API_JA4Fingerprint.html',
    }),
  ];
}
