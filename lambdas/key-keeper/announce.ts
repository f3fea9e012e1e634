import type { Notified } from '../../lib/keys/notified-tag.js';
import type { ControlPlane } from './control-plane.js';
import type { KeeperEvent } from './keeper-event.js';
import type { Run } from './run.js';

export interface Announcement {
  readonly event: KeeperEvent;
  /** What the key remembers once the bus has taken the event. */
  readonly notified: Notified;
}

/** Entries that PutEvents takes. */
const MOST_AT_ONCE = 10;

/** Tells the bus, then has each key remember it: a run that dies between the two is told again, never forgotten. */
export async function announce(run: Run, aws: ControlPlane, announcements: readonly Announcement[]): Promise<void> {
  for (let start = 0; start < announcements.length; start += MOST_AT_ONCE) {
    const batch = announcements.slice(start, start + MOST_AT_ONCE);
    await run.attempt({ message: 'tell', events: batch.length }, async () => {
      const refusals = await aws.tell(batch.map(({ event }) => event));
      for (const [at, one] of batch.entries()) await settle(run, aws, one, refusals[at]);
    });
  }
}

async function settle(run: Run, aws: ControlPlane, { event, notified }: Announcement, refusal: string | undefined) {
  const { keyId, plan, owner } = event.detail;
  const what = { event: event.kind, keyId, plan, owner };
  if (refusal !== undefined) {
    run.count('failed');
    run.log({ message: 'tell', ...what, outcome: 'failed', reason: refusal });
    return;
  }
  run.count('told');
  run.log({ message: 'told', ...what });
  await run.attempt({ message: 'remember', ...what }, () => aws.remember(keyId, notified));
}
