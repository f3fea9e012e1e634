import { dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Watching } from '../../local/index.js';
import type { Console } from '../console.js';
import { type AppSource, appSource, assemblySource } from '../dev/app-source.js';
import { asCliError, type DevSession, startDevSession } from '../dev/dev-session.js';
import { findApp } from '../find-app.js';
import { stateDirectory } from '../state-directory.js';

interface DevFlags {
  readonly app?: string;
  readonly assembly?: string;
  readonly host: string;
  readonly port: number;
  readonly watch: boolean;
  readonly quiet?: true;
}

export function devCommand(console: Console): Command {
  return new Command('dev')
    .summary('serve a gateway on this machine from its own templates')
    .description(
      'Synthesizes a gateway and serves the templates: routes, authorizers, keys, limits, functions. Reloads on change.',
    )
    .option('--app <file>', "a gateway spec or a CDK app (default: the project's gateway.ts)")
    .addOption(new Option('--assembly <dir>', 'a cloud assembly (cdk.out), whoever made it').conflicts('app'))
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <n>', 'port to listen on; 0 takes a free one', portNumber, 3000)
    .option('--quiet', 'print no line for each request')
    .option('--no-watch', 'serve as it is now, without reloading')
    .action(async (flags: DevFlags) => {
      const startedAtMs = Date.now();
      const { source, state } = sourceOf(flags);
      const options = {
        host: flags.host,
        port: flags.port,
        stateDirectory: state,
        startedAtMs,
        quiet: flags.quiet === true,
      };
      const session = await startDevSession(source, options, console).catch((error: unknown) => {
        throw asCliError(error);
      });
      const watching = flags.watch ? await session.watch() : undefined;
      await untilInterrupted();
      await closed(session, watching);
    });
}

function sourceOf({ app, assembly }: DevFlags): { readonly source: AppSource; readonly state: string } {
  if (assembly !== undefined)
    return { source: assemblySource(assembly), state: join(dirname(resolve(assembly)), '.gatewright') };
  const file = findApp(app, process.cwd());
  return { source: appSource(file), state: stateDirectory(file) };
}

function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

async function closed(session: DevSession, watching: Watching | undefined): Promise<void> {
  await watching?.close();
  await session.close();
}

function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65_535) return value;
  throw new InvalidArgumentError('a port, 0 to 65535.');
}
