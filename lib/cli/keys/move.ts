import { Command } from 'commander';
import { moveKey } from '../../aws/keys/move-key.js';
import { requireReached } from '../../aws/keys/open-key.js';
import { oneLine } from '../../errors/one-line.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, withGatewayOptions } from './gateway-flags.js';
import { keyToChange } from './key-to-change.js';
import { publish } from './publish.js';
import { sayWaiting } from './say-waiting.js';
import { details, shownPlaces } from './shown-text.js';

interface MoveFlags extends GatewayFlags {
  readonly plan: string;
  readonly events: boolean;
}

export function moveCommand(console: Console): Command {
  const command = new Command('move')
    .summary('put a key on another plan')
    .description('Puts a key on another plan; its value stays. What it used of the former plan does not count there.')
    .argument('<key>', "the key's id, or its name")
    .requiredOption('--plan <plan>', 'the plan to put it on')
    .option('--no-events', 'tell no event bus')
    .option('--json', 'what was done as one JSON document');
  return withGatewayOptions(command).action(answering((key: string, flags: MoveFlags) => run(key, flags, console)));
}

async function run(idOrName: string, flags: MoveFlags, console: Console): Promise<void> {
  const { plan } = flags;
  const opened = await keyToChange(idOrName, flags, console);
  requireReached(opened);
  const { gateways, found } = opened;
  const { from } = await moveKey(gateways, found, plan, sayWaiting(console));
  const places = found.map(({ gateway, key }) => ({ region: gateway.region, keyId: key.id }));
  const { owner = '' } = found[0].key.record;
  const [formerPlan] = from;
  const whose = colors.bold(oneLine(owner || found[0].key.name));
  const title =
    formerPlan === undefined
      ? `  ${whose} is on ${plan}`
      : `  ${colors.green('moved')}  ${whose} from ${formerPlan} to ${plan}`;
  console.out(
    flags.json
      ? JSON.stringify({ keys: places, owner, from, plan }, null, 2)
      : `\n${title}\n\n${details([['key', shownPlaces(places)]])}\n`,
  );
  if (flags.events && formerPlan !== undefined)
    await publish(gateways, 'Key Moved', [{ places, detail: { plan, owner, formerPlan } }], console);
}
