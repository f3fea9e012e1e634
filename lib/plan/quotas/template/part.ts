/** A part of a template: how many resources it has, and how long they are together. */
export interface TemplatePart {
  readonly resources: number;
  readonly bytes: number;
}

export function joined(parts: readonly TemplatePart[]): TemplatePart {
  return parts.reduce(
    (sum, { resources, bytes }) => ({ resources: sum.resources + resources, bytes: sum.bytes + bytes }),
    { resources: 0, bytes: 0 },
  );
}

export const NOTHING: TemplatePart = { resources: 0, bytes: 0 };
