import { readFile } from 'node:fs/promises';
import { POLICIES, readVectors, type Vector, verdictOf } from './wycheproof/vectors.js';

/** Runs the JSON Web Signature vectors of a file through the authorizer's verifier: a line for each failure, the sums last. */
async function main(path: string): Promise<number> {
  const vectors = readVectors(JSON.parse(await readFile(path, 'utf8')));
  let failed = 0;
  const byPolicy = new Map<string, number>();
  for (const vector of vectors) {
    const policy = POLICIES.find(({ covers }) => covers(vector));
    if (policy && vector.result !== 'invalid') byPolicy.set(policy.reason, (byPolicy.get(policy.reason) ?? 0) + 1);
    failed += await failureOf(vector, policy ? 'invalid' : vector.result);
  }
  for (const [reason, count] of byPolicy) console.log(`valid, and refused by policy: ${count}. ${reason}`);
  console.log(`${vectors.length - failed} passed, ${failed} failed`);
  return failed + (vectors.length === 0 ? 1 : 0);
}

async function failureOf(vector: Vector, expected: string): Promise<0 | 1> {
  const got = await verdictOf(vector);
  // `acceptable`: either will do.
  if (got.result === expected || expected === 'acceptable') return 0;
  console.log(`${vector.id}: expected ${expected}, got ${got.result}${got.reason ? ` (${got.reason})` : ''}`);
  return 1;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: npm run wycheproof -- FILE');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await main(file)) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
