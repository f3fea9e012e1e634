import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { findKey, type KeyEverywhere } from '../../aws/keys/find-key.js';
import { revokeKey } from '../../aws/keys/revoke-key.js';
import { oneLine } from '../../errors/one-line.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { publish } from './publish.js';
import { sayWaiting } from './say-waiting.js';
import { details, shownPlaces } from './shown-text.js';

interface RevokeFlags extends GatewayFlags {
  readonly yes?: true;
  readonly events: boolean;
}

export function revokeCommand(console: Console): Command {
  const command = new Command('revoke')
    .summary('end a key for good')
    .description('Deletes a key: calls with it are refused from then on. Nothing brings its value back.')
    .argument('<key>', "the key's id, or its name")
    .option('--yes', 'do not ask')
    .option('--no-events', 'tell no event bus')
    .option('--json', 'what was done as one JSON document');
  return withGatewayOptions(command).action(answering((key: string, flags: RevokeFlags) => run(key, flags, console)));
}

async function run(idOrName: string, flags: RevokeFlags, console: Console): Promise<void> {
  const asks = flags.yes === undefined;
  if (asks && !(console.isTerminal && process.stdin.isTTY))
    throw new CliError(2, 'nobody is there to confirm it: add --yes to revoke the key');
  const gateways = await gatewaysOf(flags);
  const found = await findKey(gateways, idOrName);
  if (asks && !(await isConfirmed(found))) throw new CliError(1, 'nothing was revoked');
  const { places, faults } = await revokeKey(gateways, found, sayWaiting(console));
  const { owner = '', plan = '' } = found[0].key.record;
  if (flags.events) await publish(gateways, 'Key Revoked', [{ places, detail: { plan, owner } }], console);
  if (faults.length > 0) throw new CliError(3, faults.join('\n'));
  const title = `  ${colors.green('revoked')}  ${colors.bold(oneLine(owner || found[0].key.name))}${plan && ` on ${oneLine(plan)}`}`;
  console.out(
    flags.json
      ? JSON.stringify({ keys: places, owner, plan }, null, 2)
      : `\n${title}\n\n${details([['key', shownPlaces(places)]])}\n`,
  );
}

async function isConfirmed([{ key }]: KeyEverywhere): Promise<boolean> {
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const { owner, plan } = key.record;
  const whose = [owner && `of ${oneLine(owner)}`, plan && `on ${oneLine(plan)}`].filter(Boolean).join(' ');
  try {
    return /^y(es)?$/i.test((await prompt.question(`  Revoke key ${key.id} ${whose} for good? [y/N] `)).trim());
  } finally {
    prompt.close();
  }
}
