import { createHash } from 'node:crypto';
import type { MiddlewareFunction } from 'gatewright/runtime';

/** Callers who still have an answer need not be sent it again. */
export const middleware: MiddlewareFunction = async (request, next) => {
  const response = await next();
  if (response.status !== 200 || !response.body) return response;
  const etag = `"${createHash('sha256').update(response.body).digest('base64url')}"`;
  const headers = { ...response.headers, etag };
  if (request.headers['if-none-match'] === etag)
    return { status: 304, headers: { etag }, cookies: [], body: undefined };
  return { ...response, headers };
};
