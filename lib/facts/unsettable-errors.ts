/**
 * Errors that CloudFront keeps for 10 seconds where they say nothing, and that no error response of a distribution can
 * change: 410 is not among the codes that these take. What forbids it in its own `Cache-Control` is not kept.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HTTPStatusCodes.html
 */
export const UNSETTABLE_ERRORS: readonly number[] = [410];
