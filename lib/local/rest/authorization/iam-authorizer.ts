import { verifySignature } from '../../authorization/sigv4/verify-signature.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import type { Authorize } from './lambda-authorizer.js';

/**
 * AWS_IAM: the request has to be signed for this API's region with an access key of the local gateway. Who signs stands
 * for the account; policies of principals are not known on this machine.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
 * https://repost.aws/knowledge-center/api-gateway-iam-sigv4-mismatch
 */
export const iamAuthorizer: Authorize = async (exchange) => {
  const { request, scope } = exchange;
  const { region, accessKeys = new Map<string, string>() } = scope.services;
  const path = request.sentPath ?? request.basePath + request.rawPath;
  const rules = { service: 'execute-api', region, accessKeys, nowMs: request.receivedAtMs };
  const verdict = verifySignature({ ...request, path }, rules);
  switch (verdict.kind) {
    case 'verified':
      exchange.signer = { accessKeyId: verdict.accessKeyId };
      return;
    case 'unsigned':
      throw new GatewayFault('MISSING_AUTHENTICATION_TOKEN');
    case 'refused':
      throw new GatewayFault('INVALID_SIGNATURE', { message: verdict.message, errorType: verdict.code });
  }
};
