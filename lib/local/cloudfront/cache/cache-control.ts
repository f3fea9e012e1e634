import type { HeaderPair } from '../../model/distribution.js';
import { headerValue } from '../headers.js';

/** What an origin says of how long its answer lasts. Seconds. */
export interface CacheControl {
  /** `no-store`, `no-cache` or `private`, of the answer as a whole. */
  readonly isRefused: boolean;
  /** `s-maxage`, then `max-age`, then `Expires`; absent where it says nothing. */
  readonly lifetimeSeconds?: number;
  readonly staleWhileRevalidateSeconds?: number;
  readonly staleIfErrorSeconds?: number;
}

/** Fields, in lower case, that are not to be kept with an answer: `no-cache="Set-Cookie"` (RFC 9111, section 5.2.2.4). */
export function uncachedFields(headers: readonly HeaderPair[]): readonly string[] {
  const [, names = ''] = /\bno-cache\s*=\s*"([^"]*)"/i.exec(headerValue(headers, 'cache-control') ?? '') ?? [];
  return names.split(',').map((name) => name.trim().toLowerCase());
}

/** Reads `Cache-Control` (RFC 9111, section 5.2; RFC 5861) and `Expires`. */
export function readCacheControl(headers: readonly HeaderPair[], nowMs: number): CacheControl {
  const directives = new Map(parseDirectives(headerValue(headers, 'cache-control') ?? ''));
  const seconds = (name: string) => parseSeconds(directives.get(name));
  const lifetime = seconds('s-maxage') ?? seconds('max-age') ?? expiresIn(headers, nowMs);
  const [whileRevalidate, ifError] = [seconds('stale-while-revalidate'), seconds('stale-if-error')];
  return {
    isRefused: directives.has('no-store') || directives.has('private') || directives.get('no-cache') === '',
    ...(lifetime !== undefined && { lifetimeSeconds: lifetime }),
    ...(whileRevalidate !== undefined && { staleWhileRevalidateSeconds: whileRevalidate }),
    ...(ifError !== undefined && { staleIfErrorSeconds: ifError }),
  };
}

/** A directive that stands twice counts the first time. */
function parseDirectives(value: string): [string, string][] {
  return value
    .split(',')
    .map((part): [string, string] => {
      const [name = '', argument = ''] = part.split('=', 2);
      return [name.trim().toLowerCase(), argument.trim().replace(/^"(.*)"$/, '$1')];
    })
    .reverse();
}

const parseSeconds = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;

/** A date that cannot be read, as `0`, is past (RFC 9111, section 5.3). One of HTTP begins with a day of the week. */
function expiresIn(headers: readonly HeaderPair[], nowMs: number): number | undefined {
  const text = headerValue(headers, 'expires');
  if (text === undefined) return undefined;
  const untilMs = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(untilMs) ? 0 : Math.max(0, Math.floor((untilMs - nowMs) / 1000));
}
