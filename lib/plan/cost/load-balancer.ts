import { HOURS_PER_MONTH, type PriceKey, type PriceList } from '../../facts/prices.js';
import type { Plan } from '../plan.js';
import { usdFor } from './cost-line.js';

/**
 * What stands before Kong's nodes. `network` passes TLS on to them; a firewall stands before an `application` one only,
 * which ends TLS itself.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 */
export type Balancer = 'network' | 'application';

interface BalancerPrices {
  readonly hours: PriceKey;
  /** Of an hour in which a unit takes a GB, or these connections; the larger need counts. */
  readonly capacity: PriceKey;
  readonly newConnectionsPerSecond: number;
}

/** https://aws.amazon.com/elasticloadbalancing/pricing/: the connections of a network one are of TCP. */
const BALANCERS: Record<Balancer, BalancerPrices> = {
  network: { hours: 'loadBalancerHours', capacity: 'loadBalancerCapacityHours', newConnectionsPerSecond: 800 },
  application: {
    hours: 'applicationLoadBalancerHours',
    capacity: 'applicationLoadBalancerCapacityHours',
    newConnectionsPerSecond: 25,
  },
};

const SECONDS_PER_HOUR = 3_600;

/** A firewall that stood on the stage of a REST API has to stand somewhere. */
export function balancerFor({ firewall }: Plan): Balancer {
  return firewall?.attachedTo === 'rest-stage' ? 'application' : 'network';
}

export function balancerPrices(balancer: Balancer): readonly PriceKey[] {
  const { hours, capacity } = BALANCERS[balancer];
  return [hours, capacity];
}

export interface BalancerUse {
  /** Of both ways, in a month. */
  readonly gb: number;
  /** In a month. */
  readonly connections: number;
}

/** Dollars of a month. */
export function loadBalancerUsd(balancer: Balancer, { gb, connections }: BalancerUse, list: PriceList): number {
  const { hours, capacity, newConnectionsPerSecond } = BALANCERS[balancer];
  const units = Math.max(gb, connections / (newConnectionsPerSecond * SECONDS_PER_HOUR));
  return usdFor(hours, HOURS_PER_MONTH, list) + usdFor(capacity, units, list);
}
