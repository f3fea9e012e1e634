import type { ParameterChanges, TransformValue, ValueSource } from '../../spec/transform.js';
import type { Pair } from './message.js';

/** What a value comes to: `missing` leaves what was sent, `refused` takes it away. */
export type Resolved = { readonly kind: 'value'; readonly value: string } | { readonly kind: 'missing' | 'refused' };

export interface ParameterRules {
  /** What the spellings of one name have in common. */
  readonly plain: (name: string) => string;
  readonly resolve: (value: TransformValue) => Resolved;
}

type Values = Readonly<Record<string, TransformValue>> | undefined;

/**
 * Headers or a query with the declared changes made. All values are read before anything changes, and no name stands in
 * two changes, so their order cannot be seen.
 */
export function changeParameters<Source extends ValueSource>(
  pairs: readonly Pair[],
  changes: ParameterChanges<Source>,
  { plain, resolve }: ParameterRules,
): readonly Pair[] {
  const valuesOf = (name: string) => pairs.filter(([each]) => plain(each) === plain(name)).map(([, value]) => value);
  const resolved = (values: Values) =>
    Object.entries(values ?? {}).map(([name, value]) => ({ name, result: resolve(value) }));
  const renamed = Object.entries(changes.rename ?? {}).flatMap(([from, to]): Pair[] => {
    const values = valuesOf(from);
    return values.length > 0 ? [[to, values.join(',')]] : [];
  });
  const set = resolved(changes.set).filter(({ result }) => result.kind !== 'missing');
  const defaults = resolved(changes.default).filter(({ name }) => valuesOf(name).length === 0);
  const added = [...set, ...resolved(changes.add), ...defaults].flatMap(({ name, result }): Pair[] =>
    result.kind === 'value' ? [[name, result.value]] : [],
  );
  const replaced = [...renamed.map(([name]) => name), ...set.map(({ name }) => name)];
  const gone = new Set([...(changes.remove ?? []), ...Object.keys(changes.rename ?? {}), ...replaced].map(plain));
  return [...pairs.filter(([name]) => !gone.has(plain(name))), ...renamed, ...added];
}
