import { withKeyLock } from '../key-lock.js';
import { connectionsOf, type GatewaySet } from './region-gateway.js';

export interface HoldOptions {
  /** What two runs must not work on at once. */
  readonly subject: string;
  /** Told once where another run is at it. */
  readonly onWait?: (() => void) | undefined;
}

/**
 * Does work on a gateway in all its regions while nobody else does any on the same subject.
 *
 * @param work gets the same gateways; their changing calls fail once the lock is not ours any more
 */
export function holdGateways<T>(
  gateways: GatewaySet,
  { subject, onWait }: HoldOptions,
  work: (held: GatewaySet) => Promise<T>,
): Promise<T> {
  const [first, ...others] = gateways;
  return withKeyLock(connectionsOf(gateways), { gateway: first.name, subject, onWait }, (guard) => {
    const held = (gateway: GatewaySet[0]) => ({ ...gateway, aws: guard(gateway.aws) });
    return work([held(first), ...others.map(held)]);
  });
}
