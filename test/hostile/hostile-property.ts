import fc from 'fast-check';

export interface Trials {
  readonly seed: number;
  /** Random inputs that are tried after those of the corpus. */
  readonly numRuns: number;
}

/** What holds for any input, however ill-meant. */
export interface HostileProperty {
  /** A sentence. */
  readonly name: string;
  /** How many random inputs are about as much work as a thousand of the quickest property. */
  readonly runsPerBatch: number;
  /** Throws with the smallest input that fails and how to try it again. */
  readonly check: (trials: Trials) => Promise<void>;
}

interface Claim<Input> {
  /** Inputs that are tried first, each time. */
  readonly corpus: readonly Input[];
  readonly inputs: fc.Arbitrary<Input>;
  readonly holds: (input: Input) => void | Promise<void>;
  /** How long one input may take: whoever sends it should not hold the gateway up. @default 2_000 */
  readonly limitMs?: number;
  /** @default 1_000 */
  readonly runsPerBatch?: number;
}

/** @throws where an input breaks the claim, or takes too long */
export function hostileProperty<Input>(name: string, claim: Claim<Input>): HostileProperty {
  const { corpus, inputs, holds, limitMs = 2_000, runsPerBatch = 1_000 } = claim;
  const timed = async (input: Input) => {
    const startMs = performance.now();
    await holds(input);
    const tookMs = performance.now() - startMs;
    if (tookMs > limitMs) throw new Error(`it took ${Math.round(tookMs)} ms, and may take ${limitMs} ms`);
  };
  const property = fc.asyncProperty(inputs, timed);
  const examples = corpus.map((input): [Input] => [input]);
  return {
    name,
    runsPerBatch,
    check: async ({ seed, numRuns }) => fc.assert(property, { seed, numRuns: examples.length + numRuns, examples }),
  };
}
