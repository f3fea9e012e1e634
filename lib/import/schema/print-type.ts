import type { Printing } from './print-shape.js';
import type { Shape } from './shape.js';

/** The TypeScript type of a shape's expression, for getters; what would be long is any schema. */
export function printType(shape: Shape, printing: Pick<Printing, 'constantOf'>): string {
  switch (shape.kind) {
    case 'ref':
      return `typeof ${printing.constantOf(shape.target)}`;
    case 'array':
      return `z.ZodArray<${printType(shape.items, printing)}>`;
    case 'record':
      return `z.ZodRecord<z.ZodString, ${printType(shape.values, printing)}>`;
    case 'nullable':
      return `z.ZodNullable<${printType(shape.inner, printing)}>`;
    default:
      return 'z.ZodType';
  }
}
