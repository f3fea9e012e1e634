// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
type Statement = Readonly<Record<string, any>>;

const GROUPS: Readonly<Record<string, number>> = {
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesAntiDDoSRuleSet: 50,
  AWSManagedRulesAmazonIpReputationList: 25,
};

/** Capacity by the guide's tables, read off a template: each transformation of a rule's field once. */
export function wcuOfTemplate(statement: Statement): number {
  const chains = new Map<string, number>();
  const base = count(statement, (field, transformations) => {
    const types = transformations.map(({ Type }) => Type).filter((type) => type !== 'NONE');
    chains.set(`${JSON.stringify(field)} ${types.join()}`, types.length);
  });
  return base + 10 * [...chains.values()].reduce((sum, length) => sum + length, 0);
}

type Transforms = (field: unknown, transformations: readonly { readonly Type: string }[]) => void;

function count(statement: Statement, transforms: Transforms): number {
  const [[kind, value] = ['', {}]] = Object.entries(statement);
  if (value.TextTransformations) transforms(value.FieldToMatch, value.TextTransformations);
  const all = (statements: readonly Statement[]) => statements.reduce((sum, one) => sum + count(one, transforms), 0);
  switch (kind) {
    case 'AndStatement':
    case 'OrStatement':
      return all(value.Statements);
    case 'NotStatement':
      return count(value.Statement, transforms);
    case 'RateBasedStatement':
      for (const key of value.CustomKeys ?? []) {
        for (const [name, { TextTransformations = [] }] of Object.entries<Statement>(key))
          transforms(name, TextTransformations);
      }
      return (
        2 + 30 * (value.CustomKeys ?? []).length + (value.ScopeDownStatement ? all([value.ScopeDownStatement]) : 0)
      );
    case 'ManagedRuleGroupStatement':
      return GROUPS[value.Name] ?? Number.NaN;
    default:
      return BASE[kind] ?? Number.NaN;
  }
}

/** A byte match of the whole text. https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html */
const BASE: Readonly<Record<string, number>> = {
  IPSetReferenceStatement: 1,
  GeoMatchStatement: 1,
  AsnMatchStatement: 1,
  SizeConstraintStatement: 1,
  ByteMatchStatement: 2,
  RegexMatchStatement: 3,
  RegexPatternSetReferenceStatement: 25,
};
