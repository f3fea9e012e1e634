import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { allProperties } from '../../test/hostile/all-properties.js';
import { createReport } from '../report.js';
import { attack } from './attack.js';

/**
 * Hostile input for as long as it is told to: `npm run check:hostile -- --minutes 15`. Each area is tried in a process
 * of its own with little memory, which is ended when it says nothing for long: a crash, a hang and a heap that grows
 * without end are failures like any other, and each names the seed that shows it again.
 */
const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } } });
const report = createReport();
const areas = Object.keys(allProperties);
const secondsEach = (Number(values.minutes) * 60) / areas.length;
const seed = values.seed === undefined ? Date.now() & 0x7fffffff : Number(values.seed);
if (!(secondsEach > 0) || !Number.isInteger(seed)) throw new RangeError('--minutes and --seed are numbers');
const program = fileURLToPath(new URL('attack-area.ts', import.meta.url));

for (const area of areas) {
  const { properties, ending } = await attack(program, area, secondsEach, seed);
  for (const { name, inputs, failure } of properties) report.expect(`${area}: ${name} (${inputs} inputs)`, failure);
  report.expect(`${area}: its process came to a good end`, ending);
}
report.finish();
