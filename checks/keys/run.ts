import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installMiniStack, startMiniStack } from '../ministack/ministack.js';
import { createReport } from '../report.js';
import { keysCommand } from './keys-command.js';
import { partnerLife } from './partner-life.js';
import { serveExample } from './served-example.js';
import { deploySmallStack } from './small-stack.js';

/** A partner's life by the command line itself: at the local gateway, and at MiniStack as another control plane. */
const report = createReport();
const work = mkdtempSync(join(tmpdir(), 'gatewright-keys-'));
const closing: (() => unknown)[] = [() => rmSync(work, { recursive: true, force: true })];

async function atLocalGateway(name: string, app: Parameters<typeof serveExample>[1]): Promise<void> {
  const { address, stop } = await serveExample(work, app);
  closing.unshift(stop);
  const keys = keysCommand(work, { AWS_ENDPOINT_URL: address });
  const feed = `${address}/feeds/stock/today.json`;
  await partnerLife({ name, keys, feed, isWhole: true }, report);
}

async function atMiniStack(): Promise<void> {
  const aws = await startMiniStack(await installMiniStack(), work);
  closing.unshift(aws.stop);
  const feed = await deploySmallStack(aws, await startFeeds());
  const keys = keysCommand(work, aws.clientEnvironment);
  await partnerLife({ name: 'MiniStack', keys, feed, isWhole: false }, report);
}

async function startFeeds(): Promise<string> {
  const server = createServer((_request, response) => void response.end('{"from":"feeds"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.unshift(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`;
}

function whyOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

try {
  const lives = await Promise.allSettled([
    atLocalGateway('local gateway', 'gateway.ts'),
    atLocalGateway('local gateway, in parts', 'parts.ts'),
    atMiniStack(),
  ]);
  for (const life of lives) if (life.status === 'rejected') report.fail('the check itself', whyOf(life.reason));
} finally {
  for (const close of closing) await close();
}
report.note('MiniStack cannot show:');
for (const what of ['GetUsage, which it does not have', 'tags that were set later, such as those of a rotated key'])
  report.note(`- ${what}; instead: the local gateway, above`);
report.finish();
