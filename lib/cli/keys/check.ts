import { Command } from 'commander';
import { checkKeys } from '../../aws/keys/check-keys.js';
import type { KeyFinding } from '../../keys/check-key.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { columnsFor } from './columns.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { count } from './shown-text.js';

export function checkCommand(console: Console): Command {
  const command = new Command('check')
    .summary('find keys that need somebody: orphans, expired ones that still work, keys over their quota…')
    .description('Looks at every key of a gateway. Exits 1 where it finds something.')
    .option('--json', 'what was found as one JSON document');
  return withGatewayOptions(command).action(answering((flags: GatewayFlags) => run(flags, console)));
}

async function run(flags: GatewayFlags, console: Console): Promise<void> {
  const gateways = await gatewaysOf(flags);
  const { checked, findings, notLookedAt } = await checkKeys(gateways);
  const keys = `${count(checked)} ${checked === 1 ? 'key' : 'keys'}`;
  console.out(
    flags.json
      ? JSON.stringify({ checked, findings, notLookedAt }, null, 2)
      : findings.length === 0
        ? `\n  ${colors.green('in order')}  ${keys} of ${gateways[0].name}\n`
        : printed(findings, console),
  );
  if (notLookedAt.length > 0)
    console.err(`gatewright: some of these keys are also in ${notLookedAt.join(', ')}; --regions looks at all of them`);
  if (findings.length > 0) throw new CliError(1, `${count(findings.length)} to look at, of ${keys}`);
}

/** What is wrong in a line, how to mend it below. */
function printed(findings: readonly KeyFinding[], console: Console): string {
  const width = console.isTerminal ? console.width - 2 : Number.POSITIVE_INFINITY;
  const regions = new Set(findings.map(({ region }) => region)).size;
  const columns = columnsFor<KeyFinding>(
    [
      { title: 'Key', text: ({ keyId }) => keyId, paint: colors.bold },
      { title: 'Owner', text: ({ owner, name }) => owner ?? name, least: 8 },
      ...(regions > 1 ? [{ title: 'Region', text: ({ region }: KeyFinding) => region }] : []),
      { title: 'What is wrong', text: ({ message }) => message, least: 20, paint: colors.yellow },
    ],
    findings,
    width,
  );
  const lines = findings.map((one) => `  ${columns.line(one)}\n      ${colors.dim(one.mend)}`);
  return `\n  ${columns.head(colors.dim)}\n${lines.join('\n')}\n`;
}
