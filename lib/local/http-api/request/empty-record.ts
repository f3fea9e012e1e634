/** Function objects make fast instances, where `Object.create(null)` makes slow dictionaries. */
const NullPrototype = function NullPrototype() {} as unknown as new () => Record<string, never>;
NullPrototype.prototype = Object.create(null);

/** A record without `Object.prototype` behind it, so that no name in it is special: for names that callers choose. */
export const emptyRecord = <T>(): Record<string, T> => new NullPrototype();

/** A record of the same names with changed values. */
export function mapRecord<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  const result = emptyRecord<U>();
  for (const name in record) result[name] = change(record[name] as T);
  return result;
}
