import type { Bill, BillLevel } from '../plan/cost/bill.js';
import type { KongAssumptions } from '../plan/cost/kong.js';
import type { Balancer } from '../plan/cost/load-balancer.js';
import { colors } from './colors.js';
import { dollars, shortCount } from './shown-amount.js';
import { rowsOnly } from './table.js';

/** From where on Kong would cost less, by which assumptions, and what its bill is made of. */
export function printKong({ levels, kong: { assumptions, balancer, crossover } }: Bill, width: number): string {
  const condition = conditions(assumptions, balancer);
  const texts = {
    from: (requests: number) => `From ${shortCount(requests)} requests a month on Kong is cheaper, if ${condition}`,
    never: () => `Kong is never cheaper for good, up to ten trillion requests a month, if ${condition}`,
    always: () => `Kong is cheaper at any traffic, if ${condition}`,
  };
  const head = crossover.kind === 'from' ? texts.from(crossover.requestsPerMonth) : texts[crossover.kind]();
  return [head, partsTable(levels, width)].join('\n');
}

const PARTS: readonly (readonly [string, (level: BillLevel) => number])[] = [
  ['Nodes', ({ kong }) => kong.nodesUsd],
  ['Load balancer', ({ kong }) => kong.loadBalancerUsd],
  ['Database', ({ kong }) => kong.databaseUsd],
  ['Engineers', ({ kong }) => kong.engineerUsd],
  ['What stays of the gateway', ({ kong }) => kong.staysUsd],
];

function partsTable(levels: readonly BillLevel[], width: number): string {
  const columns = levels.map(({ assumptions }) => ({
    title: colors.dim(shortCount(assumptions.requestsPerMonth)),
    align: 'right' as const,
  }));
  const rows = [
    ['Number of nodes', ...levels.map(({ kong }) => kong.nodes.toLocaleString('en'))],
    ...PARTS.map(([name, usdOf]) => [name, ...levels.map((level) => dollars(usdOf(level)))]),
    ['Kong', ...levels.map(({ kong }) => dollars(kong.usdPerMonth))].map(colors.bold),
    ['The gateway', ...levels.map(({ usdPerMonth }) => dollars(usdPerMonth))],
  ];
  return rowsOnly([{ title: '', wraps: true }, ...columns], rows, width);
}

const BALANCERS: Record<Balancer, string> = {
  network: 'one network load balancer, which leaves TLS to them,',
  application: 'one application load balancer, where TLS ends and the firewall can stand,',
};

function conditions(kong: KongAssumptions, balancer: Balancer): string {
  const database = kong.databaseUsdPerMonth > 0 ? `a database at ${dollars(kong.databaseUsdPerMonth)}` : 'no database';
  return [
    `a node costs ${dollars(kong.instanceUsdPerMonth)} a month and takes ${kong.requestsPerSecondPerNode.toLocaleString('en')} requests a second;`,
    `${kong.minNodes} stand always and more for ${kong.peakFactor} times the mean, behind ${BALANCERS[balancer]} with ${kong.requestsPerConnection} requests on a connection;`,
    `it has ${database}, no licence of Kong Enterprise, and ${kong.engineerHoursPerMonth} hours of engineers at ${dollars(kong.engineerUsdPerHour)};`,
    'functions, their logs, access logs, traces, edge, firewall and data out cost the same',
  ].join(' ');
}
