import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Pair, ResponseMessage } from '../../lib/runtime/transform/message.js';

export interface Outgoing {
  readonly method: string;
  readonly url: string;
  /** As they go out, repeated ones too: `fetch` would join them its own way. */
  readonly headers: readonly Pair[];
  readonly body: Uint8Array | undefined;
  /** For all of it, to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Longest body of an answer. */
  readonly mostBytes: number;
}

export type SendResult =
  | { readonly kind: 'answer'; readonly response: ResponseMessage }
  | { readonly kind: 'late' | 'too-long' | 'unreachable' };

export type Send = (outgoing: Outgoing) => Promise<SendResult>;

/** One request over HTTP/1.1. Redirects are not followed and nothing is decompressed. */
export const send: Send = async (outgoing) => {
  const signal = AbortSignal.timeout(outgoing.timeoutMs);
  try {
    const answer = await answerTo(outgoing, signal);
    const body = await limitedBody(answer, outgoing.mostBytes);
    if (body === undefined) return { kind: 'too-long' };
    return { kind: 'answer', response: { status: answer.statusCode ?? 0, headers: pairsOf(answer.rawHeaders), body } };
  } catch (error) {
    // What it says may quote headers: its code says enough.
    console.error(`the backend did not answer: ${codeOf(error)}`);
    return { kind: signal.aborted ? 'late' : 'unreachable' };
  }
};

function answerTo({ method, url, headers, body }: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers: headerLists(headers, body), signal });
    sending.on('response', resolve);
    sending.on('error', reject);
    sending.end(body);
  });
}

function headerLists(headers: readonly Pair[], body: Uint8Array | undefined): Record<string, string | string[]> {
  const lists = new Map<string, string[]>();
  for (const [name, value] of headers) lists.set(name.toLowerCase(), [...(lists.get(name.toLowerCase()) ?? []), value]);
  if (body?.length) lists.set('content-length', [`${body.byteLength}`]);
  return Object.fromEntries(
    [...lists].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

/** Undefined where it is too long: the rest is not read. */
async function limitedBody(answer: IncomingMessage, mostBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    length += chunk.length;
    if (length > mostBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function pairsOf(raw: readonly string[]): readonly Pair[] {
  return raw.flatMap((name, index): Pair[] => (index % 2 === 0 ? [[name, raw[index + 1] ?? '']] : []));
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown');
}
