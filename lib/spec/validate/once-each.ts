/** A pure function of values that many routes share: of each value it is asked once, for as long as the result lives. */
export function onceEach<Value, Result>(of: (value: Value) => Result): (value: Value) => Result {
  const known = new Map<Value, Result>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined || known.has(value)) return before as Result;
    const result = of(value);
    known.set(value, result);
    return result;
  };
}
