import { afterAll, describe, it } from 'vitest';
import { allProperties } from './all-properties.js';
import { closeEdge } from './edge.js';

afterAll(closeEdge);

/** A slice of what `npm run check:hostile` tries for as long as it is told to. */
const SLICE = 0.2;

describe.each(Object.entries(allProperties))('hostile input: %s', (_area, properties) => {
  it.each(properties.map((property) => [property.name, property] as const))('%s', async (_name, property) => {
    await property.check({ seed: Date.now() & 0x7fffffff, numRuns: Math.ceil(property.runsPerBatch * SLICE) });
  });
});
