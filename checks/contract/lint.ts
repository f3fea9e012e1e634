import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../run-command.js';

/** What the linter has against a document: rule, place and message, a line each. */
export async function problemsOf(bin: string, folder: string, name: string, text: string): Promise<readonly string[]> {
  const file = join(folder, name);
  writeFileSync(file, text);
  const args = ['lint', '--extends', 'recommended', '--format', 'json', file];
  const { stdout, stderr } = await runCommand(join(bin, 'redocly'), args, {
    cwd: folder,
    env: { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    limitMs: 60_000,
  });
  const start = stdout.indexOf('{');
  if (start < 0) throw new Error(`the linter said nothing of ${name}: ${stderr}`);
  const { problems } = JSON.parse(stdout.slice(start)) as { problems: readonly Problem[] };
  return problems.map(({ severity, ruleId, message, location }) => {
    return `${severity} ${ruleId} at ${location[0]?.pointer ?? ''}: ${message}`;
  });
}

interface Problem {
  readonly severity: string;
  readonly ruleId: string;
  readonly message: string;
  readonly location: readonly { readonly pointer?: string }[];
}
