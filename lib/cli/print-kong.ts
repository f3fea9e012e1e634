import type { Bill } from '../plan/cost/bill.js';
import type { KongAssumptions } from '../plan/cost/kong.js';
import { colors } from './colors.js';
import { dollars, shortCount } from './shown-amount.js';

/** From where on Kong would cost less, and by which assumptions. */
export function printKong({ levels, kong: { assumptions, crossover } }: Bill): string {
  const texts = {
    from: (requests: number) =>
      `From ${shortCount(requests)} requests a month on Kong is cheaper, if ${conditions(assumptions)}`,
    never: () => `Kong is never cheaper for good, up to ten trillion requests a month, if ${conditions(assumptions)}`,
    always: () => `Kong is cheaper at any traffic, if ${conditions(assumptions)}`,
  };
  const head = crossover.kind === 'from' ? texts.from(crossover.requestsPerMonth) : texts[crossover.kind]();
  const rows = levels.map(({ assumptions: { requestsPerMonth }, usdPerMonth, kong }) =>
    colors.dim(
      `at ${shortCount(requestsPerMonth)}: gateway ${dollars(usdPerMonth)}, Kong ${dollars(kong.usdPerMonth)}, of it ${kong.nodes} nodes ${dollars(kong.nodesUsd)}, load balancer ${dollars(kong.loadBalancerUsd)}, database ${dollars(kong.databaseUsd)}, engineers ${dollars(kong.engineerUsd)}, what stays ${dollars(kong.staysUsd)}`,
    ),
  );
  return [head, ...rows].join('\n');
}

function conditions(kong: KongAssumptions): string {
  const database = kong.databaseUsdPerMonth > 0 ? `a database at ${dollars(kong.databaseUsdPerMonth)}` : 'no database';
  return [
    `a node costs ${dollars(kong.instanceUsdPerMonth)} a month and takes ${kong.requestsPerSecondPerNode.toLocaleString('en')} requests a second,`,
    `${kong.minNodes} stand always and more for ${kong.peakFactor} times the mean, behind one network load balancer, with ${database},`,
    `${kong.engineerHoursPerMonth} hours of engineers at ${dollars(kong.engineerUsdPerHour)}; functions, logs, traces, edge and data out cost the same`,
  ].join('\n');
}
