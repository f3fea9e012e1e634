import { giveUp } from '../../server/send-parts.js';
import { type AnswerSource, type EdgeResponse, edgeError } from '../edge-message.js';
import { withoutHeaders } from '../headers.js';
import type { OriginResult } from './origin-call.js';

/** Origins of one request, in the order that they are asked in, and what makes the next one be asked. */
export interface OriginChoice<Origin> {
  readonly origins: readonly Origin[];
  readonly failoverStatuses: readonly number[];
}

/** Other methods are not repeated. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html */
const REPEATABLE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Asks an origin, and where it fails and the method allows it, the next one of its group.
 *
 * @param call never throws
 */
export async function askOrigins<Origin>(
  method: string,
  { origins, failoverStatuses }: OriginChoice<Origin>,
  call: (origin: Origin) => Promise<OriginResult>,
): Promise<EdgeResponse> {
  const asked = REPEATABLE.has(method) ? origins : origins.slice(0, 1);
  let result: OriginResult = { kind: 'unreachable' };
  for (const origin of asked) {
    result = await call(origin);
    if (result.kind === 'response' && !failoverStatuses.includes(result.status)) break;
    if (result.kind === 'response' && result.parts && origin !== asked.at(-1)) void giveUp(result.parts);
  }
  return answerOf(result, method);
}

const UNREACHABLE = 'CloudFront attempted to establish a connection with the origin, but the attempt failed.';
const TOO_LATE = 'CloudFront attempted to establish a connection with the origin, but it took too long to answer.';

/** Of the connection, or CloudFront's own. */
const REPLACED = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-amz-cf-id',
  'x-amz-cf-pop',
  'x-cache',
];

function answerOf(result: OriginResult, method: string): EdgeResponse {
  if (result.kind === 'timeout') return edgeError(504, TOO_LATE);
  if (result.kind === 'unreachable') return edgeError(502, UNREACHABLE);
  const { status, body, parts, hasAccessLine } = result;
  const source: AnswerSource = status >= 400 ? 'Error' : 'Miss';
  // The length of a body is told where it is sent; an answer to HEAD has none to tell it by.
  const headers = withoutHeaders(result.headers, method === 'HEAD' ? REPLACED : [...REPLACED, 'content-length']);
  return { status, headers, body, source, ...(parts && { parts }), ...(hasAccessLine && { hasAccessLine }) };
}
