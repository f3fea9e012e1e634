/**
 * Every name that an object may have, held to its type by the compiler: `satisfies KnownProps<JwtProps>`. `true`: what
 * stands there is looked at no further.
 */
export type KnownProps<T> = { readonly [Name in NameOf<T>]-?: true | KnownProps<PropOf<T, Name>> };

type NameOf<T> = T extends readonly unknown[] ? never : T extends object ? keyof T & string : never;
type PropOf<T, Name extends string> = T extends { readonly [Key in Name]?: infer Value } ? NonNullable<Value> : never;

export interface PropTable {
  readonly [name: string]: true | PropTable;
}

/** A name that nothing reads: a builder would lose it, so what it makes keeps it, and validation refuses it. */
export interface UnknownProp {
  /** Below the object that was given: `cache.ttl`. */
  readonly at: string;
  readonly allowed: readonly string[];
}

/** What has unknown names, for issues. */
export interface KeepsUnknown {
  /** @default none: every name is known */
  readonly unknownProps?: readonly UnknownProp[];
}

/** All of them, in what is no object none. */
export function unknownIn(given: unknown, known: PropTable, below = ''): readonly UnknownProp[] {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return [];
  const unknown: UnknownProp[] = [];
  for (const name of Object.keys(given)) {
    const next = Object.hasOwn(known, name) ? known[name] : undefined;
    if (next === undefined) unknown.push({ at: `${below}${name}`, allowed: Object.keys(known) });
    else if (next !== true) unknown.push(...unknownIn(Reflect.get(given, name), next, `${below}${name}.`));
  }
  return unknown;
}

/** To be spread into what a builder makes. */
export function keptUnknown(unknown: readonly UnknownProp[]): KeepsUnknown {
  return unknown.length > 0 ? { unknownProps: Object.freeze([...unknown]) } : {};
}
