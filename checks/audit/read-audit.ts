export type AuditAnswer =
  | { readonly kind: 'answer'; readonly packages: number; readonly findings: readonly string[] }
  /** The registry takes no audits, or is out of reach. */
  | { readonly kind: 'no-answer'; readonly why: string }
  /** npm did not get so far as to ask. */
  | { readonly kind: 'not-asked'; readonly why: string };

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

interface AuditDocument {
  /** What became of the request, where it was made and not answered. */
  readonly message?: string;
  readonly error?: { readonly summary?: string };
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly dependencies: { readonly total: number } };
}

/** What `npm audit --json` said: findings of level high or above, or why there is no answer. */
export function readAudit(stdout: string, stderr: string): AuditAnswer {
  const document = parsed(stdout);
  if (document?.message) return { kind: 'no-answer', why: withoutAddress(document.message) };
  if (!document?.vulnerabilities || !document.metadata)
    return { kind: 'not-asked', why: document?.error?.summary || stderr.trim() || 'npm said nothing' };
  const grave = Object.values(document.vulnerabilities).filter(({ severity }) => /^(high|critical)$/.test(severity));
  return { kind: 'answer', packages: document.metadata.dependencies.total, findings: grave.map(shown) };
}

function shown({ name, severity, range, via }: Vulnerability): string {
  const reasons = via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`));
  return `${severity}: ${name} ${range}: ${reasons.join('; ')}`;
}

function parsed(text: string): AuditDocument | undefined {
  try {
    return JSON.parse(text) as AuditDocument;
  } catch {
    return undefined;
  }
}

/** Which registry it is, is no concern of a report. */
function withoutAddress(message: string): string {
  return message.replace(/( - \w+)? ?(to )?https?:\S+/, '');
}
