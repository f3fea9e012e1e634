import type { Printing } from './print-shape.js';
import { partsOf, type Shape } from './shape.js';

/** Whether a shape needs a constant that is not defined yet; an object in it sees to its own members. */
export function hasLaterReference(shape: Shape, printing: Pick<Printing, 'isLater'>): boolean {
  if (shape.kind === 'ref') return printing.isLater(shape.target);
  if (shape.kind === 'object') return typeof shape.others !== 'string' && hasLaterReference(shape.others, printing);
  return partsOf(shape).some((part) => hasLaterReference(part, printing));
}
