/** Without parameters, in lower case: `application/json`. */
export const mediaType = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase();

/**
 * Whether a Content-Type or Accept header names one of the API's binary media types. Of a list only the first
 * counts; `image/*` covers its subtypes, and of those with a star on the left only the one for everything works.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings.html
 */
export function isBinary(header: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  if (binaryMediaTypes.length === 0) return false;
  if (binaryMediaTypes.includes('*/*')) return true;
  const given = mediaType(header?.split(',', 1)[0] ?? '');
  const [type, subtype, ...more] = given.split('/');
  if (!type || type === '*' || !subtype || more.length > 0) return false;
  return binaryMediaTypes.map(mediaType).some((each) => each === given || each === `${type}/*`);
}
