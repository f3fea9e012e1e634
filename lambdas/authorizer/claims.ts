import { unauthorized } from './refusal.js';

/** Of a token, or members of an introspection answer. */
export type Claims = Readonly<Record<string, unknown>>;

/** API Gateway needs a principal: machine clients without a `sub` go by their client. @throws Refusal */
export function callerName({ sub, client_id: client, username }: Claims): string {
  const name = sub ?? client ?? username;
  if (typeof name !== 'string' || name === '') throw unauthorized('subject-missing');
  return name;
}

/** Seconds since 1970. @throws Refusal */
export function timeOf(claims: Claims, name: 'exp' | 'nbf' | 'iat'): number | undefined {
  const value = claims[name];
  // JSON has no infinity, but 1e999 is read as one: a token without an end.
  if (value === undefined || Number.isFinite(value)) return value as number | undefined;
  throw unauthorized(`${name}-no-number`);
}

/** Whether an `aud`, one or a list, names one of these audiences. */
export function namesAudience(named: unknown, audiences: readonly string[]): boolean {
  const list: readonly unknown[] = Array.isArray(named) ? named : [named];
  return list.every((name) => typeof name === 'string') && list.some((name) => audiences.includes(name as string));
}
