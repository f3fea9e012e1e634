import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pinChange } from '../plan/arrangements/make-pin.js';
import { PIN_SCHEMA_VERSION, type Pin } from '../spec/pin.js';
import { pinShape } from '../spec/validate/pin-issues.js';
import { CliError } from './cli-error.js';
import type { Console } from './console.js';
import { writeOutput } from './write-output.js';

/** `gateway.ts` → `gateway.pin.json` beside it. */
function pinFileOf(specFile: string): string {
  return join(dirname(specFile), basename(specFile).replace(/\.[cm]?[jt]s$/, '.pin.json'));
}

interface WritePinProps {
  readonly specFile: string;
  /** The gateway imports it already. */
  readonly isTaken: boolean;
  /** Whatever the file holds. */
  readonly force: boolean;
}

/**
 * Writes a pin beside the gateway, over one of the same arrangement, and says on stderr how the gateway takes it.
 *
 * @throws CliError 1 where the file holds another arrangement, or cannot be written
 */
export async function writePin(pin: Pin, { specFile, isTaken, force }: WritePinProps, console: Console): Promise<void> {
  const file = pinFileOf(specFile);
  const name = basename(file);
  const change = await changeOf(file, pin);
  if (change !== undefined && !force)
    throw new CliError(1, `${name} is as it was: ${change}, and the address may move. To write over it, add --force`);
  await writeOutput(`${JSON.stringify(pin, null, 2)}\n`, file, console);
  console.err(change === undefined ? `wrote ${name}` : `wrote ${name}: ${change}, and the address may move`);
  if (isTaken) return;
  console.err(`the gateway does not take it yet; in ${basename(specFile)} write`);
  console.err(`  import pin from './${name}' with { type: 'json' };`);
  console.err("  export default gateway('…', { pin, … });");
}

/** What a pin would change of the file's; undefined: nothing, or there is no file. */
async function changeOf(file: string, pin: Pin): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  if (text === undefined) return undefined;
  const before = parsed(text);
  return before ? pinChange(before, pin) : 'it holds what this version of Gatewright does not read as a pin';
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw new CliError(1, `the pin that is there cannot be read: ${error.message}`);
}

function parsed(text: string): Pin | undefined {
  try {
    const pin: Pin = JSON.parse(text);
    return pinShape(pin) === undefined && pin.schemaVersion === PIN_SCHEMA_VERSION ? pin : undefined;
  } catch {
    return undefined;
  }
}
