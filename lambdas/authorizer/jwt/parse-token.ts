import { unauthorized } from '../refusal.js';

/** What is read of a header before its signature is known to hold. */
export interface TokenHeader {
  readonly alg: string;
  readonly kid?: string;
  readonly typ?: unknown;
}

export interface ParsedToken {
  readonly header: TokenHeader;
  readonly payload: Buffer;
  readonly signature: Buffer;
  /** What was signed. */
  readonly signed: Buffer;
}

/** Headers by which a token would bring its own key (RFC 7515, sections 4.1.2, 4.1.3 and 4.1.5). */
const KEY_HEADERS = ['jku', 'jwk', 'x5u'] as const;

/**
 * The parts of a token in compact serialization (RFC 7515, section 7.1). Nothing of it is believed yet.
 *
 * @throws Refusal
 */
export function parseToken(token: string): ParsedToken {
  const [header = '', payload = '', signature = '', ...more] = token.split('.');
  if (more.length > 0 || header === '' || signature === '') throw unauthorized('not-a-compact-jws');
  return {
    header: acceptable(jsonObject(decoded(header), 'header-malformed')),
    payload: decoded(payload),
    signature: decoded(signature),
    signed: Buffer.from(`${header}.${payload}`, 'latin1'),
  };
}

/** One text for each value: no padding, no other alphabet, no bits left over (RFC 7515, section 2). */
function decoded(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw unauthorized('not-a-compact-jws');
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** @throws Refusal without the parser's words, which quote the token */
export function jsonObject(bytes: Uint8Array, reason: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Told below.
  }
  throw unauthorized(reason);
}

function acceptable(header: Readonly<Record<string, unknown>>): TokenHeader {
  const { alg, kid, typ, cty } = header;
  if (typeof alg !== 'string') throw unauthorized('algorithm-missing');
  if (kid !== undefined && typeof kid !== 'string') throw unauthorized('kid-no-text');
  if (KEY_HEADERS.some((name) => name in header)) throw unauthorized('key-in-header');
  // Nothing is critical that is understood here; and a payload as it is, RFC 7797, has no place in a JWT.
  if ('crit' in header || 'b64' in header) throw unauthorized('critical-header');
  // RFC 7519, section 5.2: a nested token would have to be opened again.
  if (typeof cty === 'string' && /^(application\/)?jwt$/i.test(cty)) throw unauthorized('token-nested');
  return { alg, typ, ...(kid !== undefined && { kid }) };
}
