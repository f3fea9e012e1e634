import { hasLaterReference } from './later-references.js';
import type { Printing } from './print-shape.js';
import type { Shape } from './shape.js';

/** Whether each option is an object that says by this property, with values of its own, which one it is. */
export function isDiscriminated(union: Extract<Shape, { kind: 'union' }>, printing: Printing): boolean {
  const seen = new Set<unknown>();
  return union.options.every((option) => {
    const values = hasLaterReference(option, printing) ? undefined : valuesOf(option, union.discriminator, printing);
    if (!values || values.some((value) => seen.has(value))) return false;
    for (const value of values) seen.add(value);
    return true;
  });
}

function valuesOf(shape: Shape, name: string | undefined, { shapeOf }: Printing): readonly unknown[] | undefined {
  const target = shape.kind === 'ref' ? shapeOf(shape.target) : shape;
  if (target?.kind !== 'object') return undefined;
  const property = target.properties.find((one) => one.name === name);
  return property?.required && property.shape.kind === 'literal' ? property.shape.values : undefined;
}
