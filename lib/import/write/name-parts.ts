import { operationIdOf } from '../../spec/operation-id.js';
import { camelCase, kebabCase, type Names } from '../code/names.js';
import type { Contract, Operation } from '../contract/contract.js';
import { unescapedToken } from '../document/json-node.js';

/** What the parts of a spec are called in it. */
export interface PartNames {
  readonly routes: ReadonlyMap<Operation, string>;
  /** Constant and name of each scheme, by its name in the document. */
  readonly schemes: ReadonlyMap<string, { readonly constant: string; readonly name: string }>;
  readonly origins: ReadonlyMap<string, string>;
  readonly sharedParameters: ReadonlyMap<string, string>;
  readonly sharedAnswers: ReadonlyMap<string, string>;
  readonly usagePlan: string;
}

export function nameParts(contract: Contract, names: Names): PartNames {
  const routes = contract.operations.map((operation) => {
    const wanted = camelCase(operation.name ?? operationIdOf(operation), 'route');
    return [operation, names.take(wanted)] as const;
  });
  return {
    routes: new Map(routes),
    schemes: schemeNames(contract, names),
    origins: new Map(sharedOrigins(contract).map((origin) => [origin, names.take('origin')])),
    sharedParameters: placeNames([...contract.sharedParameters.keys()], names, 'parameter'),
    sharedAnswers: placeNames([...contract.sharedAnswers.keys()], names, 'answer'),
    usagePlan: names.take('standard'),
  };
}

function schemeNames({ schemes }: Contract, names: Names): PartNames['schemes'] {
  const taken = new Set<string>();
  return new Map(
    [...schemes.keys()].map((stated) => {
      const wanted = kebabCase(stated, 'callers');
      let name = wanted;
      for (let index = 2; taken.has(name); index += 1) name = `${wanted}-${index}`;
      taken.add(name);
      return [stated, { constant: names.take(camelCase(stated, 'callers')), name }];
    }),
  );
}

/** Servers that more than one route calls. */
function sharedOrigins({ operations }: Contract): readonly string[] {
  const counts = new Map<string, number>();
  for (const { to } of operations) if (to.kind === 'http') counts.set(to.origin, (counts.get(to.origin) ?? 0) + 1);
  return [...counts].flatMap(([origin, count]) => (count > 1 ? [origin] : []));
}

function placeNames(places: readonly string[], names: Names, otherwise: string): ReadonlyMap<string, string> {
  return new Map(
    places.map((place) => [place, names.take(camelCase(unescapedToken(place.split('/').at(-1) ?? ''), otherwise))]),
  );
}
