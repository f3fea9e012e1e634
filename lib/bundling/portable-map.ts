import { isAbsolute, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `lib` and `lambdas` stand below it, in the repository as in the package. */
const OWN_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The map with names of sources that are the same in every checkout. */
export function portableMap(map: Uint8Array | undefined, directory: string, codeRoot: string): Uint8Array {
  const { mappings, names, sources } = JSON.parse(new TextDecoder().decode(map));
  const portable = sources.map((source: string) => sourceName(resolve(directory, source), codeRoot));
  return new TextEncoder().encode(JSON.stringify({ version: 3, sources: portable, names, mappings }));
}

/** Packages by their name, the user's files by their place below the code root, the rest by their way from it. */
function sourceName(path: string, codeRoot: string): string {
  const slashed = path.split(sep).join('/');
  const dependency = slashed.lastIndexOf('/node_modules/');
  if (dependency >= 0) return slashed.slice(dependency + 1);
  if (/\/entries-[^/]+\/entry-\d+\.mjs$|\/(?:joined|dropped)\/\d+\/index\.mjs$/.test(slashed)) return 'entry.mjs';
  const below = relative(codeRoot, path);
  const own = relative(OWN_ROOT, path);
  if (isOutside(below) && /^(?:lib|lambdas)[\\/]/.test(own)) return `gatewright/${own.split(sep).join('/')}`;
  return below.split(sep).join('/');
}

function isOutside(path: string): boolean {
  return isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`);
}
