/** CloudFront sends it in place of whatever a caller sends under this name. */
export const ORIGIN_HEADER = 'x-gatewright-origin';
