import { fileURLToPath } from 'node:url';
import { runCommand, tail } from '../run-command.js';
import { templatesIn } from './synthesize-fixtures.js';

/** Neither an account nor a network: credentials are gone, and all traffic goes to a proxy that is not there. */
const nowhere = {
  AWS_PROFILE: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_EC2_METADATA_DISABLED: 'true',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
};

/** The example goes the way of its reader: `cdk synth`, with its own cdk.json and esbuild. */
export async function synthesizeExample(outdir: string): Promise<{ faults: string; templates: readonly string[] }> {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const cdk = ['--no-install', 'cdk', 'synth', '--quiet', '--output', outdir];
  const { code, stdout, stderr } = await runCommand('npx', cdk, { cwd, env: nowhere, limitMs: 120_000 });
  return code === 0
    ? { faults: '', templates: templatesIn(outdir) }
    : { faults: tail(`${stdout}\n${stderr}`), templates: [] };
}
