import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { DevSettings } from '../../spec/dev-settings.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { CliError } from '../cli-error.js';
import type { CompiledModule } from '../load-module.js';
import { loadApp, loadDevSettings } from '../load-spec.js';
import { neverSettled, UNSETTLED_AWAIT_EXIT_CODE } from '../never-settled.js';
import { stateDirectory } from '../state-directory.js';
import { cdkContext } from './cdk-context.js';
import { messageThrown } from './message-thrown.js';

/** A cloud assembly to serve, and what it was made from. */
export interface BuiltApp {
  readonly assembly: string;
  /** Absent where only templates are known. */
  readonly spec?: GatewaySpec;
  readonly settings: DevSettings;
  /** Files and folders whose change calls for another build. */
  readonly watched: readonly string[];
  /** Whether they hold what the build itself writes, and other things that are no source. */
  readonly isSource: boolean;
}

/** Makes the assembly anew each time it is called. */
export type AppSource = () => Promise<BuiltApp>;

/** A spec or a CDK app, synthesized below the project's `.gatewright` folder. */
export function appSource(file: string): AppSource {
  return async () => {
    const app = await loadApp(file);
    const outdir = (name: string) => join(stateDirectory(file), 'dev', name);
    if (app.kind === 'cdk-app') {
      const assembly = await runCdkApp(
        app.module,
        file,
        outdir(relative(process.cwd(), file).replace(/[^A-Za-z0-9]+/g, '-')),
      );
      return { assembly, settings: {}, watched: [dirname(file), ...app.inputs], isSource: true };
    }
    const { spec, codeRoot, inputs } = app;
    const dev = await loadDevSettings(file);
    // Loaded here alone: the other commands run without CDK.
    const { synthesize } = await import('../../constructs/synthesize.js');
    const assembly = synthesize(spec, { codeRoot, outdir: outdir(spec.name) });
    return { assembly, spec, settings: dev.settings, watched: [codeRoot, ...inputs, ...dev.inputs], isSource: true };
  };
}

/** A `cdk.out` that somebody else made. @throws CliError 1 where there is none */
export function assemblySource(directory: string): AppSource {
  const assembly = resolve(directory);
  if (!existsSync(join(assembly, 'manifest.json'))) {
    throw new CliError(1, `${directory} holds no cloud assembly: there is no manifest.json in it; run cdk synth first`);
  }
  return async () => ({ assembly, settings: {}, watched: [assembly], isSource: false });
}

/** Characters: an app that never stops to complain takes no more memory. */
const MOST_STDERR = 1_000_000;

/** CDK apps write where CDK_OUTDIR says, as they end. */
async function runCdkApp(module: CompiledModule, file: string, outdir: string): Promise<string> {
  // CDK's own validation of templates costs many times the synth; `cdk synth` and `cdk deploy` still do it.
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(cdkContext()),
    CDK_VALIDATION: 'false',
  };
  const child = spawn(process.execPath, [module.file], {
    cwd: process.cwd(),
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MOST_STDERR) stderr += text;
  });
  const code = await new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done));
  const name = relative(process.cwd(), file);
  if (code === UNSETTLED_AWAIT_EXIT_CODE) throw neverSettled(name);
  if (code !== 0) throw new CliError(1, `${name} did not synthesize (exit code ${code})\n${messageThrown(stderr)}`);
  return outdir;
}
