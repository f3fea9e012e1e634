interface Placed {
  readonly place: string;
}

/** Each behind what it refers to, otherwise as they come. Where references go in circles, one of them is first. */
export function inDefinitionOrder<T extends Placed>(all: readonly T[], referredTo: (one: T) => readonly string[]): T[] {
  const byPlace = new Map(all.map((one) => [one.place, one]));
  const met = new Set<string>();
  const ordered: T[] = [];
  for (const start of all) {
    const stack = visit(start);
    // A chain of references may be longer than the call stack.
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const next = top.open.pop();
      if (next === undefined) ordered.push((stack.pop() as typeof top).one);
      else stack.push(...visit(byPlace.get(next)));
    }
  }
  return ordered;

  function visit(one: T | undefined): { readonly one: T; readonly open: string[] }[] {
    if (!one || met.has(one.place)) return [];
    met.add(one.place);
    return [{ one, open: [...referredTo(one)].reverse() }];
  }
}
