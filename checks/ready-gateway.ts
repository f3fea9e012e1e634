import { type startCommand, tail } from './run-command.js';

const START_LIMIT_MS = 60_000;

/** The address that a started `gatewright dev` answers at, and what it has said. */
export function ready(server: ReturnType<typeof startCommand>): Promise<{ address: string; said: () => string }> {
  let text = '';
  return new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`not ready in ${START_LIMIT_MS} ms\n${tail(text)}`)),
      START_LIMIT_MS,
    );
    const hear = (chunk: Buffer) => {
      text += chunk.toString();
      const address = /ready.*?(http:\/\/[\d.:]+)/i.exec(text)?.[1];
      if (!address) return;
      clearTimeout(limit);
      // The table of routes follows the line that says so.
      setTimeout(() => resolve({ address, said: () => text }), 500);
    };
    server.stdout?.on('data', hear);
    server.stderr?.on('data', hear);
    server.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`it ended with ${code}\n${tail(text)}`));
    });
  });
}
