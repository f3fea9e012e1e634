import { type JudgedKey, type KeyState, keyState } from './key-state.js';

export type KeyFault =
  | 'orphan'
  | 'other-plan'
  | 'expired'
  | 'grace-over'
  | 'unreadable-time'
  | 'over-quota'
  | 'no-owner'
  | 'unfinished'
  | 'twice'
  | 'left-lock'
  | 'not-everywhere'
  | 'differs';

/** One thing about a key that somebody has to look at. */
export interface KeyFinding {
  readonly fault: KeyFault;
  readonly keyId: string;
  readonly name: string;
  readonly owner: string | undefined;
  readonly region: string;
  /** What is wrong. */
  readonly message: string;
  /** How to mend it. */
  readonly mend: string;
}

/** A key with what is known of it around it. */
export interface CheckedKey extends JudgedKey {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number | undefined;
  /** Plans of the gateway that it is on. */
  readonly plans: readonly string[];
  readonly quota: { readonly used: number; readonly limit: number } | undefined;
}

export interface CheckSurroundings {
  readonly region: string;
  readonly nowMs: number;
  /** Names of the gateway's plans. */
  readonly plans: readonly string[];
}

type Fault = Pick<KeyFinding, 'fault' | 'message' | 'mend'>;

/** Everything that is wrong with one key by itself. */
export function checkKey(key: CheckedKey, around: CheckSurroundings): readonly KeyFinding[] {
  const faults = key.record.lock === undefined ? faultsOf(key, around) : lockFaults(key, around);
  const { owner } = key.record;
  return faults.map((fault) => ({ ...fault, keyId: key.id, name: key.name, owner, region: around.region }));
}

function faultsOf(key: CheckedKey, around: CheckSurroundings): readonly Fault[] {
  return [...planFaults(key, around), ...stateFaults(key, around), ...recordFaults(key)];
}

function planFaults({ id, plans, record, quota }: CheckedKey, around: CheckSurroundings): readonly Fault[] {
  const faults: Fault[] = [];
  const { plan } = record;
  const isKnown = plan === undefined || around.plans.includes(plan);
  if (plans.length === 0) {
    const message = isKnown ? 'is on no plan of the gateway' : `is on no plan of the gateway: ${plan} is gone`;
    faults.push({ fault: 'orphan', message, mend: `gatewright keys move ${id} --plan NAME, or revoke it` });
  } else if (plan !== undefined && !plans.includes(plan)) {
    const message = `is on ${plans.join(', ')}, and its tag says ${plan}`;
    faults.push({ fault: 'other-plan', message, mend: `gatewright keys move ${id} --plan NAME` });
  }
  if (quota !== undefined && quota.used >= quota.limit) {
    const message = `has used ${quota.used} of ${quota.limit} requests, and gets 429 until the next period`;
    faults.push({ fault: 'over-quota', message, mend: 'ask its owner, or move it to a larger plan' });
  }
  return faults;
}

function stateFaults(key: CheckedKey, { nowMs }: CheckSurroundings): readonly Fault[] {
  const state = keyState(key, nowMs);
  const fault = STATE_FAULTS[state.kind];
  return fault === undefined || !key.enabled ? [] : [fault(state, key)];
}

type StateFault = (state: KeyState, key: CheckedKey) => Fault;

const STATE_FAULTS: { readonly [Kind in KeyState['kind']]?: StateFault } = {
  expired: (state, { id }) => ({
    fault: 'expired',
    message: `expired${since(state)} and still works`,
    mend: `gatewright keys revoke ${id}`,
  }),
  'grace-over': (state, { id }) => ({
    fault: 'grace-over',
    message: `was rotated, its grace ended${since(state)}, and it still works`,
    mend: `gatewright keys revoke ${id}`,
  }),
  unreadable: (state, { id }) => ({
    fault: 'unreadable-time',
    message: `has a time in its tags that nobody can read: ${state.kind === 'unreadable' ? state.got : ''}`,
    mend: `write an ISO 8601 instant there, or gatewright keys revoke ${id}`,
  }),
};

function since(state: KeyState): string {
  return 'sinceMs' in state ? ` on ${new Date(state.sinceMs).toISOString().slice(0, 10)}` : '';
}

function recordFaults({ id, record }: CheckedKey): readonly Fault[] {
  const faults: Fault[] = [];
  if (record.owner === undefined)
    faults.push({ fault: 'no-owner', message: 'has no owner', mend: `issue one for its owner, then revoke ${id}` });
  if (record.replacedBy !== undefined && record.graceUntil === undefined)
    faults.push({
      fault: 'unfinished',
      message: 'was being rotated when the run ended',
      mend: `gatewright keys rotate ${id} --grace 7d`,
    });
  return faults;
}

/** A lock is held for seconds; milliseconds. */
const OLD_LOCK_MS = 600_000;

function lockFaults({ id, createdAtMs = 0 }: CheckedKey, { nowMs }: CheckSurroundings): readonly Fault[] {
  if (nowMs - createdAtMs < OLD_LOCK_MS) return [];
  const message = 'is a lock that a killed run has left; it opens nothing';
  return [{ fault: 'left-lock', message, mend: `delete key ${id} in API Gateway` }];
}
