import type { AroundConfig } from '../spec/around-config.js';
import type { GuardConfig } from '../spec/guard-config.js';

/** The function that stands before http backends whose requests or answers API Gateway cannot change itself. */
export interface TransformerPlan {
  readonly kind: 'transformer';
  readonly id: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly config: TransformerConfig;
  readonly around: AroundConfig;
  readonly guard?: GuardConfig;
  readonly because: string;
}

export interface TransformerConfig {
  /** By route id. A route that is not here is refused. */
  readonly routes: Readonly<Record<string, ForwardedRoute>>;
}

/** `url`: with the path's parameters put in. `origin`: with the path that the transformation makes behind it. */
export type ForwardedRoute = { readonly timeoutMs: number } & (
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'origin'; readonly origin: string }
);
