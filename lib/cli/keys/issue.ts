import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { type IssueRequest, issueKey, issueOnce } from '../../aws/keys/issue-key.js';
import { type GatewaySet, planNamed } from '../../aws/keys/region-gateway.js';
import { tenantKey } from '../../aws/keys/tenant-key.js';
import { newKeyValue } from '../../keys/new-key-value.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { issuedJson, issuedText } from './issued-text.js';
import { nameFault, tagFault } from './key-texts.js';
import { parseExpiry } from './parse-expiry.js';
import { publish } from './publish.js';
import { sayWaiting } from './say-waiting.js';

export interface IssueFlags extends GatewayFlags {
  readonly plan?: string;
  readonly owner?: string;
  readonly tenant?: string;
  readonly meter?: string;
  readonly name?: string;
  readonly expires?: string;
  readonly description?: string;
  readonly requestId?: string;
  readonly from?: string;
  readonly out?: string;
  readonly events: boolean;
}

const ONE_KEY = ['plan', 'owner', 'tenant', 'meter', 'name', 'expires', 'description'];

export function issueCommand(console: Console): Command {
  const command = new Command('issue')
    .summary('make a key on a plan, or one for each line of a file')
    .description('Makes a key and puts it on a plan. The value is printed once, and kept nowhere else than at AWS.')
    .option('--plan <plan>', 'the plan, as the gateway names it')
    .option('--owner <owner>', 'whose key it is: letters, digits, spaces and + - = . _ : / @')
    .addOption(
      new Option(
        '--tenant <tenant>',
        "whose calls count, as the meter's claim of their tokens says; nobody is told this key (default owner: the tenant)",
      ).conflicts('requestId'),
    )
    .option('--meter <meter>', "the tenant's meter, where the gateway has several")
    .option('--name <name>', "the key's name (default: the owner)")
    .option(
      '--expires <when>',
      'when it ends: 90d, 12h, 2027-03-01 or 2027-03-01T18:00:00Z (default: never)',
      checkExpiry,
    )
    .option('--description <text>', 'what it is for')
    .option('--request-id <id>', 'the same request makes one key, however often it is made')
    .addOption(
      new Option('--from <file>', 'a CSV file: owner, plan, and where wanted name, expires, description').conflicts(
        ONE_KEY,
      ),
    )
    .option('--out <file>', 'where the keys of --from go; the same command goes on after it was interrupted')
    .option('--no-events', 'tell no event bus')
    .option('--json', 'the key as one JSON document');
  return withGatewayOptions(command).action(answering((flags: IssueFlags) => run(flags, console)));
}

function checkExpiry(text: string): string {
  parseExpiry(text, Date.now());
  return text;
}

async function run(flags: IssueFlags, console: Console): Promise<void> {
  if (flags.from !== undefined) return (await import('./bulk/issue-from-file.js')).issueFromFile(flags, console);
  if (flags.out !== undefined) throw new CliError(2, '--out is for the keys of --from');
  if (flags.meter !== undefined && flags.tenant === undefined) throw new CliError(2, '--meter is for a --tenant');
  const { owner = flags.tenant, plan } = flags;
  if (owner === undefined || plan === undefined)
    throw new CliError(2, 'name --owner or --tenant, and --plan; or a file with --from');
  refuseTexts(flags, owner);
  const gateways = await gatewaysOf(flags);
  for (const gateway of gateways) planNamed(gateway, plan);
  const request = await requestOf(flags, owner, plan, gateways);
  const isRepeatable = flags.requestId !== undefined || request.meter !== undefined;
  const outcome = isRepeatable
    ? await issueOnce(gateways, request, sayWaiting(console))
    : await issueKey(gateways, request);
  console.out(flags.json ? issuedJson(gateways, request, outcome) : issuedText(request, outcome));
  if (outcome.kind === 'issued' && flags.events) {
    const { expires } = request;
    await publish(
      gateways,
      'Key Issued',
      [{ places: outcome.places, detail: { plan, owner, ...(expires && { expires }) } }],
      console,
    );
  }
}

function refuseTexts(flags: IssueFlags, owner: string): void {
  const faults = [
    tagFault(
      flags.owner === undefined ? '--tenant, as the owner that --owner may name in its place,' : '--owner',
      owner,
    ),
    flags.tenant === '' ? '--tenant has to be what the claim says, and is empty' : undefined,
    flags.requestId === undefined ? undefined : tagFault('--request-id', flags.requestId),
    nameFault('--name', flags.name ?? ''),
    nameFault('--description', flags.description ?? ''),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new CliError(1, faults.join('\n'));
}

async function requestOf(flags: IssueFlags, owner: string, plan: string, gateways: GatewaySet): Promise<IssueRequest> {
  const [gateway] = gateways;
  const key = flags.tenant === undefined ? partnerKey(flags) : await tenantKey(gateways, flags.tenant, flags.meter);
  return {
    owner,
    plan,
    name: flags.name || owner,
    description: flags.description,
    expires: flags.expires === undefined ? undefined : parseExpiry(flags.expires, gateway.aws.timing.nowMs()),
    ...key,
  };
}

function partnerKey({ requestId = randomUUID() }: IssueFlags): Pick<IssueRequest, 'request' | 'value'> {
  return { request: requestId, value: newKeyValue() };
}
