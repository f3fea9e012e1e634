/** Of a value as a template has it: UTF-8, without white space. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Of the members of an object inside of another one, each with its comma. */
export function memberBytes(members: object): number {
  return jsonBytes(members) - 1;
}

/** The same for each of these. */
export function total<Item>(items: readonly Item[], bytesOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + bytesOf(item), 0);
}
