import type { HeaderPair } from '../model/distribution.js';

/** A viewer's request on its way through a distribution. */
export interface EdgeRequest {
  readonly method: string;
  /** Undecoded, with its leading slash. */
  readonly uri: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  readonly viewerIp: string;
  readonly protocol: 'HTTP/1.0' | 'HTTP/1.1';
  readonly receivedAtMs: number;
  /** What `x-amz-cf-id` says. */
  readonly requestId: string;
  /** ISO 3166-1 alpha-2; absent where it is not known. */
  readonly country?: string;
}

/** Where an answer comes from, as `x-cache` says it. */
export type AnswerSource =
  | 'Miss'
  | 'Hit'
  | 'RefreshHit'
  | 'Error'
  | 'FunctionGeneratedResponse'
  | 'FunctionExecutionError'
  | 'FunctionValidationError';

export interface EdgeResponse {
  readonly status: number;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
  /** In place of `body`: comes as the origin sends it, and is neither cached nor changed. */
  readonly parts?: AsyncIterable<Uint8Array>;
  readonly source: AnswerSource;
  /** It has just come from an API, whose access log has a line of it. */
  readonly hasAccessLine?: true;
}

/** An answer of CloudFront's own: a page of HTML. */
export function edgeError(status: number, reason: string, source: AnswerSource = 'Error'): EdgeResponse {
  const title = 'ERROR: The request could not be satisfied';
  const page = `<!DOCTYPE HTML>\n<HTML><HEAD><TITLE>${title}</TITLE></HEAD><BODY>\n<H1>${status} ERROR</H1>\n<H2>The request could not be satisfied.</H2>\n<HR>\n${reason}\n</BODY></HTML>\n`;
  const headers: HeaderPair[] = [
    ['Server', 'CloudFront'],
    ['Content-Type', 'text/html'],
  ];
  return { status, headers, body: Buffer.from(page), source };
}
