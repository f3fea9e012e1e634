import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CliError } from './cli-error.js';

const USUAL_PLACES = ['gateway.ts', 'src/gateway.ts', 'lib/gateway.ts'];

/**
 * The file that a command works on: the one named, or the project's own.
 *
 * @throws CliError 2 where none is named and none is found, 1 where the named one is missing
 */
export function findApp(named: string | undefined, cwd: string): string {
  if (named !== undefined) {
    const file = resolve(cwd, named);
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
      throw new CliError(1, `${named} is a folder; name the module whose default export is the gateway`);
    if (!existsSync(file))
      throw new CliError(1, `there is no file ${named}; name the module whose default export is the gateway`);
    return file;
  }
  const found = [packageApp(cwd), ...USUAL_PLACES].find(
    (place) => place !== undefined && existsSync(resolve(cwd, place)),
  );
  if (found) return resolve(cwd, found);
  throw new CliError(
    2,
    `no gateway found: name a file, or put one at ${USUAL_PLACES.join(', ')}, or name it in package.json: "gatewright": { "app": "FILE" }`,
  );
}

function packageApp(cwd: string): string | undefined {
  const file = resolve(cwd, 'package.json');
  if (!existsSync(file)) return undefined;
  try {
    const app: unknown = JSON.parse(readFileSync(file, 'utf8'))?.gatewright?.app;
    return typeof app === 'string' ? app : undefined;
  } catch {
    return undefined;
  }
}

/** The nearest folder above a file that has installed packages: caches and state live there. */
export function projectRoot(file: string): string {
  let folder = dirname(file);
  while (!existsSync(join(folder, 'node_modules'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new CliError(1, `no node_modules above ${file}: run npm install first`);
    folder = parent;
  }
  return folder;
}
