import { type ChildProcess, spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly limitMs: number;
  readonly input?: string;
}

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const running = new Set<ChildProcess>();

/** Starts a command as the leader of a process group of its own, so that its children end with it. */
export function startCommand(
  command: string,
  args: readonly string[],
  { cwd, env }: Omit<CommandOptions, 'limitMs'>,
): ChildProcess {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Ends a started command and its children, by the id of their group. */
export function stopCommand(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  signal(child.pid, 'SIGTERM');
  const last = setTimeout(() => signal(child.pid as number, 'SIGKILL'), 5_000);
  return ended.finally(() => clearTimeout(last));
}

/** Runs a command to its end, and no longer than the limit. */
export async function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const child = startCommand(command, args, options);
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin?.end(options.input ?? '');
  const limit = setTimeout(() => {
    stderr += `\nstopped: it took longer than ${options.limitMs / 1_000} s`;
    void stopCommand(child);
  }, options.limitMs);
  try {
    const code = await new Promise<number | null>((resolve, reject) =>
      child.once('error', reject).once('close', (exitCode) => resolve(exitCode)),
    );
    return { code, stdout, stderr };
  } finally {
    clearTimeout(limit);
  }
}

/** As {@link runCommand}; a command that fails throws with the end of what it said. */
export async function mustRun(command: string, args: readonly string[], options: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await runCommand(command, args, options);
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${tail(`${stdout}\n${stderr}`)}`);
}

export function tail(text: string, lines = 25): string {
  return text.trim().split('\n').slice(-lines).join('\n');
}

function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name);
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Whatever ends this process ends what it started. */
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(name, () => process.exit(1));
}
process.once('exit', () => {
  for (const { pid } of running) if (pid !== undefined) signal(pid, 'SIGKILL');
});
