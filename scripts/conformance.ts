import { type Backend, startBackend } from './conformance/backends.js';
import { startFunctions } from './conformance/functions.js';
import { type RecordedCase, readRecordings } from './conformance/recordings.js';
import { runCase, type World } from './conformance/run-case.js';

/** Runs the recorded cases of a file against the engines: a line for each failure, the sums last. */
async function main(path: string): Promise<number> {
  const recordings = await readRecordings(path);
  const environments = Object.values(recordings.apis).flatMap((api) =>
    api.type === 'FUNCTION_URL' && api.env !== undefined ? [{ handler: api.lambda, environment: api.env }] : [],
  );
  const functions = await startFunctions(recordings.handlers, environments);
  const backends = new Map<string, Backend>();
  try {
    const unknown = await startBackends(Object.keys(recordings.backends), backends);
    return await runAll(recordings.cases, { apis: recordings.apis, functions, backends }, unknown);
  } finally {
    for (const backend of backends.values()) backend.close();
    await functions.close();
  }
}

/** @returns how many of them are not known; each is told, and counts as a failure */
async function startBackends(names: readonly string[], backends: Map<string, Backend>): Promise<number> {
  let unknown = 0;
  for (const name of names) {
    const backend = await startBackend(name).catch((error: unknown) => console.log(`backend ${name}: ${error}`));
    if (backend) backends.set(name, backend);
    else unknown += 1;
  }
  return unknown;
}

async function runAll(cases: readonly RecordedCase[], world: World, failedBefore: number): Promise<number> {
  let failed = 0;
  for (const recorded of cases) {
    const found = await runCase(recorded, world).catch((error: unknown) => [
      error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    ]);
    if (found.length === 0) continue;
    failed += 1;
    console.log(`${recorded.id}: ${found.join('; ')}`);
  }
  const failures = failed + failedBefore;
  console.log(`${cases.length - failed} passed, ${failures} failed`);
  return failures;
}

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: npm run conformance -- FILE');
  process.exitCode = 2;
} else {
  try {
    process.exitCode = (await main(file)) === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
