import { randomUUID } from 'node:crypto';
import { Command, Option } from 'commander';
import { type IssueOutcome, type IssueRequest, issueKey, issueOnce } from '../../aws/keys/issue-key.js';
import { type GatewaySet, planNamed } from '../../aws/keys/region-gateway.js';
import { oneLine } from '../../errors/one-line.js';
import { newKeyValue } from '../../keys/new-key-value.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { answering, type GatewayFlags, gatewaysOf, withGatewayOptions } from './gateway-flags.js';
import { nameFault, tagFault } from './key-texts.js';
import { parseExpiry } from './parse-expiry.js';
import { publish } from './publish.js';
import { sayWaiting } from './say-waiting.js';
import { details, shownInstant, shownPlaces } from './shown-text.js';

export interface IssueFlags extends GatewayFlags {
  readonly plan?: string;
  readonly owner?: string;
  readonly name?: string;
  readonly expires?: string;
  readonly description?: string;
  readonly requestId?: string;
  readonly from?: string;
  readonly out?: string;
  readonly events: boolean;
}

const ONE_KEY = ['plan', 'owner', 'name', 'expires', 'description'];

export function issueCommand(console: Console): Command {
  const command = new Command('issue')
    .summary('make a key on a plan, or one for each line of a file')
    .description('Makes a key and puts it on a plan. The value is printed once, and kept nowhere else than at AWS.')
    .option('--plan <plan>', 'the plan, as the gateway names it')
    .option('--owner <owner>', 'whose key it is: letters, digits, spaces and + - = . _ : / @')
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
  const { owner, plan } = flags;
  if (owner === undefined || plan === undefined)
    throw new CliError(2, 'name --owner and --plan, or a file with --from');
  refuseTexts(flags, owner);
  const gateways = await gatewaysOf(flags);
  for (const gateway of gateways) planNamed(gateway, plan);
  const request = requestOf(flags, owner, plan, gateways);
  const outcome =
    flags.requestId === undefined
      ? await issueKey(gateways, request)
      : await issueOnce(gateways, request, sayWaiting(console));
  console.out(flags.json ? jsonOf(gateways, request, outcome) : printed(request, outcome));
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
    tagFault('--owner', owner),
    flags.requestId === undefined ? undefined : tagFault('--request-id', flags.requestId),
    nameFault('--name', flags.name ?? ''),
    nameFault('--description', flags.description ?? ''),
  ].filter((fault) => fault !== undefined);
  if (faults.length > 0) throw new CliError(1, faults.join('\n'));
}

function requestOf(flags: IssueFlags, owner: string, plan: string, [gateway]: GatewaySet): IssueRequest {
  return {
    owner,
    plan,
    name: flags.name || owner,
    description: flags.description,
    expires: flags.expires === undefined ? undefined : parseExpiry(flags.expires, gateway.aws.timing.nowMs()),
    request: flags.requestId ?? randomUUID(),
    value: newKeyValue(),
  };
}

function jsonOf([{ name }]: GatewaySet, request: IssueRequest, outcome: IssueOutcome): string {
  const { owner, plan, value, expires } = request;
  const common = { outcome: outcome.kind, gateway: name, owner, plan, keys: outcome.places, request: request.request };
  return JSON.stringify(
    outcome.kind === 'issued' ? { ...common, name: request.name, expires: expires ?? null, value } : common,
    null,
    2,
  );
}

function printed(request: IssueRequest, outcome: IssueOutcome): string {
  const { owner, plan } = request;
  if (outcome.kind === 'was-issued') {
    const when = outcome.atMs === undefined ? 'before' : `on ${shownInstant(outcome.atMs)}`;
    return indentedLines(
      `${colors.yellow('issued before')}  ${colors.bold(oneLine(owner))} on ${plan}: key ${shownPlaces(outcome.places)}`,
      `Request ${oneLine(request.request)} made it ${when}, and its value was shown then.`,
      colors.dim(`Where it was lost: gatewright keys rotate ${outcome.places[0]?.keyId} --grace 0s`),
    );
  }
  const { expires, description } = request;
  const rows = details([
    ['key', shownPlaces(outcome.places)],
    ['name', oneLine(request.name)],
    ['for', description && oneLine(description)],
    ['expires', expires && shownInstant(expires)],
    ['value', colors.bold(request.value)],
  ]);
  const title = `  ${colors.green('issued')}  ${colors.bold(oneLine(owner))} on ${plan}`;
  return `\n${title}\n\n${rows}\n\n  ${colors.dim('Hand the value over now: it is not shown again.')}\n`;
}

function indentedLines(...lines: readonly string[]): string {
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
