import { fileURLToPath } from 'node:url';
import { createReport } from '../report.js';
import { runCommand } from '../run-command.js';
import { type AuditAnswer, readAudit } from './read-audit.js';

/**
 * Known vulnerabilities of what is installed, as the registry lists them: what ships, and everything. A registry that
 * answers no audits says nothing on either side, so that counts neither way.
 */
const report = createReport();
const AUDITS = [
  { name: 'what users install', flags: ['--omit=dev'] },
  { name: 'everything, with the tools', flags: [] },
];

let answered = 0;
for (const { name, flags } of AUDITS) {
  const answer = await audit(flags);
  if (answer.kind === 'no-answer') {
    report.note(`${name}: not audited here, which counts neither way (${answer.why})`);
    continue;
  }
  answered++;
  if (answer.kind === 'not-asked') report.fail(`${name}: npm asks the registry`, answer.why);
  else report.expect(`${name}: nothing known of level high or above in ${answer.packages} packages`, answer.findings);
}
if (answered > 0) report.finish();
else console.log('0 passed, 0 failed');

async function audit(flags: readonly string[]): Promise<AuditAnswer> {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const args = ['audit', '--json', '--audit-level=high', ...flags];
  const { stdout, stderr } = await runCommand('npm', args, { cwd, limitMs: 60_000 });
  return readAudit(stdout, stderr);
}
