import { groupBy } from '../group-by.js';
import type { OwnedResources } from '../owned-resources.js';
import type { ResolvedResource } from '../reader-context.js';

/**
 * Resource id → path, for an API's root and its `AWS::ApiGateway::Resource`s. One whose parent is unknown, or that is
 * its own ancestor, is noticed and has no path.
 */
export function resourcePaths(rootId: string, owned: OwnedResources): ReadonlyMap<string, string> {
  const paths = new Map([[rootId, '/']]);
  const waiting = groupBy(owned('AWS::ApiGateway::Resource'), ({ properties }) => properties.string('ParentId'));
  waiting.delete(undefined);
  placeChildren(rootId, paths, waiting);
  for (const resource of [...waiting.values()].flat()) {
    resource.notice('unresolved', 'ParentId: leads to no root of this API');
  }
  return paths;
}

function placeChildren(
  rootId: string,
  paths: Map<string, string>,
  waiting: Map<string | undefined, ResolvedResource[]>,
): void {
  const parents = [rootId];
  for (let parent = parents.pop(); parent !== undefined; parent = parents.pop()) {
    const children = waiting.get(parent) ?? [];
    waiting.delete(parent);
    const base = paths.get(parent) === '/' ? '' : paths.get(parent);
    for (const { id, properties } of children) {
      const part = properties.string('PathPart');
      if (id === undefined || part === undefined) continue;
      paths.set(id, `${base}/${part}`);
      parents.push(id);
    }
  }
}
