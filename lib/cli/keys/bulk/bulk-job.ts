import { createHash } from 'node:crypto';
import type { KeyPlace } from '../../../aws/keys/make-key.js';
import { newKeyValue } from '../../../keys/new-key-value.js';
import { parseExpiry } from '../parse-expiry.js';
import type { Partner } from './read-partners.js';

/** One key of a job: what the file of keys holds of it before it is made. */
export interface BulkKey {
  readonly partner: Partner;
  readonly value: string;
  /** An ISO 8601 instant; empty for never. */
  readonly expires: string;
  readonly request: string;
  /** Empty until it is issued. */
  readonly places: readonly KeyPlace[];
}

export interface JobScope {
  readonly gateway: string;
  /** In the order of their names: the same job however they were listed. */
  readonly regions: readonly string[];
  /** Tells apart two jobs of one file. */
  readonly requestId: string | undefined;
}

/** The requests of a job begin with it: the same lines for the same gateway are the same job. */
export function jobPrefix(partners: readonly Partner[], scope: JobScope): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([scope, partners]))
    .digest('hex');
  return `bulk/${digest.slice(0, 16)}/`;
}

export function requestOf(prefix: string, { line }: Partner): string {
  return `${prefix}${line}`;
}

/** A job that begins: every key has its value, and none is made. */
export function newJob(partners: readonly Partner[], prefix: string, nowMs: number): readonly BulkKey[] {
  return partners.map((partner) => ({
    partner,
    value: newKeyValue(),
    expires: partner.expires === '' ? '' : parseExpiry(partner.expires, nowMs),
    request: requestOf(prefix, partner),
    places: [],
  }));
}
