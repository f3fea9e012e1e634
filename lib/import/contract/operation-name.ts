import { isOperationId, operationIdOf, operationNameOf } from '../../spec/operation-id.js';
import { child } from '../document/json-node.js';
import type { Reading } from './read-contract.js';
import type { OperationPlace } from './read-operations.js';

/**
 * What clients call the operation by; undefined where that is what the route is called anyway.
 *
 * @param named the names that others have
 */
export function nameOf(place: OperationPlace, named: Set<string>, { losses }: Reading): string | undefined {
  const { node, method, path } = place;
  const stated = child(node, 'operationId');
  const name = typeof stated?.value === 'string' ? stated.value.replace(/[^A-Za-z0-9_./-]+/g, '_') : undefined;
  const known = operationNameOf({ method, path, ...(name !== undefined && { name }) });
  const fault = name === undefined ? undefined : nameFault(name, named.has(known));
  if (stated && fault !== undefined) losses.add('lost', stated, fault);
  else if (stated && name !== stated.value) losses.add('assumed', stated, `is called ${name}: ${NAME_IS_MADE_OF}`);
  if (name === undefined || fault !== undefined) {
    named.add(operationNameOf({ method, path }));
    return undefined;
  }
  named.add(known);
  return name === operationIdOf({ method, path }) ? undefined : name;
}

const NAME_IS_MADE_OF = 'a name is made of letters, digits and . _ / -';

function nameFault(name: string, isTaken: boolean): string | undefined {
  if (!isOperationId(name)) return 'a name is 1 to 128 letters, digits and . _ / -, a letter first';
  return isTaken ? 'another operation has this name' : undefined;
}
