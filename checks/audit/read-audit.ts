export type AuditAnswer =
  | { readonly kind: 'answer'; readonly packages: number; readonly findings: readonly string[] }
  | { readonly kind: 'no-answer'; readonly why: string };

interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  readonly range: string;
  readonly via: readonly (string | { readonly title: string; readonly url: string })[];
}

interface AuditDocument {
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
  readonly metadata?: { readonly dependencies: { readonly total: number } };
}

/** What `npm audit --json` said: findings of level high or above, or that the registry answers no audits. */
export function readAudit(stdout: string, stderr: string): AuditAnswer {
  const document = parsed(stdout);
  if (!document?.vulnerabilities || !document.metadata)
    return { kind: 'no-answer', why: firstLine(document?.message || document?.error?.summary || stderr) };
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

/** Without the registry's address: which one it is, is no concern of a report. */
function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.replace(/ - \w+ https?:\S+/, '') || 'npm said nothing';
}
