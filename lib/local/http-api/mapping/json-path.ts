/** Steps of `a.b[0]['c d']`; `undefined` where the path is malformed, or uses `..` or a filter. */
export function parseJsonPath(path: string): readonly string[] | undefined {
  const steps: string[] = [];
  const step = /\.?([^.[\]'"?*()]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return steps;
}

/** The value at a path of a JSON text, objects and lists as JSON; `undefined` where there is none. */
export function readJsonPath(json: string, steps: readonly string[]): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
