import type { Transform } from './transform.js';

/** What is done around what answers: transformations outside, then middleware, the first outermost. */
export interface AroundConfig {
  /** By route id. A route that is not here is left as it is. */
  readonly routes: Readonly<Record<string, AroundRoute>>;
  /** The modules that the routes use. */
  readonly middleware: readonly MiddlewareModule[];
}

export interface AroundRoute {
  readonly transform?: Transform;
  /** Indices into `middleware`. @default none */
  readonly use?: readonly number[];
}

export interface MiddlewareModule {
  readonly entry: string;
  readonly exportName: string;
}
