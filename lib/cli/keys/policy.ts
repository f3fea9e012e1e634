import { Command } from 'commander';
import { partitionOf } from '../../aws/api-keys.js';
import { keysPolicy } from '../../keys/keys-policy.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';

export function policyCommand(console: Console): Command {
  const command = new Command('policy')
    .summary('print the least IAM policy that these commands need')
    .description('Prints an IAM policy for whoever administers the keys of a gateway, and of no other.')
    .option('--json', 'the policy as JSON, which it always is');
  return withGatewayOptions(command).action(answering((flags: GatewayFlags) => run(flags, console)));
}

async function run(flags: GatewayFlags, console: Console): Promise<void> {
  const scopes = (await gatewaysOf(flags)).map(({ region, stackArn, name, plans, missingPlanIds, meters }) => ({
    partition: partitionOf(region),
    region,
    stackArn,
    gateway: name,
    planIds: [...plans.map(({ id }) => id), ...missingPlanIds],
    secretIds: meters.map(({ id }) => id),
  }));
  console.out(JSON.stringify(keysPolicy(scopes), null, 2));
}
