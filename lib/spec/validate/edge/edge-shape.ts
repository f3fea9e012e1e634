import { isRecord, listOf, number, objectOf, optional, type Shape, text } from '../shape.js';

const oneOf =
  (...allowed: readonly unknown[]): Shape =>
  (value) =>
    allowed.includes(value) ? undefined : '';
const bool = oneOf(true, false);

/** Exactly one of the two lists. */
const geo: Shape = (value) => {
  if (!isRecord(value) || Number('allow' in value) + Number('block' in value) !== 1) return '';
  return objectOf({ allow: optional(listOf(text)), block: optional(listOf(text)) })(value);
};

export const edgeShape: Shape = objectOf({
  geo: optional(geo),
  priceClass: optional(oneOf('all', '200', '100')),
  securityHeaders: optional(bool),
  compress: optional(bool),
  accessLogs: optional(bool),
  origin: optional(
    objectOf({
      closedBy: optional(oneOf('secret', 'sent', 'none')),
      rotateEveryDays: optional(number),
      failover: optional(text),
    }),
  ),
});

export const cacheShape: Shape = objectOf({
  ttlSeconds: number,
  staleWhileRevalidateSeconds: optional(number),
  staleIfErrorSeconds: optional(number),
  vary: optional(
    objectOf({
      headers: optional(listOf(text)),
      query: optional((value) => (value === 'all' ? undefined : listOf(text)(value))),
      cookies: optional(listOf(text)),
    }),
  ),
  tags: optional(listOf(text)),
});
