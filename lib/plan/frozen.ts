/** A copy of plain data, frozen all the way down; what the caller handed in stays as it is. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  const copy: Record<string, unknown> = { ...(value as object) };
  for (const key of Object.keys(copy)) {
    const inner = copy[key];
    if (typeof inner === 'object') copy[key] = frozen(inner);
  }
  return Object.freeze(copy) as T;
}
