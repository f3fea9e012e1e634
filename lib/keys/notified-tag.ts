/** The tag that remembers what the event bus was told of a key. The key keeper alone writes it. */
export const NOTIFIED_TAG = 'gatewright:notified';

/** What the tag says: an end that nobody has been told of yet, one that has been, or the last notice of a quota. */
export type Notified = { readonly kind: 'end-owed' } | { readonly kind: 'end-told' } | QuotaNotice;

/** A key has used so much of its quota in the period that starts on `since`. */
export interface QuotaNotice {
  readonly kind: 'quota';
  readonly plan: string;
  /** `2026-11-01` */
  readonly since: string;
  readonly percent: number;
}

/** `gold/2026-11-01/80`, `end-owed` */
export function notifiedTagOf(notified: Notified): string {
  if (notified.kind !== 'quota') return notified.kind;
  return `${notified.plan}/${notified.since}/${notified.percent}`;
}

/** Undefined where there is none, or where somebody has written by hand what nobody can read. */
export function readNotifiedTag(text: string | undefined): Notified | undefined {
  if (text === 'end-owed' || text === 'end-told') return { kind: text };
  const [, plan, since, percent] = /^([a-z][a-z0-9-]*)\/(\d{4}-\d{2}-\d{2})\/(\d{1,3})$/.exec(text ?? '') ?? [];
  if (plan === undefined || since === undefined) return undefined;
  return { kind: 'quota', plan, since, percent: Number(percent) };
}
