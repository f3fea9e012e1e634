import type { WafField, WafRule, WafRuleGroup, WafStatement } from '../../model/web-acl.js';

type ManagedRules = Required<Pick<WafRuleGroup, 'labelNamespace' | 'rules' | 'leftOut'>>;

const larger = (field: WafField, sizeBytes: number): WafStatement => ({
  kind: 'size-constraint',
  field,
  transformations: ['NONE'],
  operator: 'GT',
  sizeBytes,
});

const missing = (name: string): WafStatement => ({
  kind: 'not',
  statement: {
    kind: 'size-constraint',
    field: { kind: 'single-header', name },
    transformations: ['NONE'],
    operator: 'GE',
    sizeBytes: 0,
  },
});

const RULES: readonly (readonly [name: string, label: string, statement: WafStatement])[] = [
  ['NoUserAgent_HEADER', 'NoUserAgent_Header', missing('user-agent')],
  ['SizeRestrictions_QUERYSTRING', 'SizeRestrictions_QueryString', larger({ kind: 'query-string' }, 2048)],
  [
    'SizeRestrictions_Cookie_HEADER',
    'SizeRestrictions_Cookie_Header',
    larger({ kind: 'single-header', name: 'cookie' }, 10_240),
  ],
  ['SizeRestrictions_BODY', 'SizeRestrictions_Body', larger({ kind: 'body', oversize: 'CONTINUE' }, 8192)],
  ['SizeRestrictions_URIPATH', 'SizeRestrictions_URIPath', larger({ kind: 'uri-path' }, 1024)],
];

/**
 * The rules of the core rule set that its documentation says to the byte. What the others look for is not published.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const CORE_RULES: readonly WafRule[] = RULES.map(([name, label, statement], priority) => ({
  name,
  priority,
  statement,
  action: { kind: 'block' },
  labels: [label],
}));

/** What is known of a managed rule group, and what is not. */
export function managedRules(vendor: string, name: string): ManagedRules {
  if (vendor === 'AWS' && name === 'AWSManagedRulesCommonRuleSet') {
    const known = CORE_RULES.map((rule) => rule.name).join(', ');
    return {
      labelNamespace: 'awswaf:managed:aws:core-rule-set:',
      rules: CORE_RULES,
      leftOut: `${name}: of its rules only ${known} are evaluated here`,
    };
  }
  const labelNamespace = `awswaf:managed:${vendor.toLowerCase()}:${name}:`;
  return { labelNamespace, rules: [], leftOut: `${name}: is not evaluated here` };
}
