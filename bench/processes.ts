import { type ChildProcess, spawn } from 'node:child_process';

export interface Server {
  readonly url: string;
  readonly readyMs: number;
  readonly stop: () => Promise<void>;
}

/** Starts a server and waits for the address that it prints. */
export function startServer(args: readonly string[], cwd: string): Promise<Server> {
  const started = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NO_COLOR: '1' },
  });
  return new Promise((resolve, reject) => {
    let printed = '';
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it was ready: ${printed}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (printed.length < 10_000) printed += text;
      const url = /ready\s+(http:\/\/\S+)/.exec(printed)?.[1];
      if (url) resolve({ url, readyMs: performance.now() - started, stop: () => stopped(child) });
    });
  });
}

function stopped(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}
