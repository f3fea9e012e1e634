import { boundedFetch, objectIn } from '../bounded-fetch.js';
import type { Services } from '../parts.js';
import { unavailable } from '../refusal.js';
import { signPost } from './sign-post.js';

/** A secret has at most 64 kB; in JSON a character may become six. */
const MAX_BYTES = 512 * 1024;

export type SecretStage = 'AWSCURRENT' | 'AWSPENDING' | 'AWSPREVIOUS';

/** The text of a secret, by its name or ARN. @param stage @default 'AWSCURRENT'. @throws Refusal */
export type GetSecretValue = (id: string, stage?: SecretStage) => Promise<string>;

/** Neither the secret nor, of one that is there, the stage that was asked for. */
export const SECRET_MISSING = 'secret-missing';

/**
 * AWS Secrets Manager, asked as the function's role.
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html
 */
export function getSecretValue(services: Services): GetSecretValue {
  return async (id, stage) => {
    const asked = { SecretId: id, ...(stage && { VersionStage: stage }) };
    const { url, headers, body } = signed(asked, new Date(services.nowMs()), services.environment);
    const bounds = { who: 'secrets', maxBytes: MAX_BYTES };
    const { status, text } = await boundedFetch(services, url, { method: 'POST', headers, body }, bounds);
    const members = objectIn(text);
    if (status !== 200) throw unavailable(errorReason(members?.__type));
    if (typeof members?.SecretString !== 'string') throw unavailable('secret-no-text');
    return members.SecretString;
  };
}

function signed(asked: object, at: Date, environment: Services['environment']) {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = environment;
  const { AWS_SESSION_TOKEN: sessionToken, AWS_REGION: region } = environment;
  if (!accessKeyId || !secretAccessKey || !region) throw unavailable('aws-credentials-missing');
  const body = JSON.stringify(asked);
  const url = new URL(endpointIn(region, environment));
  const headers = signPost({
    url,
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'secretsmanager.GetSecretValue',
      ...(sessionToken && { 'x-amz-security-token': sessionToken }),
    },
    body,
    service: 'secretsmanager',
    region,
    accessKeyId,
    secretAccessKey,
    at,
  });
  return { url: url.href, headers, body };
}

/** https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
function endpointIn(region: string, environment: Services['environment']): string {
  const stated = environment.AWS_ENDPOINT_URL_SECRETS_MANAGER || environment.AWS_ENDPOINT_URL;
  return stated || `https://secretsmanager.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}

/** Services prefix the name of an error with their own. */
function errorReason(type: unknown): string {
  if (/(^|#)ResourceNotFoundException$/.test(String(type))) return SECRET_MISSING;
  return /(^|#)AccessDeniedException$/.test(String(type)) ? 'secret-denied' : 'secrets-fail';
}
