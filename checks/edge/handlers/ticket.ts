import { randomUUID } from 'node:crypto';

/** No two answers are alike, so that one that is repeated comes out of a cache. */
export const handler = async () => ({ statusCode: 200, body: JSON.stringify({ ticket: randomUUID() }) });
