import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CONTROL_PLANE } from '../lib/aws/pace.js';
import { type StandIn, startStandIn } from '../test/aws/support/stand-in.js';
import { addKey, bookshopRegion, type StandInRegion, tagsOf } from '../test/aws/support/stand-in-region.js';
import { report } from './report.js';

const COMMAND = resolve(import.meta.dirname, '../dist/bin/gatewright.js');
const ISSUED = 60;
const [MANY, FEW] = [10_000, 100];

/** `gatewright keys` against a stand-in of API Gateway: how fast it issues many, and what it needs to read 10,000. */
export async function benchKeys(): Promise<void> {
  await atStandIn(benchIssue);
  for (const command of ['list', 'check']) {
    const [many, few] = [await peakBytes(command, MANY), await peakBytes(command, FEW)];
    report({
      name: `keys ${command} of 10,000 keys, the most memory`,
      value: many / 1e6,
      unit: 'MB',
      baseline: few / 1e6,
      against: `keys ${command} of ${FEW} keys`,
    });
  }
}

/** From the first key to the last, against a control plane that refuses a sixth key within a second. */
async function benchIssue(standIn: StandIn, region: StandInRegion): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-bench-keys-'));
  const [from, out] = [join(folder, 'partners.csv'), join(folder, 'keys.csv')];
  const lines = Array.from({ length: ISSUED }, (_, index) => `partner-${index},gold`);
  writeFileSync(from, `owner,plan\n${lines.join('\n')}\n`);
  region.isThrottled = true;
  try {
    await runKeys(standIn, 'issue', '--from', from, '--out', out);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [first = 0, last = 0] = [region.createdAtMs[0], region.createdAtMs.at(-1)];
  report({
    name: 'keys issue --from, against a control plane that throttles',
    value: (1_000 * (ISSUED - 1)) / (last - first),
    unit: 'keys/s',
    baseline: CONTROL_PLANE.createsPerSecond,
    against: "the control plane's limit",
  });
}

function peakBytes(command: string, keys: number): Promise<number> {
  return atStandIn((standIn, region) => {
    for (let index = 0; index < keys; index += 1)
      addKey(region, { plan: 'gold', name: `partner ${index}`, tags: tagsOf({ request: `r${index}` }) });
    return runKeys(standIn, command);
  });
}

async function atStandIn<T>(work: (standIn: StandIn, region: StandInRegion) => Promise<T>): Promise<T> {
  const region = bookshopRegion('us-east-1');
  const standIn = await startStandIn([region]);
  try {
    return await work(standIn, region);
  } finally {
    await standIn.close();
  }
}

const AT_EXIT = "process.on('exit', () => process.send(process.resourceUsage().maxRSS))";

/** Runs a command to its end. @returns the most memory that it held, bytes */
function runKeys({ url }: StandIn, ...args: readonly string[]): Promise<number> {
  const node = ['--import', `data:text/javascript,${encodeURIComponent(AT_EXIT)}`, COMMAND, 'keys', ...args];
  const child = spawn(process.execPath, [...node, '--endpoint', url], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let peakKilobytes = 0;
  let said = '';
  child.on('message', (kilobytes) => (peakKilobytes = Number(kilobytes)));
  child.stderr?.on('data', (text: Buffer) => (said = (said + text).slice(-1_000)));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done(peakKilobytes * 1_024);
      else fail(new Error(`gatewright keys ${args[0]} ended with ${code}: ${said}`));
    });
  });
}
