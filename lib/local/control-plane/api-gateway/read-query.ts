import { badRequest } from './refusals.js';

/** Undefined where the parameter is absent or empty. */
export function textOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}

/** @throws AwsError for what is neither `true` nor `false`; absent is false */
export function flagOf(query: URLSearchParams, name: string): boolean {
  const text = textOf(query, name) ?? 'false';
  if (text !== 'true' && text !== 'false') throw badRequest(`${name} must be true or false`);
  return text === 'true';
}
