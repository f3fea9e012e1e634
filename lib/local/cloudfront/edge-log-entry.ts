import type { AnswerSource } from './edge-message.js';

/** What a distribution answered to one request. */
export interface EdgeLogEntry {
  /** Of the distribution. */
  readonly logicalId: string;
  /** What `x-amz-cf-id` says, and `httpRequest.requestId` in the log of its web ACL. */
  readonly requestId: string;
  readonly method: string;
  /** Undecoded, without the query. */
  readonly path: string;
  readonly status: number;
  /** What `x-cache` begins with. */
  readonly result: AnswerSource;
  /** Until there was an answer; it may take longer to send. */
  readonly latencyMs: number;
  /** The answer is an API's, whose access log has a line of it. */
  readonly hasAccessLine: boolean;
}
