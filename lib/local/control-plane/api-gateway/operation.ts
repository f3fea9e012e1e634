import type { ControlPlaneWorld } from '../control-plane-call.js';

/** What an operation of API Gateway is asked. */
export interface OperationInput {
  readonly world: ControlPlaneWorld;
  /** By its place in the operation's path, decoded; empty where it has none. */
  readonly parameter: (at: number) => string;
  readonly query: URLSearchParams;
  readonly body: string;
}

export interface Operation {
  /** As the SDK names it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Segments, with `*` for a parameter. */
  readonly path: string;
  /** Of an answer that went well. */
  readonly status: number;
  /** Answers a document, or undefined for an empty body. @throws AwsError, KeyRequestError */
  readonly run: (input: OperationInput) => unknown;
}
