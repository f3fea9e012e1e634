import type { SplitPlan } from '../plan.js';
import type { PlanSlice } from './slices-of.js';

/** In characters. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html */
const LONGEST_NAME = 128;
const LONGEST_DESCRIPTION_BYTES = 1_024;

/**
 * CloudFormation takes 1,024 bytes; aws-cdk-lib takes no more than 512 characters.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-description-structure.html
 */
const LONGEST_STACK_DESCRIPTION_BYTES = 512;

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
  return partText(slice, part, LONGEST_STACK_DESCRIPTION_BYTES);
}

/** As many beginnings as there is room for, one at least, and how many more there are. */
function partText({ gateway, split }: Named, part: string, mostBytes: number): string {
  const { prefixes = [] } = split?.parts.find(({ name }) => name === part) ?? {};
  const beginnings = prefixes.map((prefix) => beginningText(prefix, split));
  for (let count = beginnings.length; count > 1; count -= 1) {
    const text = listText(part, gateway, beginnings.slice(0, count)) + moreText(beginnings.length - count);
    if (Buffer.byteLength(text) <= mostBytes) return text;
  }
  const more = moreText(beginnings.length - 1);
  return cut(listText(part, gateway, beginnings.slice(0, 1)), mostBytes - Buffer.byteLength(more)) + more;
}

function listText(part: string, gateway: string, beginnings: readonly string[]): string {
  return `${part}, a part of ${gateway}: ${beginnings.join(', ')}`;
}

function moreText(count: number): string {
  return count > 0 ? ` and ${count} more` : '';
}

/** A beginning that a letter ended goes on: `/o…`. */
function beginningText(prefix: string, split: SplitPlan | undefined): string {
  return split?.rule.at ? `${prefix}${ON}` : prefix;
}

const ON = '…';

function cut(text: string, mostBytes: number): string {
  if (Buffer.byteLength(text) <= mostBytes) return text;
  const signs = [...text];
  while (Buffer.byteLength(signs.join('') + ON) > mostBytes) signs.pop();
  return signs.join('') + ON;
}
