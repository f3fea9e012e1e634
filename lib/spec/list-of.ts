export function listOf<T extends string>(value: T | readonly T[]): readonly T[] {
  return Object.freeze(typeof value === 'string' ? [value] : [...value]);
}
