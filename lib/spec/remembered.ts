/** More than the paths of any gateway; what is asked of other texts besides would fill the memory of a process that stays. */
const MOST = 10_000;

/** What is made of a text alone, made once for all that ask of it: validation and plan ask the same of each route. */
/* @__NO_SIDE_EFFECTS__ */
export function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
