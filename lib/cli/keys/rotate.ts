import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import type { KeyPlace } from '../../aws/keys/make-key.js';
import { requireReached } from '../../aws/keys/open-key.js';
import { type Rotated, rotateKey } from '../../aws/keys/rotate-key.js';
import { oneLine } from '../../errors/one-line.js';
import { newKeyValue } from '../../keys/new-key-value.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, withGatewayOptions } from './gateway-flags.js';
import { keyToChange } from './key-to-change.js';
import { parseExpiry, parseGrace } from './parse-expiry.js';
import { publish } from './publish.js';
import { sayWaiting } from './say-waiting.js';
import { details, shownInstant, shownPlaces } from './shown-text.js';

interface RotateFlags extends GatewayFlags {
  readonly grace: number;
  readonly expires?: string;
  readonly events: boolean;
}

export function rotateCommand(console: Console): Command {
  const command = new Command('rotate')
    .summary('give a key a new value, the old one going on for a while')
    .description('Makes a new key in place of one. Both work until the grace is over; then the old one is disabled.')
    .argument('<key>', "the key's id, or its name")
    .addOption(
      new Option('--grace <duration>', 'how long the old value goes on: 7d, 12h; 0s ends it at once')
        .argParser(parseGrace)
        .default(7 * 86_400_000, '7d'),
    )
    .option('--expires <when>', 'when the new key ends (default: when the old one would)')
    .option('--no-events', 'tell no event bus')
    .option('--json', 'the new key as one JSON document');
  return withGatewayOptions(command).action(answering((key: string, flags: RotateFlags) => run(key, flags, console)));
}

async function run(idOrName: string, flags: RotateFlags, console: Console): Promise<void> {
  const expires = flags.expires === undefined ? undefined : parseExpiry(flags.expires, Date.now());
  const opened = await keyToChange(idOrName, flags, console);
  requireReached(opened);
  const { gateways, found } = opened;
  const request = { graceMs: flags.grace, value: newKeyValue(), request: randomUUID(), expires };
  const rotated = await rotateKey(gateways, found, request, sayWaiting(console));
  const former = found.map(({ gateway, key }) => ({ region: gateway.region, keyId: key.id }));
  const { value } = request;
  console.out(
    flags.json
      ? JSON.stringify(
          { keys: rotated.places, former, ...rotated.record, graceUntil: rotated.graceUntil, value },
          null,
          2,
        )
      : printed(found[0].key.id, rotated, value, flags.grace),
  );
  if (flags.events) await publish(gateways, 'Key Rotated', eventsOf(former, rotated), console);
  if (rotated.faults.length > 0) throw new CliError(3, rotated.faults.join('\n'));
}

function eventsOf(former: readonly KeyPlace[], { places, record, graceUntil }: Rotated) {
  const { plan = '', owner = '', expires } = record;
  return former.map((place) => {
    const replacedBy = places.find(({ region }) => region === place.region)?.keyId ?? '';
    return { places: [place], detail: { plan, owner, ...(expires && { expires }), replacedBy, graceUntil } };
  });
}

function printed(formerId: string, { places, record, graceUntil }: Rotated, value: string, graceMs: number): string {
  const old = graceMs === 0 ? `${formerId} is disabled` : `${formerId} works until ${shownInstant(graceUntil)}`;
  const rows = details([
    ['key', shownPlaces(places)],
    ['old key', old],
    ['expires', record.expires && shownInstant(record.expires)],
    ['value', colors.bold(value)],
  ]);
  const title = `  ${colors.green('rotated')}  ${colors.bold(oneLine(record.owner ?? ''))} on ${oneLine(record.plan ?? '')}`;
  return `\n${title}\n\n${rows}\n\n  ${colors.dim('Hand the value over now: it is not shown again.')}\n`;
}
