import { join } from 'node:path';
import { checkedTypes, writeGateway } from '../../bench/check-types.js';
import { workbench } from '../../bench/compile.js';
import { createReport } from '../report.js';

/** How much more a route may cost the compiler among 1,000 than among 300. */
const MOST_GROWTH = 1.1;

/** Type-checking grows with the routes, and no faster: counted in instantiations, which no machine changes. */
const report = createReport();
const bench = workbench();
try {
  const [few, many] = [300, 1_000].map((routes) => {
    const directory = join(bench.directory, `routes${routes}`);
    writeGateway(directory, routes);
    return checkedTypes(directory).instantiations / routes;
  }) as [number, number];
  const figures = `${Math.round(few)} instantiations a route among 300, ${Math.round(many)} among 1,000`;
  report.note(figures);
  report.expect('types of 1,000 routes cost what they are', many / few <= MOST_GROWTH ? '' : figures);
  report.expect('and the compiler saw them', few > 500 ? '' : figures);
} finally {
  bench.remove();
}
report.finish();
