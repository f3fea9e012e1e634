import { verifySignature } from '../../authorization/sigv4/verify-signature.js';
import { FORBIDDEN } from '../answer.js';
import type { Authorize } from './verdict.js';

/**
 * Asks for a Signature Version 4 of this region and of `execute-api` with an access key of the local gateway. Who signs
 * stands for the account; policies of principals are not known on this machine. The caller is not told what is wrong.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export const authorizeIam: Authorize = ({ request, stage }) => {
  const { region, accessKeys = new Map<string, string>() } = stage.services;
  const path = request.sentPath ?? request.basePath + request.rawPath;
  const rules = { service: 'execute-api', region, accessKeys, nowMs: request.receivedAtMs };
  const verdict = verifySignature({ ...request, path }, rules);
  if (verdict.kind === 'verified') return { kind: 'allowed', caller: { kind: 'iam', accessKey: verdict.accessKeyId } };
  const error = verdict.kind === 'unsigned' ? 'Missing Authentication Token' : verdict.message;
  return { kind: 'refused', answer: FORBIDDEN, error };
};
