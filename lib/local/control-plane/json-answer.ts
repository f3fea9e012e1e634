import type { ControlPlaneAnswer } from './control-plane-call.js';

/** An answer in AWS JSON 1.1. */
export function jsonAnswer(status: number, document: unknown, requestId: string): ControlPlaneAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
  return { status, headers, body: JSON.stringify(document) };
}
