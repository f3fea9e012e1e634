/** A field name (RFC 9110, section 5.1) of the characters that API Gateway maps and every server takes. */
const HEADER_NAME = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * Headers that API Gateway or HTTP itself gives a meaning, or does not let anybody set.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const RESERVED = new Set(
  `accept accept-charset accept-encoding age authorization cache-control connection content-encoding content-length
  content-location content-md5 content-type cookie date expect forwarded host keep-alive max-forwards origin pragma
  proxy-authenticate proxy-authorization proxy-connection range referer server set-cookie te trailer trailers
  transfer-encoding upgrade user-agent via warn www-authenticate x-api-key`.split(/\s+/),
);
const RESERVED_PREFIX = /^(access-control|apigw|sec|x-amz|x-amzn|x-forwarded)-/;

export const OWN_HEADER =
  '1 to 64 letters, digits, - and _, and none that HTTP, browsers or API Gateway give a meaning';

/** Whether a gateway may give a header of this name a meaning of its own. Underscores count as dashes: many servers do not tell them apart. */
export function isOwnHeader(name: string): boolean {
  const plain = name.toLowerCase().replaceAll('_', '-');
  return HEADER_NAME.test(name) && !RESERVED.has(plain) && !RESERVED_PREFIX.test(plain);
}
