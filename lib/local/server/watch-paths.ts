import type { Stats } from 'node:fs';
import { watch } from 'chokidar';

export interface Watching {
  readonly close: () => Promise<void>;
}

export interface WatchOptions {
  /** @default 150 */
  readonly quietMs?: number;
  /** What below the paths does not count; asked once without and once with what the file system knows of it. */
  readonly ignored?: (path: string, stats?: Stats) => boolean;
}

/**
 * Calls `onChange` once files, and files below folders, have been quiet for `quietMs` after a change. A change that
 * comes while `onChange` runs makes it run once more afterwards, never twice at the same time. It must not reject.
 */
export async function watchPaths(
  paths: readonly string[],
  onChange: () => void | Promise<void>,
  { quietMs = 150, ignored = inNodeModules }: WatchOptions = {},
): Promise<Watching> {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let closed = false;

  async function run(): Promise<void> {
    if (running !== undefined) return touch();
    running = Promise.resolve(onChange()).finally(() => {
      running = undefined;
    });
    await running;
  }

  function touch(): void {
    clearTimeout(timer);
    if (!closed) timer = setTimeout(() => void run(), quietMs);
  }

  const watcher = watch([...paths], { ignoreInitial: true, ignored });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  watcher.on('all', touch);
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}

function inNodeModules(path: string): boolean {
  return path.includes('/node_modules/');
}
