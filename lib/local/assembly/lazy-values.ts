import { unresolved } from './intrinsics/unresolved.js';

/** Expressions and references that wait for each other, at most; real templates stay below 50. */
const MAX_DEPTH = 400;

/** How deep the evaluation is at the moment, over all stacks. */
export interface Depth {
  current: number;
}

/** Runs one level deeper, or answers `Unresolved` before the call stack is full. */
export function deeper(depth: Depth, compute: () => unknown): unknown {
  if (depth.current >= MAX_DEPTH) return unresolved(`expressions nest more than ${MAX_DEPTH} deep`);
  depth.current += 1;
  try {
    return compute();
  } finally {
    depth.current -= 1;
  }
}

/** Values computed when first asked for, once. One that asks for itself is `Unresolved`, and so are all in its circle. */
export function lazyValues(depth: Depth): (name: string, compute: () => unknown) => unknown {
  const known = new Map<string, unknown>();
  const open: string[] = [];
  return (name, compute) => {
    if (known.has(name)) return known.get(name);
    if (open.includes(name)) return unresolved(`circular: ${[...open.slice(open.indexOf(name)), name].join(' → ')}`);
    open.push(name);
    const value = deeper(depth, compute);
    open.pop();
    known.set(name, value);
    return value;
  };
}
