import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandResult, runCommand } from '../run-command.js';

const BIN = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/bin/gatewright.js');
const LIMIT_MS = 60_000;

/** `gatewright keys …` as a process of its own, as an administrator runs it. */
export type KeysCommand = (...args: readonly string[]) => Promise<CommandResult>;

/** @param env how it finds its gateway, and nothing of this machine's own AWS settings */
export function keysCommand(cwd: string, env: Readonly<Record<string, string>>): KeysCommand {
  return (...args) =>
    runCommand(process.execPath, [BIN, 'keys', ...args], { cwd, env: { ...NO_AWS, ...env }, limitMs: LIMIT_MS });
}

const NO_AWS = {
  AWS_PROFILE: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_REGION: undefined,
  AWS_ENDPOINT_URL: undefined,
};

/** Runs a command that has to end well, and reads its JSON. */
// biome-ignore lint/suspicious/noExplicitAny: JSON that assertions look into
export async function jsonOf(keys: KeysCommand, ...args: readonly string[]): Promise<any> {
  const { code, stdout, stderr } = await keys(...args, '--json');
  assert.equal(code, 0, `gatewright keys ${args[0]} ended with ${code}\n${stderr}`);
  return JSON.parse(stdout);
}
