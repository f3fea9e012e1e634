import { randomBytes } from 'node:crypto';

const ID_BYTES = 39;
const DRAWN_AT_ONCE = 128;

/** Ids as `x-amz-cf-id` has them. A draw of bytes takes far longer than an id, so that one is for many of them. */
export function createRequestIds(): () => string {
  let bytes = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === bytes.length) {
      bytes = randomBytes(ID_BYTES * DRAWN_AT_ONCE);
      at = 0;
    }
    at += ID_BYTES;
    return `${bytes.toString('base64url', at - ID_BYTES, at)}==`;
  };
}
