import type { HeaderPair } from '../../model/distribution.js';
import type { EdgeResponse } from '../edge-message.js';
import { headerValue, withHeader, withoutHeaders } from '../headers.js';
import { uncachedFields } from './cache-control.js';
import type { Lifetime } from './lifetime.js';

/** An answer of an origin that is kept. */
export interface StoredObject {
  readonly address: string;
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  /** In lower case. */
  readonly tags: ReadonlySet<string>;
  readonly storedAtMs: number;
  /** What it had reached when it came. */
  readonly ageMs: number;
  readonly freshUntilMs: number;
  readonly revalidatedUntilMs: number;
  readonly usableUntilMs: number;
  /** The origin failed: until then it is not asked again. */
  readonly quietUntilMs: number;
}

/** A tag is at most that long, and an object has at most so many. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/invalidation-specifying-tags.html */
const MAX_TAG_CHARACTERS = 256;
const MAX_TAGS = 50;

export interface Storing {
  readonly address: string;
  readonly lifetime: Lifetime;
  readonly tagHeader: string | undefined;
  readonly nowMs: number;
}

export function storedObject(
  { status, headers, body }: Pick<EdgeResponse, 'status' | 'headers' | 'body'>,
  { address, lifetime, tagHeader, nowMs }: Storing,
): StoredObject {
  const freshUntilMs = nowMs + lifetime.freshMs;
  return {
    address,
    status,
    headers: withoutHeaders(headers, uncachedFields(headers)),
    body,
    tags: tagHeader === undefined ? new Set() : readTags(headerValue(headers, tagHeader) ?? ''),
    storedAtMs: nowMs,
    ageMs: (Number(headerValue(headers, 'age')) || 0) * 1000,
    freshUntilMs,
    revalidatedUntilMs: freshUntilMs + lifetime.staleWhileRevalidateMs,
    usableUntilMs: freshUntilMs + lifetime.staleIfErrorMs,
    quietUntilMs: 0,
  };
}

function readTags(value: string): Set<string> {
  const tags = value.split(',').map((tag) => tag.trim().toLowerCase());
  return new Set(tags.filter((tag) => /^[!-~]+$/.test(tag) && tag.length <= MAX_TAG_CHARACTERS).slice(0, MAX_TAGS));
}

/** What a viewer is answered from it. */
export function answerFrom(object: StoredObject, source: 'Hit' | 'RefreshHit', nowMs: number): EdgeResponse {
  const age = Math.max(0, Math.floor((nowMs - object.storedAtMs + object.ageMs) / 1000));
  const headers = withHeader(object.headers, 'Age', String(age));
  return { status: object.status, headers, body: object.body, source: object.status >= 400 ? 'Error' : source };
}
