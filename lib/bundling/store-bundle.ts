import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle } from './bundle-functions.js';
import type { BundleFiles } from './run-esbuild.js';

const NAMES = ['index.mjs', 'index.mjs.map'] as const;

/** Keeps a bundle below its hash. A directory that is there already and holds the same is left alone. */
export function storeBundle(cacheDirectory: string, files: BundleFiles): Bundle {
  const hash = contentHash(files);
  const directory = join(cacheDirectory, hash);
  if (!holds(directory, files)) writeWhole(cacheDirectory, directory, files);
  return { directory, handler: 'index.handler', hash };
}

function contentHash(files: BundleFiles): string {
  const hash = createHash('sha256');
  for (const name of NAMES) hash.update(`${name}\0${files[name].byteLength}\0`).update(files[name]);
  return hash.digest('hex');
}

function holds(directory: string, files: BundleFiles): boolean {
  return NAMES.every((name) => {
    const path = join(directory, name);
    return existsSync(path) && readFileSync(path).equals(files[name]);
  });
}

/** Written aside and renamed, so that nobody ever reads half a bundle. */
function writeWhole(cacheDirectory: string, directory: string, files: BundleFiles): void {
  const aside = mkdtempSync(join(cacheDirectory, 'writing-'));
  for (const name of NAMES) writeFileSync(join(aside, name), files[name]);
  rmSync(directory, { recursive: true, force: true });
  try {
    renameSync(aside, directory);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Another process was first: what it wrote has the same hash.
    if (!holds(directory, files)) throw error;
  }
}
