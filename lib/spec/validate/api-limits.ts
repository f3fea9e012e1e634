/** Characters of an issuer and of an integration's URI. https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html */
export const LONGEST_URI = 2_048;

/** API Gateway counts requests in 32-bit integers. https://docs.aws.amazon.com/apigateway/latest/api/API_QuotaSettings.html */
export const LARGEST_COUNT = 2_147_483_647;

/** How long an authorizer's answer is kept at most. https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html */
export const MOST_CACHE_SECONDS = 3_600;

export function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= LARGEST_COUNT;
}

export function isWhole(value: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
