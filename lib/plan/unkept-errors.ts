import { UNSETTABLE_ERRORS } from '../facts/unsettable-errors.js';
import type { ReplyBackend } from '../spec/backend.js';
import type { ResponseTransform, Transform } from '../spec/transform.js';

const NAME = 'cache-control';

/**
 * The transformation by which errors that CloudFront would keep leave the API with `no-store`, behind what the backend
 * says itself; what the route changes of `Cache-Control` stands above it. For parameter mapping, which has no defaults.
 */
export function withUnkeptErrors(transform: Transform = {}): Transform {
  const { response = {} } = transform;
  const added = sourcesOf(response).flatMap((status) => {
    const change = response[status as keyof typeof response] ?? {};
    if (changesCaching(change)) return [];
    const headers = { ...change.headers, add: { ...change.headers?.add, [NAME]: 'no-store' } };
    return [[status, { ...change, headers }] as const];
  });
  return { ...transform, response: { ...response, ...Object.fromEntries(added) } };
}

/** Statuses of the backend that leave as such an error. */
function sourcesOf(response: NonNullable<Transform['response']>): readonly string[] {
  const changed = Object.entries(response).filter(([, { status }]) => status !== undefined);
  const kept = UNSETTABLE_ERRORS.filter((error) => !changed.some(([from]) => Number(from) === error)).map(String);
  const made = changed.filter(([, { status }]) => status !== undefined && UNSETTABLE_ERRORS.includes(status));
  return [...kept, ...made.map(([from]) => from)];
}

function changesCaching({ headers = {} }: ResponseTransform): boolean {
  const { remove = [], rename = {}, set = {}, add = {} } = headers;
  const names = [...remove, ...Object.entries(rename).flat(), ...Object.keys(set), ...Object.keys(add)];
  return names.some((name) => name.toLowerCase() === NAME);
}

/** The same of a fixed answer. */
export function unkeptHeaders({ status, headers }: ReplyBackend): Readonly<Record<string, string>> {
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === NAME);
  return isSaid || !UNSETTABLE_ERRORS.includes(status) ? headers : { ...headers, [NAME]: 'no-store' };
}
