import type { SchemaOutput, StandardSchema } from '../spec/standard-schema.js';
import type { AuthorizerAnswer, AuthorizerHandler, AuthorizerRequest } from './authorizer-event.js';

/** Decides one request. What it throws is a 500, and lets nobody in. */
export type AuthorizerFunction<S extends StandardSchema<unknown, unknown> | undefined> = (
  request: AuthorizerRequest,
) => AuthorizerAnswer<SchemaOutput<S>> | Promise<AuthorizerAnswer<SchemaOutput<S>>>;

interface OwnAuthorizer {
  readonly name: string;
  readonly context: StandardSchema<unknown, unknown> | undefined;
}

/** Wraps a typed function as the Lambda handler of an authorizer, for REST events and for payload 2.0. */
export function authorizeWith<S extends StandardSchema<unknown, unknown> | undefined>(
  _scheme: OwnAuthorizer,
  _fn: AuthorizerFunction<S>,
): AuthorizerHandler {
  throw new Error('not written yet');
}
