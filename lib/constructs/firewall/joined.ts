import type { aws_wafv2 } from 'aws-cdk-lib';

type Statement = aws_wafv2.CfnWebACL.StatementProperty;

/** AWS WAF joins two statements or more; one stands for itself. */
export function anyOf(statements: readonly Statement[]): Statement {
  const [first] = statements;
  if (!first) throw new Error('A rule of the firewall matches nothing');
  return statements.length === 1 ? first : { orStatement: { statements: [...statements] } };
}

export function allOf(statements: readonly Statement[]): Statement {
  const [first] = statements;
  if (!first) throw new Error('A rule of the firewall matches everything');
  return statements.length === 1 ? first : { andStatement: { statements: [...statements] } };
}

export function not(statement: Statement): Statement {
  return { notStatement: { statement } };
}
