import type { Services } from './parts.js';
import { Refusal, unavailable } from './refusal.js';

/** What AWS gives discovery and JWKS of its own authorizer: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const TIMEOUT_MS = 1_500;

/** How far a function reaches. */
export type Network = Pick<Services, 'fetch' | 'timeoutMs'>;

export interface Bounds {
  /** Whom it is that is asked, as the first word of a reason. */
  readonly who: string;
  readonly maxBytes: number;
}

export interface TextAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Asks within a bound of time and size. Redirects are not followed: they would let another host answer.
 *
 * @throws Refusal
 */
export async function boundedFetch(
  { fetch, timeoutMs = TIMEOUT_MS }: Network,
  url: string,
  init: RequestInit,
  { who, maxBytes }: Bounds,
): Promise<TextAnswer> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const { status, body } = await fetch(url, { ...init, signal, redirect: 'manual' });
    return { status, text: body ? await textOf(body, maxBytes, who) : '' };
  } catch (error) {
    throw error instanceof Refusal ? error : unavailable(`${who}-unreachable`);
  }
}

async function textOf(body: ReadableStream<Uint8Array>, maxBytes: number, who: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw unavailable(`${who}-answers-too-much`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** The JSON object of an answer; `undefined` where it is none. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
