import type { LogStream } from '../protocol.js';

export interface ConsoleLines {
  /** Hands over what was written without a line end. */
  readonly flush: () => void;
}

/** Takes what the thread writes to stdout and stderr, and hands it over line by line. */
export function captureConsole(emit: (stream: LogStream, line: string) => void): ConsoleLines {
  const streams = (['stdout', 'stderr'] as const).map((name) => captureStream(name, emit));
  return {
    flush() {
      for (const flush of streams) flush();
    },
  };
}

function captureStream(name: LogStream, emit: (stream: LogStream, line: string) => void): () => void {
  let partial = '';
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    const lines = (partial + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))).split('\n');
    partial = lines.pop() ?? '';
    for (const line of lines) emit(name, line);
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback as () => void);
    return true;
  };
  process[name].write = write as typeof process.stdout.write;
  return () => {
    if (partial === '') return;
    const line = partial;
    partial = '';
    emit(name, line);
  };
}
