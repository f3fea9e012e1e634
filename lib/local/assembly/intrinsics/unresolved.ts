const mark = Symbol('unresolved');

/** Stands where a value cannot be known before deployment; says why. */
export interface Unresolved {
  readonly [mark]: true;
  readonly reason: string;
}

/** Where a template says `AWS::NoValue`: the property or list element does not exist. */
export const ABSENT = Symbol('AWS::NoValue');

export const unresolved = (reason: string): Unresolved => ({ [mark]: true, reason });

export const isUnresolved = (value: unknown): value is Unresolved =>
  typeof value === 'object' && value !== null && mark in value;

/** The first unresolved value at any depth of an evaluated tree. */
export function findUnresolved(value: unknown): Unresolved | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (isUnresolved(value)) return value;
  for (const item of Object.values(value)) {
    const found = findUnresolved(item);
    if (found) return found;
  }
  return undefined;
}
