import { Agent, type Dispatcher } from 'undici';
import type { FetchUpstream, UpstreamRequest, UpstreamResult } from '../model/engine.js';
import { applyStandIns, type StandIns } from './stand-ins.js';

/** Largest payload of API Gateway, https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const UPSTREAM_BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/** Fields that belong to one connection (RFC 9110, section 7.6.1), and those that are set anew for this one. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface UpstreamOptions {
  readonly standIns: StandIns;
  readonly agent: Dispatcher;
  /** @default UPSTREAM_BODY_LIMIT_BYTES */
  readonly bodyLimitBytes?: number;
}

/** Connections to HTTP backends; closed by whoever made them. */
export function createUpstreamAgent(): Agent {
  return new Agent({ connections: 256, pipelining: 1, keepAliveTimeout: 10_000 });
}

/**
 * Calls HTTP backends. Header order, case and duplicates stay as they are both ways, but for those of the connection;
 * redirects are not followed, nothing is decompressed, and `timeoutMs` covers the call as a whole.
 */
export function createUpstream({
  standIns,
  agent,
  bodyLimitBytes = UPSTREAM_BODY_LIMIT_BYTES,
}: UpstreamOptions): FetchUpstream {
  return async (request) => {
    const url = applyStandIns(request.url, standIns);
    if (httpUrl(url) === undefined) return { kind: 'unreachable', reason: 'the address is not an http or https URL' };
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), request.timeoutMs);
    try {
      return await exchange(agent, url, request, abort, bodyLimitBytes);
    } catch (error) {
      return abort.signal.aborted ? { kind: 'timeout' } : { kind: 'unreachable', reason: reasonOf(error) };
    } finally {
      clearTimeout(timer);
    }
  };
}

function httpUrl(url: string): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? parsed : undefined;
}

async function exchange(
  agent: Dispatcher,
  given: string,
  request: UpstreamRequest,
  abort: AbortController,
  bodyLimitBytes: number,
): Promise<UpstreamResult> {
  const url = new URL(given);
  const response = await agent.request({
    origin: url.origin,
    path: requestTarget(given, url),
    method: request.method as Dispatcher.HttpMethod,
    headers: outgoingHeaders(request.headers),
    body: request.body.length === 0 ? null : request.body,
    signal: abort.signal,
    headersTimeout: 0,
    bodyTimeout: 0,
    responseHeaders: 'raw',
  });
  const body = await readBounded(response.body, bodyLimitBytes);
  if (body === undefined) return { kind: 'unreachable', reason: `the response is larger than ${bodyLimitBytes} bytes` };
  const headers = pairs(response.headers as unknown as readonly (string | Buffer)[]);
  return { kind: 'response', status: response.statusCode, statusText: response.statusText, headers, body };
}

/** The path and query as they are written: a URL object would resolve dot segments that the backend has to see. */
function requestTarget(given: string, url: URL): string {
  const [, path = '', query = ''] = /^[a-z]+:\/\/[^/?#]+([^?#]*)(\?[^#]*)?/i.exec(given) ?? [];
  const written = (path === '' ? '/' : path) + query;
  return /^[!-~]+$/.test(written) ? written : url.pathname + url.search;
}

function outgoingHeaders(headers: UpstreamRequest['headers']): string[] {
  const named = headers
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.split(','));
  const dropped = new Set([...CONNECTION_HEADERS, ...named.map((name) => name.trim().toLowerCase())]);
  return headers.filter(([name]) => !dropped.has(name.toLowerCase())).flat();
}

function pairs(raw: readonly (string | Buffer)[]): (readonly [string, string])[] {
  const result: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) result.push([text(raw[at]), text(raw[at + 1])]);
  return result;
}

function text(value: string | Buffer | undefined): string {
  return typeof value === 'string' ? value : (value?.toString('latin1') ?? '');
}

/** The whole body, or nothing where it is longer than the limit; the rest of it is then not read. */
export async function readBounded(
  body: AsyncIterable<Buffer> & { readonly destroy: () => unknown },
  limitBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}

/** An error code such as `ECONNREFUSED`: it says why, and holds no address or header. */
function reasonOf(error: unknown): string {
  const { code, cause } = error as { readonly code?: string; readonly cause?: { readonly code?: string } };
  return code ?? cause?.code ?? 'the connection failed';
}
