/** A property to spread: it is there only where it has a value, as `exactOptionalPropertyTypes` wants it. */
export const optional = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };

/** The word where it is one of those, undefined where it is not. */
export const oneOf = <const Words extends readonly string[]>(
  word: string | undefined,
  words: Words,
): Words[number] | undefined => words.find((candidate) => candidate === word);
