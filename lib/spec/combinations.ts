import type { Auth } from './auth.js';

/** A part of a combination. */
export type AuthPart = Exclude<Auth, 'public'>;

export interface AnyOfAuth<Parts extends readonly AuthPart[] = readonly AuthPart[]> {
  readonly kind: 'any-of';
  readonly parts: Parts;
}

export interface AllOfAuth<Parts extends readonly AuthPart[] = readonly AuthPart[]> {
  readonly kind: 'all-of';
  readonly parts: Parts;
}

/** Callers who meet one of these; the first that they meet says who they are. */
/* @__NO_SIDE_EFFECTS__ */
export function anyOf<const Parts extends readonly [AuthPart, AuthPart, ...AuthPart[]]>(
  ...parts: Parts
): AnyOfAuth<Parts> {
  return Object.freeze({ kind: 'any-of', parts: Object.freeze(parts) });
}

/** Callers who meet all of these. */
/* @__NO_SIDE_EFFECTS__ */
export function allOf<const Parts extends readonly [AuthPart, AuthPart, ...AuthPart[]]>(
  ...parts: Parts
): AllOfAuth<Parts> {
  return Object.freeze({ kind: 'all-of', parts: Object.freeze(parts) });
}
