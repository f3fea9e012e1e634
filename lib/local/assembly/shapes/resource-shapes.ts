import { isUnresolved, unresolved } from '../intrinsics/unresolved.js';
import { ACCESS_SHAPES } from './access-shapes.js';
import { COMPUTE_SHAPES } from './compute-shapes.js';
import { DATA_SHAPES } from './data-shapes.js';
import { EDGE_SHAPES } from './edge-shapes.js';
import { FIREWALL_SHAPES } from './firewall-shapes.js';
import { GATEWAY_SHAPES } from './gateway-shapes.js';
import type { Identity, ResourceShape } from './identity.js';

const SHAPES: ReadonlyMap<string, ResourceShape> = new Map(
  Object.entries({
    ...ACCESS_SHAPES,
    ...COMPUTE_SHAPES,
    ...DATA_SHAPES,
    ...EDGE_SHAPES,
    ...FIREWALL_SHAPES,
    ...GATEWAY_SHAPES,
  }),
);

/** What `Ref` answers: the physical id as AWS shapes it, or why it is not known. */
export function physicalId(type: string, identity: Identity): unknown {
  const shape = SHAPES.get(type);
  if (!shape) return unresolved(`the physical id of ${identity.logicalId} (${type}) is known after deployment only`);
  return nonNull(shape.ref(identity), `${identity.logicalId} (${type}) has no name`);
}

/** What `Fn::GetAtt` answers. */
export function attributeOf(type: string, attribute: string, identity: Identity): unknown {
  const attributes = SHAPES.get(type)?.attributes ?? {};
  const compute = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  const place = `${identity.logicalId}.${attribute}`;
  if (!compute) return unresolved(`the attribute ${place} of ${type} is known after deployment only`);
  return nonNull(compute(identity), `the attribute ${place} has no value`);
}

const nonNull = (value: unknown, otherwise: string): unknown =>
  isUnresolved(value) ? value : (value ?? unresolved(otherwise));
