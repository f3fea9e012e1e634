import type { aws_wafv2 } from 'aws-cdk-lib';
import type { WebAclRulePlan } from '../../plan/web-acl-plan.js';
import type { RateKey } from '../../spec/firewall.js';
import { allOf, anyOf } from './joined.js';
import { AS_SENT, methodIs, NORMALIZED, PLAIN_WAYS, pathMatches } from './path-field.js';

type Statement = aws_wafv2.CfnWebACL.StatementProperty;
type CustomKey = aws_wafv2.CfnWebACL.RateBasedStatementCustomKeyProperty;

type RateRule = Extract<WebAclRulePlan, { kind: 'rate' }>;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html */
export function rateStatement({ limit, windowSeconds, by, methods, paths }: RateRule): Statement {
  const scope = scopeOf({ methods, paths });
  return {
    rateBasedStatement: {
      limit,
      evaluationWindowSec: windowSeconds,
      ...aggregation(by),
      ...(scope && { scopeDownStatement: scope }),
    },
  };
}

/** Addresses alone have types of their own, and custom keys refuse to be nothing but one. */
function aggregation(
  by: readonly RateKey[],
): Pick<aws_wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys' | 'forwardedIpConfig'> {
  // What is no address gets the rule's action at its first request: else garbage in the header would be a way out.
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_ForwardedIPConfig.html
  const forwarded = by.includes('forwarded-ip')
    ? { forwardedIpConfig: { headerName: 'X-Forwarded-For', fallbackBehavior: 'MATCH' } }
    : {};
  if (by.length === 1 && by[0] === 'ip') return { aggregateKeyType: 'IP' };
  if (by.length === 1 && by[0] === 'forwarded-ip') return { aggregateKeyType: 'FORWARDED_IP', ...forwarded };
  return { aggregateKeyType: 'CUSTOM_KEYS', customKeys: by.map(customKey), ...forwarded };
}

/** What has no fingerprint is not counted by it. */
const FINGERPRINT = { fallbackBehavior: 'NO_MATCH' };

const NAMED_KEYS = {
  ip: { ip: {} },
  'forwarded-ip': { forwardedIp: {} },
  method: { httpMethod: {} },
  path: { uriPath: { textTransformations: [...NORMALIZED] } },
  'query-string': { queryString: { textTransformations: [...AS_SENT] } },
  ja3: { ja3Fingerprint: FINGERPRINT },
  ja4: { ja4Fingerprint: FINGERPRINT },
  asn: { asn: {} },
} satisfies Record<Extract<RateKey, string>, CustomKey>;

function customKey(key: RateKey): CustomKey {
  if (typeof key === 'string') return NAMED_KEYS[key];
  const textTransformations = [...AS_SENT];
  if ('header' in key) return { header: { name: key.header, textTransformations } };
  if ('cookie' in key) return { cookie: { name: key.cookie, textTransformations } };
  return { queryArgument: { name: key.query, textTransformations } };
}

function scopeOf({ methods, paths }: Pick<RateRule, 'methods' | 'paths'>): Statement | undefined {
  const counted = paths.flatMap((regex) => PLAIN_WAYS.map((way) => pathMatches(regex, way)));
  const parts = [counted, methods.map(methodIs)].filter(({ length }) => length > 0);
  return parts.length > 0 ? allOf(parts.map(anyOf)) : undefined;
}
