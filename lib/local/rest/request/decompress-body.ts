import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';
import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

const decompressors: Readonly<Record<string, (body: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>>> =
  {
    gzip: promisify<Buffer, { maxOutputLength: number }, Buffer>(gunzip),
    deflate: promisify<Buffer, { maxOutputLength: number }, Buffer>(inflate),
  };

/**
 * Undoes the Content-Encoding of a body that templates and models are to read; only APIs with compression do so.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-make-request-with-compressed-payload.html
 * @param limitBytes what the body may hold once it is decompressed
 * @throws GatewayFault where the body is not what its header says, or is larger
 */
export async function decompressBody(exchange: Exchange, limitBytes: number): Promise<void> {
  const encoding = headerValue(exchange.headers, 'content-encoding')?.trim().toLowerCase() ?? '';
  const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
  if (decompress === undefined || exchange.request.body.length === 0) return;
  const body = await decompress(exchange.request.body, { maxOutputLength: limitBytes }).catch((error: unknown) => {
    const isTooLarge = error instanceof RangeError;
    throw isTooLarge ? new GatewayFault('REQUEST_TOO_LARGE') : new GatewayFault('BAD_REQUEST_BODY');
  });
  exchange.request = { ...exchange.request, body };
}
