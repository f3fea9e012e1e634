import { join } from 'node:path';
import { checkedTypes, writeGateway } from './check-types.js';
import { workbench } from './compile.js';
import { report } from './report.js';

const SIZES = [100, 300, 1_000] as const;

/** The type-check of generated gateways: time, memory, and what a route costs the compiler, by how many routes there are. */
export async function benchTypes(): Promise<void> {
  const bench = workbench();
  try {
    const checked = SIZES.map((routes) => {
      const directory = join(bench.directory, `routes${routes}`);
      writeGateway(directory, routes);
      return { routes, ...checkedTypes(directory) };
    });
    const [first] = checked;
    for (const { routes, ms, megabytes, instantiations } of checked) {
      const name = `type-check of ${routes} routes`;
      const against = `${first?.routes} routes`;
      report({ name, value: ms, unit: 'ms', baseline: first?.ms ?? 0, against });
      report({ name: `${name}, memory`, value: megabytes, unit: 'MB', baseline: first?.megabytes ?? 0, against });
      report({
        name: `${name}, a route`,
        value: instantiations / routes,
        unit: 'instantiations',
        baseline: (first?.instantiations ?? 0) / (first?.routes ?? 1),
        against,
      });
    }
  } finally {
    bench.remove();
  }
}
