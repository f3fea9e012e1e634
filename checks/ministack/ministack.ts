import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pythonTool } from '../python-tool.js';
import { startCommand, stopCommand, tail } from '../run-command.js';

const START_LIMIT_MS = 60_000;

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

export interface MiniStack {
  readonly endpoint: string;
  /** What AWS clients need to talk to it and to nothing else. */
  readonly clientEnvironment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** The pinned MiniStack. @returns the directory that its commands are in */
export function installMiniStack(): Promise<string> {
  return pythonTool('ministack', fileURLToPath(new URL('requirements.txt', import.meta.url)));
}

/**
 * Starts MiniStack on a free port of loopback. It runs functions of Node runtimes as processes of this machine's
 * Node: no container engine is needed, and the runtime's own version is not shown.
 *
 * @param trusted a certificate that its functions trust besides the usual ones
 */
export async function startMiniStack(bin: string, directory: string, trusted?: string): Promise<MiniStack> {
  const port = await freePort();
  const home = join(directory, 'home');
  mkdirSync(home, { recursive: true });
  const server = startCommand(join(bin, 'ministack'), [], {
    cwd: directory,
    env: {
      HOME: home,
      TMPDIR: home,
      BIND_HOST: '127.0.0.1',
      MINISTACK_HOST: '127.0.0.1',
      GATEWAY_PORT: `${port}`,
      NODE_EXTRA_CA_CERTS: trusted,
      AWS_ENDPOINT_URL: undefined,
    },
  });
  let said = '';
  for (const stream of [server.stdout, server.stderr]) stream?.on('data', (text) => (said = tail(said + text, 40)));
  const endpoint = `http://127.0.0.1:${port}`;
  for (const until = Date.now() + START_LIMIT_MS; !(await answers(endpoint)); await sleep(200)) {
    if (server.exitCode !== null || Date.now() > until) throw new Error(`MiniStack does not start\n${said}`);
  }
  return { endpoint, clientEnvironment: clientEnvironment(endpoint, home), stop: () => stopCommand(server) };
}

function clientEnvironment(endpoint: string, home: string): Readonly<Record<string, string>> {
  return {
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
  };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
