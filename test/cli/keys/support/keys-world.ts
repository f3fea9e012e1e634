import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest';
import { keysCommand } from '../../../../lib/cli/commands/keys.js';
import { runProgram } from '../../../../lib/cli/run-program.js';
import { speedUp } from '../../../aws/support/fast-clock.js';
import { type StandIn, startStandIn } from '../../../aws/support/stand-in.js';
import type { StandInCall, StandInRegion } from '../../../aws/support/stand-in-region.js';
import { type CliRun, collectRun } from '../../fixtures/collect-run.js';

export interface KeysWorld {
  readonly standIn: () => StandIn;
  /** `gatewright keys …` against the stand-in. */
  readonly keys: (...args: readonly string[]) => Promise<CliRun>;
  /** A path in a folder of its own. */
  readonly path: (name: string) => string;
  /** How often API Gateway was called so: `POST apikeys`. */
  readonly count: (operation: RegExp) => number;
}

/** AWS without an account, at a faster clock: a stand-in for a whole test file, and the command line that talks to it. */
export function keysWorld(regions: readonly StandInRegion[]): KeysWorld {
  let standIn: StandIn | undefined;
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-keys-'));
  const running = () => {
    if (!standIn) throw new Error('the stand-in does not run');
    return standIn;
  };
  beforeAll(async () => {
    for (const name of ['AWS_REGION', 'AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_ENDPOINT_URL']) delete process.env[name];
    standIn = await startStandIn(regions);
  });
  beforeEach(speedUp);
  afterEach(() => void vi.restoreAllMocks());
  afterAll(async () => {
    await standIn?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    standIn: running,
    keys: (...args) => runKeys(...args, '--endpoint', running().url),
    path: (name) => join(folder, name),
    count: (operation) => running().calls.filter((call) => operation.test(operationOf(call))).length,
  };
}

/** Of the program this command alone: all others take five times as long to load. */
export function runKeys(...args: readonly string[]): Promise<CliRun> {
  return collectRun((console) => {
    const program = new Command('gatewright').addCommand(keysCommand(console));
    return runProgram(program, ['keys', ...args], console);
  });
}

/** `POST apikeys` */
export function operationOf({ method, path }: StandInCall): string {
  return `${method} ${path.slice(1).join('/')}`;
}
