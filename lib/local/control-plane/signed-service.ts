/** The services that the control plane answers for, by the name that Signature Version 4 has for them. */
export type ControlPlaneService = 'apigateway' | 'cloudformation' | 'events' | 'cloudfront' | 'wafv2' | 'tagging';

const SIGNED_FOR =
  /^AWS4-HMAC-SHA256 +Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/(apigateway|cloudformation|events|cloudfront|wafv2|tagging)\/aws4_request(?:,|\s)/;

/**
 * Says which control plane a request is for, by the scope of its signature: calls to routes are signed for `execute-api`
 * or not at all, so no path of a gateway is taken from it. The signature's value is not verified: no secret key is known
 * on this machine, and any credentials work.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 *
 * @param authorization the field of that name
 */
export function signedService(authorization: string | undefined): ControlPlaneService | undefined {
  return SIGNED_FOR.exec(authorization ?? '')?.[1] as ControlPlaneService | undefined;
}
