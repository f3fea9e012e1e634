import { readFileSync } from 'node:fs';
import { holdGateways } from '../../../aws/keys/hold-gateways.js';
import { issueMany, keysOfRequests, type MadeKeys } from '../../../aws/keys/issue-many.js';
import type { KeyPlace, KeyToMake } from '../../../aws/keys/make-key.js';
import { type GatewaySet, planNamed } from '../../../aws/keys/region-gateway.js';
import { oneLine } from '../../../errors/one-line.js';
import { KeyRequestError } from '../../../keys/key-request-error.js';
import { CliError } from '../../cli-error.js';
import type { Console } from '../../console.js';
import { gatewaysOf } from '../gateway-flags.js';
import type { IssueFlags } from '../issue.js';
import { publish } from '../publish.js';
import { sayWaiting } from '../say-waiting.js';
import { type BulkKey, jobPrefix, newJob } from './bulk-job.js';
import { createKeysFile, readKeysFile, saveKeysFile } from './keys-file.js';
import { asOnlyRun } from './only-run.js';
import { bulkReport } from './print-bulk.js';
import { startProgress } from './progress.js';
import { type Partner, readPartners } from './read-partners.js';

/**
 * Issues a key for each line of a file. All values are on disk before the first is made: a run that was killed goes on
 * with the same command, and neither makes a key twice nor loses a value.
 */
export async function issueFromFile(flags: IssueFlags, console: Console): Promise<void> {
  const { from = '', out } = flags;
  if (out === undefined) throw new CliError(2, '--from needs --out: the file that the values are written to');
  const text = readText(from);
  const gateways = await gatewaysOf(flags);
  await asOnlyRun(out, async () => {
    const plan = planJob(text, gateways, flags);
    // On another machine the same job may be under way, into another file.
    const lock = { subject: `job ${plan.prefix}`, onWait: sayWaiting(console) };
    await holdGateways(gateways, lock, async (held) => run(await openJob(plan, out, held), out, held, flags, console));
  });
}

interface JobPlan {
  readonly partners: readonly Partner[];
  readonly prefix: string;
  readonly nowMs: number;
}

function planJob(text: string, gateways: GatewaySet, flags: IssueFlags): JobPlan {
  const [{ name, plans, aws }] = gateways;
  const nowMs = aws.timing.nowMs();
  const partners = readPartners(text, { plans: plans.map((plan) => plan.name), nowMs });
  for (const gateway of gateways) for (const { plan } of partners) planNamed(gateway, plan);
  const regions = gateways.map(({ region }) => region).sort();
  return { partners, nowMs, prefix: jobPrefix(partners, { gateway: name, regions, requestId: flags.requestId }) };
}

interface Job {
  readonly keys: readonly BulkKey[];
  readonly made: MadeKeys;
}

async function openJob({ partners, prefix, nowMs }: JobPlan, out: string, gateways: GatewaySet): Promise<Job> {
  const regions = gateways.map(({ region }) => region);
  const former = readKeysFile(out, partners, prefix, regions);
  const made = await keysOfRequests(gateways, prefix);
  if (former) return { keys: former, made };
  refuseIssued(made);
  const keys = newJob(partners, prefix, nowMs);
  createKeysFile(out, keys);
  return { keys, made };
}

/** Their values are in a file that is not here. */
function refuseIssued(made: MadeKeys): void {
  const count = Math.max(...[...made.values()].map((ids) => ids.size));
  if (count === 0) return;
  throw new KeyRequestError(
    `a run with the same lines has issued ${count} of these keys, into another file; name that file as --out to go on, or add a --request-id to issue all of them once more`,
  );
}

async function run(job: Job, out: string, gateways: GatewaySet, flags: IssueFlags, console: Console): Promise<void> {
  const startedAtMs = Date.now();
  const issued = new Map<string, readonly KeyPlace[]>();
  const waiting = job.keys.filter(({ places }) => places.length === 0);
  const current = () => job.keys.map((key) => ({ ...key, places: issued.get(key.request) ?? key.places }));
  const progress = await startProgress(waiting.length, console);
  const save = everySecond(() => saveKeysFile(out, current()));
  try {
    const keys = waiting.map((key) => keyToMake(key, gateways[0].name));
    await issueMany(gateways, {
      keys,
      made: job.made,
      onIssued: ({ record }, places) => {
        issued.set(record.request, places);
        progress.done(issued.size);
        save();
      },
    });
  } catch (error) {
    throw interrupted(error, issued.size, waiting.length);
  } finally {
    progress.stop();
    saveKeysFile(out, current());
    if (flags.events) await publishAll(gateways, waiting, issued, console);
  }
  const result = { keys: current(), issued: issued.size, out, tookMs: Date.now() - startedAtMs };
  console.out(bulkReport(result, flags.json === true));
}

/** A file of ten thousand keys is more than a megabyte: it is not written anew for each. */
function everySecond(work: () => void): () => void {
  let doneAtMs = Date.now();
  return () => {
    if (Date.now() - doneAtMs < 1_000) return;
    work();
    doneAtMs = Date.now();
  };
}

function keyToMake({ partner, value, expires, request }: BulkKey, gateway: string): KeyToMake {
  const { owner, plan, name, description } = partner;
  return { name, description, value, plan, record: { gateway, plan, owner, request, ...(expires && { expires }) } };
}

function interrupted(error: unknown, issued: number, total: number): unknown {
  if (!(error instanceof Error)) return error;
  error.message += `\n${issued} of ${total} keys are issued; the same command goes on with the rest`;
  return error;
}

async function publishAll(
  gateways: GatewaySet,
  keys: readonly BulkKey[],
  issued: ReadonlyMap<string, readonly KeyPlace[]>,
  console: Console,
): Promise<void> {
  const told = keys.flatMap(({ request, partner: { plan, owner }, expires }) => {
    const places = issued.get(request);
    return places ? [{ places, detail: { plan, owner, ...(expires && { expires }) } }] : [];
  });
  await publish(gateways, 'Key Issued', told, console);
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CliError(1, `${oneLine(path)} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
