/**
 * Headers that API Gateway, HTTP or the connection gives a meaning, so that not every place could change them. Those of
 * parameter mapping come first; then what REST APIs refuse, and what has several values that are not joined with commas.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html#http-api-mapping-reserved-headers
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const RESERVED = new Set(
  `authorization connection content-encoding content-length content-location forwarded keep-alive origin
  proxy-authenticate proxy-authorization te trailers transfer-encoding upgrade x-forwarded-for x-forwarded-host
  x-forwarded-proto via
  expect host max-forwards proxy-connection trailer www-authenticate x-api-key
  cookie set-cookie`.split(/\s+/),
);
const RESERVED_PREFIX = /^(access-control-|apigw-|x-amz-|x-amzn-)/;
const HEADER_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Why no transformation of a request may touch a header; undefined where it may. */
export function reservedRequestHeader(name: string): string | undefined {
  // A body that is to be changed is told apart by it, and an http backend's by what it was sent as.
  return plainHeader(name) === 'content-type' ? 'it says what the body is' : reservedResponseHeader(name);
}

/** Why no transformation of an answer may touch a header; undefined where it may. */
export function reservedResponseHeader(name: string): string | undefined {
  const plain = plainHeader(name);
  if (!HEADER_NAME.test(name)) return 'names are 1 to 64 letters, digits, - and _';
  return RESERVED.has(plain) || RESERVED_PREFIX.test(plain) ? 'HTTP or API Gateway gives it a meaning' : undefined;
}

/** `X-User` and `X_User` are one variable to many servers. */
export function plainHeader(name: string): string {
  return name.toLowerCase().replaceAll('_', '-');
}
