import { type LocalGateway, readModel, serveModel, type Watching, watchPaths } from '../../local/index.js';
import type { GatewaySpec } from '../../spec/gateway.js';
import { CliError } from '../cli-error.js';
import { colors } from '../colors.js';
import type { Console } from '../console.js';
import { exitCodeOf } from '../exit-code-of.js';
import type { AppSource, BuiltApp } from './app-source.js';
import { type CredentialsOf, localCredentials } from './credentials.js';
import { devLogger } from './dev-logger.js';
import { DOCS_PATH, type DocsPages, docsPages } from './docs-pages.js';
import { ignoredBelow } from './ignored-below.js';
import { modelCredentials } from './model-credentials.js';
import { partnerKeys } from './partner-key.js';
import { printEvents } from './print-events.js';
import { printRoutes } from './print-routes.js';
import { rowsOfModel, rowsOfSpec } from './route-rows.js';
import { type StandInServers, startStandIns } from './stand-in-servers.js';

export interface DevOptions {
  readonly host: string;
  readonly port: number;
  /** Where keys and the issuer's key are kept. */
  readonly stateDirectory: string;
  readonly startedAtMs: number;
  /** Whether requests go unprinted. */
  readonly quiet: boolean;
}

export interface DevSession {
  readonly url: string;
  /** Calls `rebuild` after each change; what the build itself writes is none. */
  readonly watch: () => Promise<Watching>;
  /** Builds and serves anew; where that fails, the last good one goes on and the issues are printed. */
  readonly rebuild: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Serves an app until it is closed.
 *
 * @throws what the first build throws, and PortInUseError
 */
export async function startDevSession(source: AppSource, options: DevOptions, console: Console): Promise<DevSession> {
  const app = await source();
  const standIns = await startStandIns(app.settings.standIns ?? {});
  const docs = docsPages();
  const gateway = await serveModel({
    model: readModel(app.assembly),
    host: options.host,
    port: options.port,
    standIns: standIns.addresses,
    stateDirectory: options.stateDirectory,
    logger: devLogger(console, options.quiet),
    pages: docs.handle,
    ...(!options.quiet && { onEvents: (events) => console.out(printEvents(events)) }),
  }).catch(async (error: unknown) => {
    await standIns.close();
    throw error;
  });
  const hasDocs = docs.show(app.spec, gateway.url);
  await announce(app, gateway, options, console);
  if (hasDocs) console.out(`  ${colors.dim('docs')}  ${gateway.url}${DOCS_PATH}\n`);
  const again = () => rebuild(source, gateway, docs, console);
  return {
    url: gateway.url,
    watch: () => watchPaths(app.watched, again, app.isSource ? { ignored: ignoredBelow(app.watched) } : {}),
    rebuild: again,
    close: () => closeAll(gateway, standIns),
  };
}

async function announce(
  app: BuiltApp,
  gateway: LocalGateway,
  { startedAtMs }: DevOptions,
  console: Console,
): Promise<void> {
  const seconds = ((Date.now() - startedAtMs) / 1000).toFixed(1);
  console.out(`\n  ${colors.green('ready')}  ${colors.bold(gateway.url)}  ${colors.dim(`in ${seconds} s`)}\n`);
  const rows = app.spec
    ? rowsOfSpec(app.spec, gateway.url, await credentialsOf(app.spec, gateway))
    : rowsOfModel(gateway.model(), gateway.url, await modelCredentials(gateway));
  console.out(printRoutes(rows));
}

function credentialsOf(spec: GatewaySpec, gateway: LocalGateway): Promise<CredentialsOf> {
  return localCredentials(spec, gateway, partnerKeys(spec.name, gateway));
}

async function rebuild(source: AppSource, gateway: LocalGateway, docs: DocsPages, console: Console): Promise<void> {
  const startedAtMs = Date.now();
  try {
    const { assembly, spec } = await source();
    await gateway.reload(readModel(assembly));
    docs.show(spec, gateway.url);
    console.out(`  ${colors.green('reloaded')}  ${colors.dim(`in ${Date.now() - startedAtMs} ms`)}`);
  } catch (error) {
    exitCodeOf(error, console);
    console.err(`  ${colors.yellow('not reloaded')}  the last good version goes on`);
  }
}

async function closeAll(gateway: LocalGateway, standIns: StandInServers): Promise<void> {
  await gateway.close();
  await standIns.close();
}

/** One clear line for a port that is taken. */
export function asCliError(error: unknown): unknown {
  return error instanceof Error && error.name === 'PortInUseError' ? new CliError(1, error.message) : error;
}
