import { rmSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { IssuesError } from '../errors/issue.js';
import type { KeyKeeperConfig } from '../plan/key-keeper-plan.js';
import type { OriginKeeperConfig } from '../plan/origin/origin-keeper-plan.js';
import type { AuthorizerConfig, GuardConfig } from '../plan/plan.js';
import type { TransformerConfig } from '../plan/transformer-plan.js';
import type { AroundConfig } from '../spec/around-config.js';
import { defaultCacheDirectory, readManifest, writeManifest } from './bundle-cache.js';
import { type EntryModules, writeEntryModules } from './entry-module.js';
import { allFaults, entryFaults } from './faults.js';
import { isBuildFailure, runEsbuild } from './run-esbuild.js';
import { storeBundle } from './store-bundle.js';

/** What to bundle; a `FunctionPlan` is one. */
export type BundleInput = HandlerInput | TransformerInput | AuthorizerInput | KeyKeeperInput | OriginKeeperInput;

export interface HandlerInput {
  readonly kind: 'handler';
  readonly id: string;
  readonly entry: string;
  readonly exportName: string;
  /** What is wrapped around the handler. @default nothing: the handler is left as it is */
  readonly guard?: GuardConfig;
  /** What runs inside of the guard. @default nothing */
  readonly around?: AroundConfig;
}

export interface TransformerInput {
  readonly kind: 'transformer';
  readonly id: string;
  readonly config: TransformerConfig;
  readonly guard?: GuardConfig;
  readonly around: AroundConfig;
}

export interface AuthorizerInput {
  readonly kind: 'authorizer';
  readonly id: string;
  readonly config: AuthorizerConfig;
}

export interface KeyKeeperInput {
  readonly kind: 'key-keeper';
  readonly id: string;
  readonly config: KeyKeeperConfig;
}

export interface OriginKeeperInput {
  readonly kind: 'origin-keeper';
  readonly id: string;
  readonly config: OriginKeeperConfig;
}

export interface Bundle {
  /** Holds `index.mjs` and `index.mjs.map`, and nothing else. */
  readonly directory: string;
  /** What Lambda is told to run. */
  readonly handler: 'index.handler';
  /** SHA-256 of the module and its map, in hex: the same on every machine and in every checkout. */
  readonly hash: string;
}

export interface BundleOptions {
  /** The directory that entries are relative to. */
  readonly codeRoot: string;
  /** Where bundles are kept between runs. @default .gatewright/bundles below the code root */
  readonly cacheDirectory?: string;
}

/**
 * Bundles all functions together, into one directory each, by function id.
 * Where no source file has changed since the last call, esbuild does not run and nothing is written.
 *
 * @throws IssuesError with every fault of every entry: missing files and exports, unresolved imports, syntax
 */
export function bundleFunctions(
  functions: readonly BundleInput[],
  options: BundleOptions,
): ReadonlyMap<string, Bundle> {
  if (functions.length === 0) return new Map();
  const codeRoot = resolve(options.codeRoot);
  const cacheDirectory = options.cacheDirectory ? resolve(options.cacheDirectory) : defaultCacheDirectory(codeRoot);
  const known = readManifest(cacheDirectory, codeRoot, functions);
  if (known) return known;
  const entries = writeEntryModules(functions, codeRoot, cacheDirectory);
  try {
    return bundleAll(functions, entries, codeRoot, cacheDirectory);
  } finally {
    rmSync(entries.directory, { recursive: true, force: true });
  }
}

function bundleAll(
  functions: readonly BundleInput[],
  { modules, directory }: EntryModules,
  codeRoot: string,
  cacheDirectory: string,
): ReadonlyMap<string, Bundle> {
  const { built, inputs } = build({ modules, directory }, codeRoot);
  const bundles = new Map(built.map(({ id, files }) => [id, storeBundle(cacheDirectory, files)]));
  const entryFiles = new Set(modules.map(({ file }) => file));
  const sources = inputs.filter((path) => !entryFiles.has(path));
  const startedMs = Math.min(...modules.map(({ file }) => statSync(file).mtimeMs));
  // What was saved while esbuild ran may or may not be in the bundle: then the next call bundles anew.
  const settled = sources.every(
    (path) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? startedMs) < startedMs,
  );
  if (settled) writeManifest(cacheDirectory, codeRoot, functions, sources, bundles);
  return bundles;
}

function build({ modules, directory }: EntryModules, codeRoot: string): NonNullable<ReturnType<typeof runEsbuild>> {
  if (entryFaults(modules, codeRoot).length === 0) {
    try {
      const done = runEsbuild(modules, codeRoot, directory);
      if (done) return done;
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
    }
  }
  throw new IssuesError('The code of the functions', allFaults(modules, codeRoot));
}
