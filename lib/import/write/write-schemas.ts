import { printShape } from '../schema/print-shape.js';
import { withMeta } from '../schema/shape.js';
import type { Writer } from './writer.js';

/** The named schemas. Their `id` is the name that an exported document has them under. */
export function writeSchemas({ input, homes, draftOf, comments, printings }: Writer): void {
  const { schemas, files } = input;
  const draft = draftOf(files.schemas);
  for (const { constant } of schemas) homes.set(constant, files.schemas);
  for (const { node, place, id, constant, shape } of schemas) {
    const named = { ...shape, meta: {} };
    const code = printShape(withMeta(withMeta(named, { id }), shape.meta ?? {}), printings(draft, place));
    draft.add({ constant, code, isExported: true, comments: comments.of(node) });
  }
}
