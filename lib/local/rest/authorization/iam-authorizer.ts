import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import type { Authorize } from './lambda-authorizer.js';

const HEADER =
  /^AWS4-HMAC-SHA256 +Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/execute-api\/aws4_request, *SignedHeaders=[^,\s]+, *Signature=[0-9a-f]{64}$/;

/**
 * AWS_IAM: the signature has to be there and in form. It is not verified: no secret key is known on this machine.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html
 */
export const iamAuthorizer: Authorize = async (exchange) => {
  if (!isSignedByHeader(exchange) && !isSignedByQuery(exchange)) throw new GatewayFault('MISSING_AUTHENTICATION_TOKEN');
};

const isSignedByHeader = (exchange: Exchange): boolean =>
  HEADER.test(headerValue(exchange.headers, 'authorization') ?? '') &&
  (headerValue(exchange.headers, 'x-amz-date') ?? headerValue(exchange.headers, 'date')) !== undefined;

function isSignedByQuery({ query }: Exchange): boolean {
  const given = (name: string): string => query.get(name)?.at(-1) ?? '';
  return (
    given('X-Amz-Algorithm') === 'AWS4-HMAC-SHA256' &&
    /^[^/]+\/\d{8}\/[^/]+\/execute-api\/aws4_request$/.test(given('X-Amz-Credential')) &&
    /^[0-9a-f]{64}$/.test(given('X-Amz-Signature')) &&
    given('X-Amz-SignedHeaders') !== ''
  );
}
