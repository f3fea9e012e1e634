import { isUtf8 } from 'node:buffer';
import type { RestIntegration } from '../../model/rest-api.js';
import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { isBinary } from './media-types.js';

type ContentHandling = RestIntegration['contentHandling'];

/**
 * A body on its way to an integration: text, or bytes where it is binary.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function convertRequestBody(exchange: Exchange, handling: ContentHandling): Buffer | string {
  const { body } = exchange.request;
  const isBinaryBody = isBinary(headerValue(exchange.headers, 'content-type'), exchange.scope.binaryMediaTypes);
  if (handling === 'CONVERT_TO_TEXT') return isBinaryBody ? body.toString('base64') : body.toString();
  if (isBinaryBody) return body;
  return handling === 'CONVERT_TO_BINARY' ? decodeBase64(body.toString('latin1')) : body.toString();
}

/** A body on its way back; what the caller accepts decides where the integration response says nothing. */
export function convertResponseBody(
  exchange: Exchange,
  body: Buffer,
  contentType: string | undefined,
  handling: ContentHandling,
): Buffer | string {
  const { binaryMediaTypes } = exchange.scope;
  const isBinaryBody = isBinary(contentType, binaryMediaTypes);
  const wantsText =
    handling === 'CONVERT_TO_TEXT' ||
    (handling === undefined && !isBinary(headerValue(exchange.headers, 'accept'), binaryMediaTypes));
  if (isBinaryBody) return wantsText ? body.toString('base64') : body;
  return wantsText ? body.toString() : decodeBase64(body.toString('latin1'));
}

/** As `convertResponseBody` for a proxy: text that is well formed need not be copied. */
export function convertProxyBody(exchange: Exchange, body: Buffer, contentType: string | undefined): Buffer | string {
  if (exchange.scope.binaryMediaTypes.length === 0 && isUtf8(body)) return body;
  return convertResponseBody(exchange, body, contentType, undefined);
}

/** @throws GatewayFault where the text is not base64 */
export function decodeBase64(text: string): Buffer {
  const [digits = ''] = /^[A-Za-z0-9+/]*/.exec(text) ?? [];
  const isWhole = /^={0,2}$/.test(text.slice(digits.length)) && digits.length % 4 !== 1;
  if (!isWhole || (text.length !== digits.length && text.length % 4 !== 0)) {
    throw new GatewayFault('API_CONFIGURATION_ERROR', { reason: 'the body is not base64' });
  }
  return Buffer.from(text, 'base64');
}
