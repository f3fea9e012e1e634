import type { aws_wafv2 } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WebAclPlan, WebAclRulePlan } from '../../plan/web-acl-plan.js';
import { cdk } from '../cdk.js';
import { allOf, anyOf } from './joined.js';
import { PLAIN_WAYS, pathMatchesSet } from './path-field.js';

type Statement = aws_wafv2.CfnWebACL.StatementProperty;
type MatchRule = Extract<WebAclRulePlan, { kind: 'match' }>;

export function matchStatement(scope: Construct, id: string, rule: MatchRule, acl: WebAclPlan): Statement {
  return anyOf([
    ...addressStatements(scope, id, rule.ips, acl),
    ...(rule.countries.length > 0 ? [{ geoMatchStatement: { countryCodes: [...rule.countries] } }] : []),
    ...(rule.asns.length > 0 ? [{ asnMatchStatement: { asnList: [...rule.asns] } }] : []),
    ...(rule.paths.length > 0 ? [pathStatement(scope, id, rule, acl)] : []),
  ]);
}

/** A set holds addresses of one version. */
function addressStatements(
  scope: Construct,
  id: string,
  ips: readonly string[],
  acl: WebAclPlan,
): readonly Statement[] {
  const versions = [
    { name: 'Ipv4', ipAddressVersion: 'IPV4', addresses: ips.filter((ip) => !ip.includes(':')) },
    { name: 'Ipv6', ipAddressVersion: 'IPV6', addresses: ips.filter((ip) => ip.includes(':')) },
  ];
  return versions
    .filter(({ addresses }) => addresses.length > 0)
    .map(({ name, ...set }) => {
      const { attrArn } = new cdk.aws_wafv2.CfnIPSet(scope, `${id}${name}`, { scope: acl.scope, ...set });
      return { ipSetReferenceStatement: { arn: attrArn } };
    });
}

/** What could be read in two ways is refused if either reading is named, and let through if both are. */
function pathStatement(scope: Construct, id: string, rule: MatchRule, acl: WebAclPlan): Statement {
  const arn = regexSet(scope, `${id}Paths`, rule.paths, acl);
  const statements = PLAIN_WAYS.map((way) => pathMatchesSet(arn, way));
  return rule.action === 'allow' ? allOf(statements) : anyOf(statements);
}

function regexSet(scope: Construct, id: string, paths: readonly string[], acl: WebAclPlan): string {
  return new cdk.aws_wafv2.CfnRegexPatternSet(scope, id, {
    scope: acl.scope,
    regularExpressionList: [...paths],
  }).attrArn;
}
