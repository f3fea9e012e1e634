const mark = Symbol('unresolved');

/** Stands where a value cannot be known before deployment; says why. */
export interface Unresolved {
  readonly [mark]: true;
  readonly reason: string;
  /** The whole text with its references to secrets (`{{resolve:secretsmanager:…}}`) left in, where nothing else is unknown. */
  readonly written?: string;
}

/** Where a template says `AWS::NoValue`: the property or list element does not exist. */
export const ABSENT = Symbol('AWS::NoValue');

export const unresolved = (reason: string, written?: string): Unresolved => ({
  [mark]: true,
  reason,
  ...(written !== undefined && { written }),
});

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

/** An evaluated tree, with texts that hold references to secrets as the template writes them. */
export function asWritten(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (isUnresolved(value)) return value.written ?? value;
  if (Array.isArray(value)) return value.map(asWritten);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asWritten(item)]));
}
