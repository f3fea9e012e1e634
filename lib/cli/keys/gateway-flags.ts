import { type Command, InvalidArgumentError, Option } from 'commander';
import { type AwsFault, failedFor } from '../../aws/aws-call-error.js';
import { type GatewayQuery, type GatewaySet, openGateways } from '../../aws/keys/region-gateway.js';
import { KeyRequestError } from '../../keys/key-request-error.js';
import { CliError } from '../cli-error.js';

/** What every command of `keys` takes. */
export interface GatewayFlags {
  readonly stack?: string;
  readonly gateway?: string;
  readonly region?: string;
  readonly regions?: readonly string[];
  readonly endpoint?: string;
  readonly json?: true;
}

export function withGatewayOptions(command: Command): Command {
  return command
    .optionsGroup('Which gateway:')
    .option('--stack <name>', 'the stack that the gateway is in (default: the only one with a gateway)')
    .option('--gateway <name>', "the gateway's name, where there are several")
    .addOption(
      new Option('--region <region>', 'the region (default: that of the environment or profile)').argParser(regionName),
    )
    .addOption(
      new Option('--regions <regions>', 'every region of the gateway, a comma between them')
        .argParser(regionNames)
        .conflicts('region'),
    )
    .addOption(
      new Option('--endpoint <url>', 'a local gateway in place of AWS: http://127.0.0.1:3000')
        .env('AWS_ENDPOINT_URL')
        .argParser(endpointUrl),
    );
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

function regionName(text: string): string {
  if (REGION.test(text)) return text;
  throw new InvalidArgumentError('a region such as eu-west-1.');
}

function regionNames(text: string): readonly string[] {
  return [...new Set(text.split(',').map((one) => regionName(one.trim())))];
}

function endpointUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password) return text;
  throw new InvalidArgumentError('an address such as http://127.0.0.1:3000.');
}

/** @throws as `openGateways` */
export function gatewaysOf(flags: GatewayFlags): Promise<GatewaySet> {
  return openGateways(queryOf(flags));
}

export function queryOf({ stack, gateway, region, regions, endpoint }: GatewayFlags): GatewayQuery {
  return { stack, gateway, endpoint, regions: regions ?? (region === undefined ? [] : [region]) };
}

/** What whoever typed the command can mend; all else is AWS's or the network's. */
const OWN_FAULTS: readonly AwsFault[] = ['not-found', 'conflict', 'refused', 'no-region'];

/** A command's work, its errors with the exit code that they mean. */
export function answering<Args extends readonly unknown[]>(
  work: (...args: Args) => Promise<void>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      await work(...args);
    } catch (error) {
      if (error instanceof KeyRequestError || failedFor(error, ...OWN_FAULTS)) throw new CliError(1, error.message);
      throw error;
    }
  };
}
