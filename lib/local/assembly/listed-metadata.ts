import { evaluate } from './intrinsics/evaluate.js';
import { isUnresolved } from './intrinsics/unresolved.js';
import type { ResolvedResource } from './reader-context.js';

/** Reads an item of a list; undefined where it has not the form. */
type ReadItem<Item> = (value: unknown) => Item | undefined;

const textOf: ReadItem<string> = (value) => (typeof value === 'string' ? value : undefined);

/** Texts of the lists that resources hold in their `Metadata` under a key, each once. */
export const listedTexts = (metadataKey: string, resources: readonly ResolvedResource[]): string[] => [
  ...new Set(listedItems(metadataKey, resources, textOf, 'strings')),
];

/** Items of the lists that resources hold in their `Metadata` under a key; what cannot be read is noticed. */
export function listedItems<Item>(
  metadataKey: string,
  resources: readonly ResolvedResource[],
  read: ReadItem<Item>,
  expected: string,
): Item[] {
  return resources.flatMap(({ stack, resource, notice }) => {
    const list = evaluate(resource.metadata[metadataKey], stack.scope);
    if (!Array.isArray(list)) return [];
    return list.flatMap((value) => {
      const item = read(value);
      if (item !== undefined) return [item];
      notice('unresolved', `Metadata.${metadataKey}: ${isUnresolved(value) ? value.reason : `expected ${expected}`}`);
      return [];
    });
  });
}
