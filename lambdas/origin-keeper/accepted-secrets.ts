/** As the API of AWS WAF has it: what is searched for is in base64. */
export interface AclRule {
  readonly Statement?: AclStatement;
  readonly [member: string]: unknown;
}

interface AclStatement {
  readonly OrStatement?: { readonly Statements?: readonly AclStatement[] };
  readonly ByteMatchStatement?: ByteMatch;
  readonly [kind: string]: unknown;
}

interface ByteMatch {
  readonly SearchString: string;
  readonly FieldToMatch?: { readonly SingleHeader?: { readonly Name?: string } };
  readonly [member: string]: unknown;
}

/** The secrets that the one rule of the firewall lets pass. */
export function acceptedSecrets(rules: readonly AclRule[], header: string): readonly string[] {
  const matches = rules.flatMap((rule) => searchesIn(rule, header) ?? []);
  return matches.map(({ SearchString }) => Buffer.from(SearchString, 'base64').toString('utf8'));
}

/**
 * The same rules, which let these secrets pass and no others.
 *
 * @throws Error where no rule asks for the header in the way that Gatewright deploys it
 */
export function accepting(rules: readonly AclRule[], header: string, secrets: readonly string[]): readonly AclRule[] {
  if (!rules.some((rule) => searchesIn(rule, header))) throw new Error(`no rule of the web ACL asks for ${header}`);
  return rules.map((rule) => {
    const [first] = searchesIn(rule, header) ?? [];
    if (!first) return rule;
    const Statements = secrets.map((secret) => ({
      ByteMatchStatement: { ...first, SearchString: Buffer.from(secret).toString('base64') },
    }));
    return { ...rule, Statement: { OrStatement: { Statements } } };
  });
}

function searchesIn({ Statement }: AclRule, header: string): readonly ByteMatch[] | undefined {
  const searches = (Statement?.OrStatement?.Statements ?? []).flatMap((one) => one.ByteMatchStatement ?? []);
  const isOurs = searches.every(({ FieldToMatch }) => FieldToMatch?.SingleHeader?.Name?.toLowerCase() === header);
  return searches.length > 0 && isOurs ? searches : undefined;
}
