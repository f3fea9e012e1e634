import type { PartPlan, SplitPlan } from '../plan.js';
import { inOrder } from './part-of.js';
import type { PlanSlice } from './slices-of.js';

/** In characters. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION_BYTES = 1_024;

/**
 * CloudFormation takes 1,024 bytes; aws-cdk-lib takes no more than 512 characters.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html
 */
const LONGEST_STACK_DESCRIPTION = { characters: 512, bytes: 1_024 };

type Named = Pick<PlanSlice, 'gateway' | 'description' | 'part' | 'split'>;

/** What an API is called in the console: `bookshop`, or `bookshop-catalogue` of a part. */
export function apiNameOf({ gateway, part }: Named): string {
  return part === undefined ? gateway : `${gateway}-${part}`.slice(0, LONGEST_NAME);
}

/** What is said of the APIs of a slice: the gateway's own words, or which paths are here. */
export function descriptionOf(slice: Named): string | undefined {
  const { part, description } = slice;
  return part === undefined ? description : partText(slice, part, LONGEST_DESCRIPTION_BYTES);
}

/** What is said of a part's stack: which paths are here. */
export function stackDescriptionOf(slice: Named, part: string): string {
  return partText(slice, part, LONGEST_STACK_DESCRIPTION.characters);
}

/** What is said of the gateway's own stack, as much of it as a stack can have; the APIs have the whole. */
export function ownStackDescription(gateway: string, description: string | undefined): string {
  const { characters, bytes } = LONGEST_STACK_DESCRIPTION;
  const fits = (text: string) => text.length <= characters && Buffer.byteLength(text) <= bytes;
  return shortenedTo(`API gateway ${gateway}${description ? `: ${description}` : ''}`, fits);
}

/** As many texts as there is room for, one at least, and how many more there are. */
function partText({ gateway, split }: Named, part: string, mostBytes: number): string {
  const plan = split?.parts.find(({ name }) => name === part);
  const paths = plan ? pathsTexts(plan) : [];
  for (let count = paths.length; count > 1; count -= 1) {
    const text = listText(part, gateway, paths.slice(0, count)) + moreText(paths.length - count);
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  const more = moreText(paths.length - 1);
  return cut(listText(part, gateway, paths.slice(0, 1)), mostBytes - Buffer.byteLength(more)) + more;
}

function listText(part: string, gateway: string, paths: readonly string[]): string {
  return `${part}, a part of ${gateway}: ${paths.join(', ')}`;
}

function moreText(count: number): string {
  return count > 0 ? ` and ${count} more` : '';
}

/** Which paths a part has: its prefixes, or `from /n, before /s`. */
export function pathsTexts({ prefixes, from, before }: PartPlan): readonly string[] {
  if (prefixes) return prefixes;
  return [before === undefined ? `from ${from} on` : `from ${from}, before ${before}`];
}

/** As they are written in a list: `'/n', '/s'`. */
export function startsText(starts: readonly string[]): string {
  return starts.map((start) => `'${start}'`).join(', ');
}

/** Which paths stay in the gateway's own stack; undefined: those that no part has. */
export function ownPathsText({ rule }: SplitPlan): string | undefined {
  const [first] = inOrder(rule.from ?? []);
  return first === undefined ? undefined : `before ${first}`;
}

const ON = '…';

function cut(text: string, mostBytes: number): string {
  return shortenedTo(text, (some) => Buffer.byteLength(some) <= mostBytes);
}

function shortenedTo(text: string, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const signs = [...text];
  while (!fits(signs.join('') + ON)) signs.pop();
  return signs.join('') + ON;
}
