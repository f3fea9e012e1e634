import { FORBIDDEN } from '../answer.js';
import type { Authorize } from './verdict.js';

const HEADER =
  /^AWS4-HMAC-SHA256 +Credential=([A-Za-z0-9]{16,128})\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, *SignedHeaders=([a-z0-9;-]+), *Signature=[0-9a-f]{64}$/;

/** How far a signature's time may be from now. */
const MAX_SKEW_MS = 5 * 60 * 1000;

/**
 * Asks for a complete Signature Version 4 of this region and of `execute-api`, made in the last minutes. Secret keys
 * are not known here, so the signature's value cannot be verified: whoever signs stands for the account.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export const authorizeIam: Authorize = ({ headers, request, stage }) => {
  const match = HEADER.exec(headers.authorization ?? '');
  const [, accessKey, date, region, service, signedHeaders = ''] = match ?? [];
  const signed = signedHeaders.split(';');
  const time = headers['x-amz-date'];
  const wellFormed =
    accessKey !== undefined &&
    region === stage.services.region &&
    service === 'execute-api' &&
    signed.includes('host') &&
    time?.startsWith(`${date}T`) === true &&
    isRecent(time, request.receivedAtMs);
  if (wellFormed) return { kind: 'allowed', caller: { kind: 'iam', accessKey } };
  return { kind: 'refused', answer: FORBIDDEN, error: 'The request is not signed with Signature Version 4' };
};

function isRecent(time: string, nowMs: number): boolean {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (!parts) return false;
  const [year = 0, month = 0, ...rest] = parts.slice(1).map(Number);
  const [day, hour, minute, second] = rest;
  return Math.abs(Date.UTC(year, month - 1, day, hour, minute, second) - nowMs) <= MAX_SKEW_MS;
}
