import { textOf } from './read-query.js';
import { badRequest } from './refusals.js';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 500;

export interface Page<T> {
  readonly item: readonly T[];
  /** Where the next page begins; absent on the last. */
  readonly position?: string;
}

/**
 * Cuts a page out of a list, in the order of ids, so that nothing comes twice or is left out when others come and go
 * between two pages.
 *
 * @throws AwsError for a limit that is not 1 to 500, and for a position that is none
 */
export function pageOf<T extends { readonly id: string }>(items: readonly T[], query: URLSearchParams): Page<T> {
  const after = readPosition(query);
  const limit = readLimit(query);
  const rest = items.filter(({ id }) => after === undefined || id > after).sort(byId);
  const item = rest.slice(0, limit);
  const last = item.at(-1);
  return rest.length > limit && last ? { item, position: Buffer.from(last.id).toString('base64url') } : { item };
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);

function readLimit(query: URLSearchParams): number {
  const text = textOf(query, 'limit') ?? String(DEFAULT_LIMIT);
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw badRequest(`Invalid limit: a number from 1 to ${MAX_LIMIT} is expected, got ${JSON.stringify(text)}`);
}

function readPosition(query: URLSearchParams): string | undefined {
  const text = textOf(query, 'position');
  if (text === undefined) return undefined;
  const id = Buffer.from(text, 'base64url').toString();
  if (Buffer.from(id).toString('base64url') !== text) throw badRequest('Invalid position parameter');
  return id;
}
