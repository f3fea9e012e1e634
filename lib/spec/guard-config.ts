import type { StepUpRule } from './requirement.js';

/**
 * What is done around a handler before it sees a request: it answers step-up challenges (RFC 9470), takes headers away
 * that only the gateway may set, sets them from the caller's claims, and puts the exchanged token in place of the
 * caller's. Behind an edge it keeps CloudFront from keeping errors.
 */
export interface GuardConfig {
  /** Lower-case names of headers that no client may send. */
  readonly removedHeaders: readonly string[];
  /** Statuses of answers that get `Cache-Control: no-store` where they say nothing: CloudFront would keep them. */
  readonly unkeptStatuses?: readonly number[];
  /** By route id: all routes of the function where one of them has a rule. A route that is not here gets the removal alone. */
  readonly routes: Readonly<Record<string, GuardedRoute>>;
}

export interface GuardedRoute {
  /** By the scheme that let the caller in; all have to hold for the caller's claims, or the answer is 401. */
  readonly stepUps: Readonly<Record<string, readonly StepUpRule[]>>;
  /** Header → claim. A claim that is missing leaves the header out. */
  readonly callerHeaders: Readonly<Record<string, string>>;
  /** Whether `authorization` becomes the authorizer's `backendToken`. */
  readonly exchanged: boolean;
  /** Lower-case headers besides `authorization` that callers' tokens come in: where a token is exchanged, these go. */
  readonly tokenHeaders?: readonly string[];
}
