import { isRecord, parseJson } from '../../../json/json-value.js';
import type { Header } from '../../exchange/exchange.js';
import { GatewayFault } from '../../gateway-response/gateway-fault.js';
import { readHeaders, readStatus } from '../read-proxy-response.js';

/** Between status and headers and the body. */
export const STREAM_DELIMITER = '\0'.repeat(8);
/** The delimiter has to stand within it. */
const HEAD_LIMIT_BYTES = 16 * 1024;

export interface StreamHead {
  readonly status: number;
  readonly headers: readonly Header[];
  /** What of the body has come with it. */
  readonly first: Buffer;
}

const FIELDS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'cookies']);

/**
 * Reads status and headers off the start of a stream, and leaves the rest of it.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 * @throws GatewayFault with status 500, or what the stream throws
 */
export async function readStreamHead(chunks: AsyncIterator<Uint8Array>): Promise<StreamHead> {
  let read = Buffer.alloc(0);
  for (;;) {
    const at = read.subarray(0, HEAD_LIMIT_BYTES).indexOf(STREAM_DELIMITER);
    if (at >= 0) return { ...parsed(read.toString('utf8', 0, at)), first: read.subarray(at + STREAM_DELIMITER.length) };
    if (read.length >= HEAD_LIMIT_BYTES) throw malformed('no delimiter in its first 16 KB');
    const { done, value } = await chunks.next();
    if (done) throw malformed('it ended without a delimiter');
    read = Buffer.concat([read, value]);
  }
}

function parsed(text: string): Omit<StreamHead, 'first'> {
  const head = parseJson(text);
  if (!isRecord(head)) throw malformed('its head is no object');
  if (Object.keys(head).some((name) => !FIELDS.has(name))) throw malformed('its head has a field that is not known');
  const { cookies = [] } = head;
  if (!Array.isArray(cookies) || cookies.some((cookie) => typeof cookie !== 'string'))
    throw malformed('its cookies are no list of texts');
  try {
    const set = cookies.map((cookie): Header => ['Set-Cookie', cookie as string]);
    return {
      status: readStatus(head.statusCode),
      headers: [...readHeaders(head.headers, head.multiValueHeaders), ...set],
    };
  } catch (error) {
    throw error instanceof GatewayFault ? malformed(error.detail.reason ?? '') : error;
  }
}

const malformed = (reason: string): GatewayFault =>
  new GatewayFault('DEFAULT_5XX', { reason: `malformed streamed response: ${reason}` });
