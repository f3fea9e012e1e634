import { groupBy } from './group-by.js';
import type { ReaderContext, ResolvedResource } from './reader-context.js';

/** The resources of one API, by type, in the order of the templates. */
export type OwnedResources = (type: string) => readonly ResolvedResource[];

/**
 * Groups resources by the API that they name in `property`. One that names an API outside the assembly is noticed.
 */
export function groupByApi(
  context: ReaderContext,
  types: readonly string[],
  property: string,
  known: (apiId: string) => boolean,
): (apiId: string) => OwnedResources {
  const owned = context.ofType(...types).filter(({ properties, notice }) => {
    const apiId = properties.string(property);
    if (apiId === undefined) return false;
    if (!known(apiId)) notice('unresolved', `belongs to the API ${apiId}, which is not in the cloud assembly`);
    return known(apiId);
  });
  const groups = groupBy(owned, ({ type, properties }) => `${properties.string(property)} ${type}`);
  return (apiId) => (type) => groups.get(`${apiId} ${type}`) ?? [];
}
