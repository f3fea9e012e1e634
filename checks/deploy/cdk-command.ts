import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun, runCommand } from '../run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const LIMIT_MS = 180_000;

export type Outputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The project's own `cdk`, talking to one endpoint. */
export interface CdkCommand {
  readonly bootstrap: (environment: string) => Promise<void>;
  /** @param app an assembly; without one, the app that cdk.json names */
  readonly deployAll: (app?: string) => Promise<Outputs>;
  /** What `cdk diff` says, and whether it finds any difference. */
  readonly diff: (app?: string) => Promise<{ readonly differs: boolean; readonly text: string }>;
  readonly destroyAll: (app?: string) => Promise<void>;
}

export function cdkCommand(env: Readonly<Record<string, string>>, directory: string): CdkCommand {
  const cdk = join(root, 'node_modules', '.bin', 'cdk');
  const options = { cwd: root, env, limitMs: LIMIT_MS };
  const of = (app: string | undefined) => [
    '--all',
    ...(app ? ['--app', app] : ['--output', join(directory, 'cdk.out')]),
  ];
  return {
    bootstrap: async (environment) => {
      await mustRun(cdk, ['bootstrap', environment, '--no-notices'], options);
    },
    deployAll: async (app) => {
      const outputs = join(directory, 'outputs.json');
      const flags = ['--require-approval', 'never', '--no-notices', '--outputs-file', outputs];
      await mustRun(cdk, ['deploy', ...of(app), ...flags], options);
      return JSON.parse(readFileSync(outputs, 'utf8'));
    },
    diff: async (app) => {
      const { code, stdout, stderr } = await runCommand(cdk, ['diff', ...of(app), '--no-notices', '--fail'], options);
      if (code !== 0 && code !== 1) throw new Error(`cdk diff ended with ${code}\n${stderr}`);
      return { differs: code === 1, text: `${stdout}${stderr}` };
    },
    destroyAll: async (app) => {
      await mustRun(cdk, ['destroy', ...of(app), '--force', '--no-notices'], options);
    },
  };
}
