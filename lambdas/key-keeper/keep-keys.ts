import { dateOf, periodStart } from '../../lib/keys/key-usage.js';
import type { KeyKeeperConfig } from '../../lib/plan/key-keeper-plan.js';
import { type Announcement, announce } from './announce.js';
import type { ControlPlane, UsedKey } from './control-plane.js';
import { dueNotice } from './due-notice.js';
import { endEvent, quotaEvent } from './keeper-event.js';
import { type KeptKey, keptKeys } from './kept-key.js';
import { dueEnd, type KeyEnd } from './key-end.js';
import type { Run } from './run.js';

export interface Keeping {
  readonly run: Run;
  readonly aws: ControlPlane;
  readonly config: KeyKeeperConfig;
  /** By the plan's name. */
  readonly planIds: ReadonlyMap<string, string>;
  readonly nowMs: () => number;
}

type Plan = { readonly name: string; readonly id: string; readonly quota: KeyKeeperConfig['quotas'][string] };

/** Disables what is over, tells of it, then tells of quotas. All of it is found again by the next run where it fails. */
export async function keepKeys(keeping: Keeping): Promise<void> {
  const ended: Announcement[] = [];
  const metered = new Map<string, KeptKey>();
  await eachPage(keeping, 'GetApiKeys', keeping.aws.keys(), async (page) => {
    const keys = keptKeys(page, keeping.config.gateway);
    keeping.run.count('looked', keys.length);
    for (const key of keys) {
      const end = await endWhereDue(keeping, key);
      if (end) ended.push(end);
      else if (key.enabled && key.record.plan !== undefined) metered.set(key.id, key);
    }
  });
  await announce(keeping.run, keeping.aws, ended);
  for (const plan of plansWithQuota(keeping)) await tellOfQuota(keeping, plan, metered);
}

async function eachPage<T>(
  { run }: Keeping,
  action: string,
  pages: AsyncGenerator<T>,
  work: (page: T) => Promise<void>,
): Promise<void> {
  for (let isLast = false; !isLast; ) {
    isLast = true;
    await run.attempt({ message: 'read', action }, async () => {
      const { done, value } = await pages.next();
      if (done) return;
      await work(value);
      isLast = false;
    });
  }
}

async function endWhereDue({ run, aws, nowMs }: Keeping, key: KeptKey): Promise<Announcement | undefined> {
  const due = dueEnd(key, nowMs());
  if (due.kind === 'unreadable') {
    run.count('failed');
    run.log({ message: 'unreadable', ...subjectOf(key), tag: due.tag, got: due.got });
  }
  if (due.kind !== 'end') return undefined;
  const isOver = !key.enabled || (await endKey({ run, aws }, key, due.end));
  if (!isOver) return undefined;
  return { event: endEvent(key, due.end, aws.region), notified: { kind: 'end-told' } };
}

/** The debt first: a run that dies after it leaves a key that the next one ends, or tells of. Answers whether it ended. */
async function endKey({ run, aws }: Pick<Keeping, 'run' | 'aws'>, key: KeptKey, { kind }: KeyEnd): Promise<boolean> {
  const what = subjectOf(key);
  let isDisabled = false;
  await run.attempt({ message: 'remember', ...what }, () => aws.remember(key.id, { kind: 'end-owed' }));
  await run.attempt({ message: 'disable', ...what }, async () => {
    await aws.disable(key.id);
    isDisabled = true;
    run.count('disabled');
    run.log({ message: 'disabled', ...what, because: kind });
  });
  return isDisabled;
}

function plansWithQuota({ config, planIds }: Keeping): readonly Plan[] {
  return Object.entries(config.quotas).flatMap(([name, quota]) => {
    const id = planIds.get(name);
    return id === undefined ? [] : [{ name, id, quota }];
  });
}

async function tellOfQuota(keeping: Keeping, plan: Plan, metered: ReadonlyMap<string, KeptKey>): Promise<void> {
  const { run, aws, nowMs } = keeping;
  if (![...metered.values()].some(({ record }) => record.plan === plan.name)) return;
  const now = nowMs();
  const usage = aws.usage(plan.id, periodStart(plan.quota, now), dateOf(now));
  await eachPage(keeping, 'GetUsage', usage, (page) =>
    announce(
      run,
      aws,
      page.flatMap((used) => noticesOf(used, metered.get(used.keyId), plan, { region: aws.region, nowMs: now })),
    ),
  );
}

function noticesOf(
  { days }: UsedKey,
  key: KeptKey | undefined,
  plan: Plan,
  at: { readonly region: string; readonly nowMs: number },
): readonly Announcement[] {
  if (key?.record.plan !== plan.name) return [];
  const due = dueNotice(key, plan, days, at.nowMs);
  return due ? [{ event: quotaEvent(key, due.notice, due.state, at), notified: due.notice }] : [];
}

function subjectOf({ id, record: { plan, owner } }: KeptKey) {
  return { keyId: id, plan, owner };
}
