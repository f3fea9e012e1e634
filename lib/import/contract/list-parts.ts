import { quotas } from '../../facts/quotas.js';
import { countResources } from '../../spec/count-resources.js';
import type { RaisedQuotas } from '../../spec/quotas.js';
import { child } from '../document/json-node.js';
import type { Contract } from './contract.js';
import type { Reading } from './read-contract.js';

type Read = Pick<Contract, 'api' | 'operations' | 'schemes'>;

/** Lists what one API has no room for: the plan splits the gateway, whose parts have one address with an edge alone. */
export function listParts(read: Read, { losses, references }: Reading): void {
  const paths = child(references.root, 'paths') ?? references.root;
  for (const [name, used] of Object.entries(takenBy(read))) {
    const { value, unit } = quotas[name as keyof typeof quotas];
    if (used <= value) continue;
    losses.add(
      'assumed',
      paths,
      `they may need ${used} ${unit}, of ${value} that AWS gives: the gateway is then split into APIs of their own, which edge: {} joins at one address; for one API have AWS raise ${name}, and write quotas: { ${name}: ${rounded(used)} }`,
    );
  }
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
