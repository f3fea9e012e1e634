import { createInterface } from 'node:readline/promises';
import { Command } from 'commander';
import { kinOf } from '../../aws/keys/key-kin.js';
import { type OpenedKey, unreachedFaults } from '../../aws/keys/open-key.js';
import { type Revoked, revokeKey } from '../../aws/keys/revoke-key.js';
import { oneLine } from '../../errors/one-line.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, withGatewayOptions } from './gateway-flags.js';
import { keyToChange } from './key-to-change.js';
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
    .description(
      'Deletes a key, and former values of it that are in their grace: calls with them are refused from then on. Nothing brings them back.',
    )
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
  const opened = await keyToChange(idOrName, flags, console);
  if (asks && !(await isConfirmed(opened))) throw new CliError(1, 'nothing was revoked');
  const { gateways, found } = opened;
  const revoked = await revokeKey(gateways, found, sayWaiting(console));
  const { places, former, later } = revoked;
  const faults = [...revoked.faults, ...unreachedFaults(opened)];
  const { owner = '', plan = '' } = found[0].key.record;
  console.out(
    flags.json
      ? JSON.stringify({ keys: places, former, later, owner, plan }, null, 2)
      : printed(
          { ...revoked, faults },
          `${colors.bold(oneLine(owner || found[0].key.name))}${plan && ` on ${oneLine(plan)}`}`,
        ),
  );
  const ended = [...places, ...former];
  if (flags.events) await publish(gateways, 'Key Revoked', [{ places: ended, detail: { plan, owner } }], console);
  if (faults.length > 0) throw new CliError(3, faults.join('\n'));
}

function printed({ places, former, later, faults }: Revoked, whose: string): string {
  const title = faults.length === 0 ? colors.green('revoked') : colors.yellow('revoked in part');
  const rows = details([
    ['key', shownPlaces(places) || 'none'],
    ['former', former.length === 0 ? undefined : `${shownPlaces(former)}, which it had replaced`],
    ['goes on', later.length === 0 ? undefined : `${shownPlaces(later)}, which has taken its place`],
  ]);
  return `\n  ${title}  ${whose}\n\n${rows}\n`;
}

async function isConfirmed({ gateways, found }: OpenedKey): Promise<boolean> {
  const [{ key }] = found;
  const former = new Set<string>();
  for (const gateway of gateways)
    for (const { id } of (await kinOf(gateway, key.record.request)).former) former.add(id);
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const { owner, plan } = key.record;
  const together = former.size === 0 ? '' : `, with ${[...former].join(', ')}, which it had replaced,`;
  const whose = [owner && ` of ${oneLine(owner)}`, plan && ` on ${oneLine(plan)}`].filter(Boolean).join('');
  try {
    return /^y(es)?$/i.test(
      (await prompt.question(`  Revoke key ${key.id}${whose}${together} for good? [y/N] `)).trim(),
    );
  } finally {
    prompt.close();
  }
}
