import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { BUNDLE_OPTIONS } from './build-options.js';
import type { Bundle, BundleInput } from './bundle-functions.js';
import { esbuildVersion } from './run-esbuild.js';

/** What one call read, and what it made. Lives in the cache only, so it may hold paths of this machine. */
interface Manifest {
  /** Size and time of change of all that the result depends on; `null` where the path must not exist. */
  readonly stamps: Readonly<Record<string, string | null>>;
  readonly bundles: Readonly<Record<string, string>>;
}

/** What decides how imports resolve, in any directory above a source file. */
const RESOLUTION = ['package.json', 'tsconfig.json', 'node_modules'];

export function defaultCacheDirectory(codeRoot: string): string {
  const own = join(codeRoot, '.gatewright');
  mkdirSync(own, { recursive: true });
  if (!existsSync(join(own, '.gitignore'))) writeFileSync(join(own, '.gitignore'), '*\n');
  return join(own, 'bundles');
}

/** The bundles of the same functions from an earlier call, unless a file that they depend on has changed. */
export function readManifest(
  cacheDirectory: string,
  codeRoot: string,
  functions: readonly BundleInput[],
): ReadonlyMap<string, Bundle> | undefined {
  const manifest = parseManifest(manifestPath(cacheDirectory, codeRoot, functions));
  if (!manifest) return undefined;
  const unchanged = Object.entries(manifest.stamps).every(([path, stamp]) => stampOf(path) === stamp);
  if (!unchanged) return undefined;
  return new Map(
    Object.entries(manifest.bundles).map(([id, hash]) => [
      id,
      { directory: join(cacheDirectory, hash), handler: 'index.handler', hash },
    ]),
  );
}

export function writeManifest(
  cacheDirectory: string,
  codeRoot: string,
  functions: readonly BundleInput[],
  inputs: readonly string[],
  bundles: ReadonlyMap<string, Bundle>,
): void {
  const outputs = [...bundles.values()].flatMap(({ directory }) => [
    join(directory, 'index.mjs'),
    join(directory, 'index.mjs.map'),
  ]);
  const paths = [...inputs, ...outputs, ...resolutionPaths(inputs, codeRoot)];
  const manifest: Manifest = {
    stamps: Object.fromEntries(paths.map((path) => [path, stampOf(path)])),
    bundles: Object.fromEntries([...bundles].map(([id, { hash }]) => [id, hash])),
  };
  const path = manifestPath(cacheDirectory, codeRoot, functions);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.${process.pid}`, JSON.stringify(manifest));
  renameSync(`${path}.${process.pid}`, path);
}

function manifestPath(cacheDirectory: string, codeRoot: string, functions: readonly BundleInput[]): string {
  const wanted = functions.map((input) =>
    input.kind === 'handler'
      ? [input.id, input.entry, input.exportName, input.guard, input.around]
      : input.kind === 'transformer'
        ? [input.id, input.config, input.guard, input.around]
        : [input.id, input.config],
  );
  const request = JSON.stringify([codeRoot, wanted, BUNDLE_OPTIONS, esbuildVersion()]);
  return join(cacheDirectory, 'manifests', `${createHash('sha256').update(request).digest('hex')}.json`);
}

function parseManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Which files an import finds changes with more than the files: a nearer one may appear, or a setting change. */
function resolutionPaths(inputs: readonly string[], codeRoot: string): readonly string[] {
  const holding = new Set(inputs.map(dirname));
  const paths = new Set<string>(holding);
  for (const directory of withAncestors(holding)) {
    if (!relative(codeRoot, directory).startsWith('..')) paths.add(directory);
    for (const name of [...RESOLUTION, ...settingsIn(directory)]) paths.add(join(directory, name));
  }
  return [...paths];
}

function withAncestors(directories: Iterable<string>): ReadonlySet<string> {
  const all = new Set<string>();
  for (const start of directories) {
    for (let at = start; !all.has(at); at = dirname(at)) all.add(at);
  }
  return all;
}

/** Settings that a `tsconfig.json` may extend. */
function settingsIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => /^tsconfig\..*\.json$/.test(name));
  } catch {
    return [];
  }
}

/** A directory's time of change is that of its list of names; its size says nothing. */
function stampOf(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return null;
  return stat.isDirectory() ? `${stat.mtimeMs}` : `${stat.mtimeMs} ${stat.size}`;
}
