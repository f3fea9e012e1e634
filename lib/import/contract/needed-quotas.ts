import { quotas } from '../../facts/quotas.js';
import { countResources } from '../../spec/count-resources.js';
import type { RaisedQuotas } from '../../spec/quotas.js';
import { child } from '../document/json-node.js';
import type { Contract } from './contract.js';
import type { Reading } from './read-contract.js';

type Read = Pick<Contract, 'api' | 'operations' | 'schemes'>;

/** What AWS has to raise before so many operations are deployed as one gateway; undefined where nothing is. */
export function neededQuotas(read: Read, { losses, references }: Reading): RaisedQuotas | undefined {
  const needed = Object.entries(takenBy(read)).flatMap(([name, used]) => {
    const { value, unit } = quotas[name as keyof typeof quotas];
    return used > value ? [{ name, used, value, unit }] : [];
  });
  if (needed.length === 0) return undefined;
  const paths = child(references.root, 'paths') ?? references.root;
  for (const { name, used, value, unit } of needed)
    losses.add(
      'assumed',
      paths,
      `they may need ${used} ${unit}, of ${value} that AWS gives: the spec says that it has raised ${name} to ${rounded(used)}, so ask for it before you deploy`,
    );
  return Object.fromEntries(needed.map(({ name, used }) => [name, rounded(used)]));
}

/** At most: which of the two types a route gets is the plan's affair. Keys need a REST API. */
function takenBy({ api, operations, schemes }: Read): RaisedQuotas {
  const restResources = countResources(operations.map(({ path }) => path));
  if (api === 'rest') return { restResources };
  const hasKeys = [...schemes.values()].some(({ kind }) => kind === 'api-key');
  return { httpRoutes: operations.length, ...(hasKeys && { restResources }) };
}

/** AWS is asked for whole hundreds. */
function rounded(used: number): number {
  return Math.ceil(used / 100) * 100;
}
