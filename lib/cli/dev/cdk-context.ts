import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../cli-error.js';

/** What the CDK command line hands on besides the project's own context. */
const METADATA = { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true };

/**
 * The context that `cdk synth` would give an app: of `~/.cdk.json`, `cdk.json` and `cdk.context.json`, the later above
 * the earlier. https://docs.aws.amazon.com/cdk/v2/guide/context.html
 *
 * @throws CliError 1 where one of them is no JSON
 */
export function cdkContext(cwd = process.cwd(), home = homedir()): Readonly<Record<string, unknown>> {
  const user = read(join(home, '.cdk.json')).context as object | undefined;
  const project = read(join(cwd, 'cdk.json')).context as object | undefined;
  return { ...METADATA, ...user, ...project, ...read(join(cwd, 'cdk.context.json')) };
}

function read(file: string): Readonly<Record<string, unknown>> {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    throw new CliError(1, `${file} is not JSON`);
  }
}
