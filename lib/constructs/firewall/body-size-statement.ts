import type { aws_wafv2 } from 'aws-cdk-lib';
import type { BodySizeRoutes, WebAclRulePlan } from '../../plan/web-acl-plan.js';
import { allOf, anyOf, not } from './joined.js';
import { AS_SENT, DECODED, methodIs, NORMALIZED, pathMatches } from './path-field.js';

type Statement = aws_wafv2.CfnWebACL.StatementProperty;

/** What is past the limit, and what AWS WAF sees the start of alone. */
export function bodySizeStatement(rule: Extract<WebAclRulePlan, { kind: 'body-size' }>): Statement {
  return allOf([
    {
      sizeConstraintStatement: {
        comparisonOperator: 'GT',
        fieldToMatch: { body: { oversizeHandling: 'MATCH' } },
        size: rule.maxBytes,
        textTransformations: [...AS_SENT],
      },
    },
    anyOf(rule.routes.map(routesMatch)),
  ]);
}

/**
 * A path that can be read in two ways is one of the routes' if either reading is: no spelling gets around the limit.
 * Other routes' requests are told by the path as sent, so that no spelling makes a request theirs.
 */
function routesMatch({ method, path, slashedPath, except }: BodySizeRoutes): Statement {
  const asRead = anyOf([
    pathMatches(path, DECODED),
    pathMatches(path, NORMALIZED),
    allOf([pathMatches('%2[fF]', AS_SENT), pathMatches(slashedPath, DECODED)]),
  ]);
  const others = except.map((other) => not(ofMethod(other.method, [pathMatches(other.path, AS_SENT)])));
  return ofMethod(method, [asRead, ...others]);
}

function ofMethod(method: string, statements: readonly Statement[]): Statement {
  return allOf(method === 'ANY' ? statements : [methodIs(method), ...statements]);
}
