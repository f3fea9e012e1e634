import type { IssueOutcome, IssueRequest } from '../../aws/keys/issue-key.js';
import type { GatewaySet } from '../../aws/keys/region-gateway.js';
import { oneLine } from '../../errors/one-line.js';
import { colors } from '../colors.js';
import { details, shownInstant, shownPlaces } from './shown-text.js';

/** An issued key as JSON, with its value where that is for its owner. */
export function issuedJson([{ name }]: GatewaySet, request: IssueRequest, outcome: IssueOutcome): string {
  const { owner, plan, value, expires, meter } = request;
  const common = { outcome: outcome.kind, gateway: name, owner, plan, keys: outcome.places, request: request.request };
  return JSON.stringify(
    outcome.kind === 'issued'
      ? { ...common, name: request.name, expires: expires ?? null, ...(meter === undefined ? { value } : { meter }) }
      : common,
    null,
    2,
  );
}

/** An issued key for whoever hands it over. */
export function issuedText(request: IssueRequest, outcome: IssueOutcome): string {
  const { owner, plan } = request;
  if (outcome.kind === 'was-issued') {
    if (request.meter !== undefined) return wasCounted(request, outcome);
    const when = outcome.atMs === undefined ? 'before' : `on ${shownInstant(outcome.atMs)}`;
    return indentedLines(
      `${colors.yellow('issued before')}  ${colors.bold(oneLine(owner))} on ${plan}: key ${shownPlaces(outcome.places)}`,
      `Request ${oneLine(request.request)} made it ${when}, and its value was shown then.`,
      colors.dim(`Where it was lost: gatewright keys rotate ${outcome.places[0]?.keyId} --grace 0s`),
    );
  }
  const { expires, description, meter } = request;
  const rows = details([
    ['key', shownPlaces(outcome.places)],
    ['name', oneLine(request.name)],
    ['for', description && oneLine(description)],
    ['expires', expires && shownInstant(expires)],
    meter === undefined ? ['value', colors.bold(request.value)] : ['meter', oneLine(meter)],
  ]);
  const title = `  ${colors.green('issued')}  ${colors.bold(oneLine(owner))} on ${plan}`;
  const last = meter === undefined ? 'Hand the value over now: it is not shown again.' : NOTHING_TO_HAND_OVER;
  return `\n${title}\n\n${rows}\n\n  ${colors.dim(last)}\n`;
}

const NOTHING_TO_HAND_OVER = "Nothing is to be handed over: the tenant's tokens stand for the key.";

function wasCounted({ owner, plan }: IssueRequest, { places }: IssueOutcome): string {
  const who = colors.bold(oneLine(owner));
  return indentedLines(`${colors.yellow('issued before')}  ${who} on ${plan}: key ${shownPlaces(places)}`);
}

function indentedLines(...lines: readonly string[]): string {
  return `\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}
