/** Texts and what stands in for texts, as CDK joins them: a join within is part of it, and texts beside each other are one. */
export function joined(parts: readonly unknown[]): unknown {
  const merged: unknown[] = [];
  for (const part of parts.flatMap(joinedParts)) {
    const last = merged.at(-1);
    if (isText(last) && isText(part)) merged[merged.length - 1] = `${last}${part}`;
    else merged.push(part);
  }
  return merged.length === 1 ? merged[0] : { 'Fn::Join': ['', merged] };
}

function joinedParts(value: unknown): readonly unknown[] {
  const [separator, parts] = (value as { 'Fn::Join'?: readonly [string, readonly unknown[]] })['Fn::Join'] ?? [];
  return separator === '' && parts ? parts : [value];
}

function isText(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
