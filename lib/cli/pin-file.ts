import { basename, dirname, join } from 'node:path';
import type { Pin } from '../spec/pin.js';
import type { Console } from './console.js';
import { writeOutput } from './write-output.js';

/** `gateway.ts` → `gateway.pin.json` beside it. */
export function pinFileOf(specFile: string): string {
  return join(dirname(specFile), basename(specFile).replace(/\.[cm]?[jt]s$/, '.pin.json'));
}

/**
 * Writes a pin beside the gateway, over one that is there, and says on stderr how the gateway takes it.
 *
 * @throws CliError 1 where the file cannot be written
 */
export async function writePin(pin: Pin, specFile: string, isTaken: boolean, console: Console): Promise<void> {
  const file = pinFileOf(specFile);
  await writeOutput(`${JSON.stringify(pin, null, 2)}\n`, file, console);
  console.err(`wrote ${basename(file)}`);
  if (isTaken) return;
  console.err(`the gateway does not take it yet; in ${basename(specFile)} write`);
  console.err(`  import pin from './${basename(file)}' with { type: 'json' };`);
  console.err("  export default gateway('…', { pin, … });");
}
