/**
 * What a `Retry-After` header asks to wait, in ms: seconds or an HTTP-date (RFC 9110, section 10.2.3); undefined where
 * it is neither, 0 where the date has passed.
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1_000;
  // Date.parse reads much else: an HTTP-date begins with the day's name.
  const atMs = /^[A-Z][a-z]+,? /.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
