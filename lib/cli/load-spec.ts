import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DevSettings } from '../spec/dev-settings.js';
import type { GatewaySpec } from '../spec/gateway.js';
import { CliError } from './cli-error.js';
import { type CompiledModule, compileModule } from './load-module.js';
import { settled } from './never-settled.js';

export type LoadedApp =
  | { readonly kind: 'spec'; readonly spec: GatewaySpec; readonly codeRoot: string; readonly inputs: readonly string[] }
  /** A CDK app: it synthesizes itself when it runs. */
  | { readonly kind: 'cdk-app'; readonly module: CompiledModule; readonly inputs: readonly string[] };

/**
 * Loads what a file holds: a gateway spec as its default export, or a CDK app.
 *
 * @throws CliError 1 where it is neither, does not compile, or fails while it loads
 */
export async function loadApp(file: string): Promise<LoadedApp> {
  const module = await compileModule(file);
  const inputs = module.inputs;
  if (module.packages.some((name) => /^aws-cdk-lib(\/|$)|^gatewright\/cdk$/.test(name)))
    return { kind: 'cdk-app', module, inputs };
  const exported = await defaultExport(module, file);
  if (!isGatewaySpec(exported)) {
    throw new CliError(
      1,
      `${basename(file)} exports no gateway by default; write: export default gateway('name', { routes: [...] })`,
    );
  }
  return { kind: 'spec', spec: exported, codeRoot: dirname(file), inputs };
}

/** As {@link loadApp}, for commands that need a spec. */
export async function loadSpec(file: string): Promise<Extract<LoadedApp, { kind: 'spec' }>> {
  const app = await loadApp(file);
  if (app.kind === 'spec') return app;
  throw new CliError(
    1,
    `${basename(file)} is a CDK app; this command reads the module whose default export is the gateway`,
  );
}

/** The settings in `gateway.dev.ts` beside `gateway.ts`; empty where there are none. */
export async function loadDevSettings(
  specFile: string,
): Promise<{ readonly settings: DevSettings; readonly inputs: readonly string[] }> {
  const file = join(dirname(specFile), basename(specFile).replace(/(\.[cm]?[jt]s)$/, '.dev$1'));
  if (!existsSync(file)) return { settings: {}, inputs: [] };
  const module = await compileModule(file);
  const settings = (await defaultExport(module, file)) ?? {};
  return { settings: settings as DevSettings, inputs: module.inputs };
}

async function defaultExport(module: CompiledModule, file: string): Promise<unknown> {
  try {
    const loading: Promise<{ default?: unknown }> = import(pathToFileURL(module.file).href);
    return (await settled(loading, basename(file))).default;
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(
      1,
      `${basename(file)} fails while it loads: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function isGatewaySpec(value: unknown): value is GatewaySpec {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'gateway';
}
