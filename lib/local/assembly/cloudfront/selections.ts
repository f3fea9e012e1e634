import type { Selection } from '../../model/distribution.js';
import type { Properties } from '../properties.js';

/** What each word of CloudFront's policies selects, in lower case. */
const KINDS: Readonly<Record<string, Selection['kind']>> = {
  none: 'none',
  all: 'all',
  whitelist: 'only',
  allexcept: 'all-except',
  allviewer: 'all',
  allviewerandwhitelistcloudfront: 'all',
};

export const NONE: Selection = { kind: 'none' };
export const ALL: Selection = { kind: 'all' };

/**
 * Reads `HeadersConfig`, `CookiesConfig` or `QueryStringsConfig` of a policy. A word that is not known selects nothing.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-cloudfront-cachepolicy-headersconfig.html
 */
export function readSelection(config: Properties, behavior: string, list: string, lowerCase: boolean): Selection {
  const kind = KINDS[(config.string(behavior) ?? 'none').toLowerCase()] ?? 'none';
  if (kind === 'none' || kind === 'all') return { kind };
  const names = config.strings(list);
  return { kind, names: lowerCase ? names.map((name) => name.toLowerCase()) : names };
}

export const readHeaders = (policy: Properties): Selection =>
  readSelection(policy.object('HeadersConfig'), 'HeaderBehavior', 'Headers', true);

export const readCookies = (policy: Properties): Selection =>
  readSelection(policy.object('CookiesConfig'), 'CookieBehavior', 'Cookies', false);

export const readQueryStrings = (policy: Properties): Selection =>
  readSelection(policy.object('QueryStringsConfig'), 'QueryStringBehavior', 'QueryStrings', false);
