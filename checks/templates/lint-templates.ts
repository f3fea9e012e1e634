import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../run-command.js';

export interface Finding {
  readonly level: string;
  readonly rule: string;
  readonly template: string;
  readonly place: string;
  readonly message: string;
}

interface CfnLintMatch {
  readonly Level: string;
  readonly Rule: { readonly Id: string };
  readonly Filename: string;
  readonly Message: string;
  readonly Location: { readonly Path?: readonly (string | number)[] | null };
}

const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2'];

/** Bits of cfn-lint's exit code: errors 2, warnings 4, informational 8. All others are cfn-lint's own failures. */
const FINDINGS_ONLY = 2 | 4 | 8;

const LIMIT_MS = 240_000;

/** What cfn-lint finds in templates: errors and warnings. */
export async function lintTemplates(bin: string, templates: readonly string[]): Promise<readonly Finding[]> {
  const shares = sharesOf(templates, availableParallelism());
  return (await Promise.all(shares.map((share) => lintShare(bin, share)))).flat();
}

/** cfn-lint keeps to one processor: each gets about as much to read, the large templates first. */
function sharesOf(templates: readonly string[], processors: number): readonly (readonly string[])[] {
  const sized = templates.map((template) => ({ template, bytes: statSync(template).size }));
  const shares = Array.from({ length: processors }, () => ({ templates: [] as string[], bytes: 0 }));
  for (const { template, bytes } of sized.sort((a, b) => b.bytes - a.bytes)) {
    const least = shares.reduce((found, share) => (share.bytes < found.bytes ? share : found));
    least.templates.push(template);
    least.bytes += bytes;
  }
  return shares.map((share) => share.templates).filter((share) => share.length > 0);
}

async function lintShare(bin: string, templates: readonly string[]): Promise<readonly Finding[]> {
  const args = ['--format', 'json', '--regions', ...REGIONS, '--template', ...templates];
  const { code, stdout, stderr } = await runCommand(join(bin, 'cfn-lint'), args, { limitMs: LIMIT_MS });
  if (code === null || (code & ~FINDINGS_ONLY) !== 0) throw new Error(`cfn-lint ended with ${code}\n${stderr}`);
  return (JSON.parse(stdout || '[]') as CfnLintMatch[]).map((match) => ({
    level: match.Level,
    rule: match.Rule.Id,
    template: match.Filename,
    place: (match.Location.Path ?? []).join('/'),
    message: match.Message,
  }));
}
