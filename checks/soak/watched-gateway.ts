import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tail } from '../run-command.js';
import type { Asking, Sample, Saying } from './gateway-process.js';

export interface WatchedGateway {
  readonly port: number;
  readonly sample: () => Promise<Sample>;
  readonly reload: () => void;
  /** What it wrote to its error output, and how it ended. */
  readonly close: () => Promise<{ readonly code: number | null; readonly errors: string }>;
}

const ANSWER_LIMIT_MS = 30_000;

/** Starts the gateway in a process of its own, so that its heap is its own. */
export async function startWatchedGateway(directory: string): Promise<WatchedGateway> {
  const program = fileURLToPath(new URL('gateway-process.ts', import.meta.url));
  const child = fork(program, [directory], {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-20_000);
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));

  function next<Kind extends Saying['kind']>(kind: Kind): Promise<Extract<Saying, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => fail(`it did not say "${kind}" in time`), ANSWER_LIMIT_MS);
      const hear = (saying: Saying) => {
        if (saying.kind !== kind) return;
        settle();
        resolve(saying as Extract<Saying, { kind: Kind }>);
      };
      const settle = () => {
        clearTimeout(limit);
        child.off('message', hear);
      };
      const fail = (why: string) => {
        settle();
        reject(new Error(`the gateway's process: ${why}\n${tail(errors)}`));
      };
      child.on('message', hear);
      void ended.then((code) => fail(`it ended with ${code}`));
    });
  }
  const ask = (asking: Asking) => child.send(asking);

  const { port } = await next('ready');
  return {
    port,
    sample() {
      const sample = next('sample');
      ask('sample');
      return sample;
    },
    reload: () => void ask('reload'),
    async close() {
      const closed = next('closed');
      ask('close');
      await closed;
      return { code: await ended, errors };
    },
  };
}
