import { type KeyRecord, readKeyTags, type Tags } from '../../lib/keys/key-tags.js';
import { NOTIFIED_TAG, type Notified, readNotifiedTag } from '../../lib/keys/notified-tag.js';

/** A key of the gateway, as far as the keeper looks at it. Never with its value. */
export interface KeptKey {
  readonly id: string;
  readonly enabled: boolean;
  readonly tags: Tags;
  readonly record: KeyRecord;
  readonly notified: Notified | undefined;
}

/** A key as GetApiKeys answers it, without its value. */
export interface ListedKey {
  readonly id: string;
  readonly enabled: boolean;
  readonly tags: Tags;
}

/** The keys of a page that are this gateway's; a lock is none. */
export function keptKeys(listed: readonly ListedKey[], gateway: string): readonly KeptKey[] {
  return listed
    .map((key) => ({ ...key, record: readKeyTags(key.tags), notified: readNotifiedTag(key.tags[NOTIFIED_TAG]) }))
    .filter(({ record }) => record.gateway === gateway && record.lock === undefined);
}
