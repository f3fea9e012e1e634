/** Resources that a REST API has for paths: every prefix of every path is one, and so is the root, which is there already. */
export function countResources(paths: readonly string[]): number {
  const nodes = new Set(['']);
  for (const path of paths) {
    const parts = path.split('/').slice(1).filter(Boolean);
    for (let length = 1; length <= parts.length; length++) nodes.add(parts.slice(0, length).join('/'));
  }
  return nodes.size;
}
