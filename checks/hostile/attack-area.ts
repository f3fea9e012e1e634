import { allProperties } from '../../test/hostile/all-properties.js';
import { closeEdge } from '../../test/hostile/edge.js';
import type { HostileProperty } from '../../test/hostile/hostile-property.js';
import type { Word } from './attack.js';

/** The process of one area: `attack-area.ts AREA SECONDS SEED`. */
const [area = '', seconds = '', firstSeed = ''] = process.argv.slice(2);
const properties: readonly HostileProperty[] = allProperties[area as keyof typeof allProperties];
const say = (word: Word) => process.stdout.write(`${JSON.stringify(word)}\n`);
const msEach = (Number(seconds) * 1_000) / properties.length;

for (const property of properties) await tryFor(property, msEach);
await closeEdge();

/** Batch after batch, each with a seed of its own, until the time is over or one fails. */
async function tryFor({ name, runsPerBatch: numRuns, check }: HostileProperty, forMs: number): Promise<void> {
  const endMs = performance.now() + forMs;
  let inputs = 0;
  let failure = '';
  for (let seed = Number(firstSeed); failure === '' && (inputs === 0 || performance.now() < endMs); seed++) {
    say({ kind: 'batch', name, seed, numRuns });
    try {
      await check({ seed, numRuns });
      inputs += numRuns;
    } catch (error) {
      failure = reasonOf(error);
      inputs += 1;
    }
  }
  say({ kind: 'property', name, inputs, failure });
}

/** fast-check says the input, its cause what was wrong with it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : '';
  return `${error.message.slice(0, 4_000)}\n${cause.slice(0, 2_000)}`;
}
