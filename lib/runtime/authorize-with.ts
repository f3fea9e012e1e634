import type { SchemaInput, StandardSchema } from '../spec/standard-schema.js';
import type { AuthorizerAnswer, AuthorizerEvent, AuthorizerHandler, AuthorizerRequest } from './authorizer-event.js';
import { type AnswerKey, authorizerRequest, isAmbiguous } from './authorizer-request.js';
import { methodPolicy } from './method-policy.js';
import { withoutSecrets } from './without-secrets.js';

type ContextSchema = StandardSchema<unknown, unknown>;

/** Decides one request. What it throws is a 500, and lets nobody in. */
export type AuthorizerFunction<S extends ContextSchema | undefined> = (
  request: AuthorizerRequest,
) => AuthorizerAnswer<SchemaInput<S>> | Promise<AuthorizerAnswer<SchemaInput<S>>>;

interface OwnAuthorizer extends AnswerKey {
  readonly name: string;
  readonly context: ContextSchema | undefined;
}

/** In bytes. Ours: it goes along with every request, so it says who calls, and is no place for records. */
const MOST_CONTEXT_BYTES = 8_192;

/**
 * Wraps a typed function as the Lambda handler of an authorizer, for REST events and for payload 2.0.
 * `unauthorized` is 401, `deny` 403; whatever else goes wrong is 500, and lets nobody in.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizeWith<S extends ContextSchema | undefined>(
  scheme: OwnAuthorizer,
  fn: AuthorizerFunction<S>,
): AuthorizerHandler {
  return async (event) => {
    const answer = await decided(event as AuthorizerEvent, scheme, fn as AuthorizerFunction<ContextSchema>);
    // API Gateway answers 401 to this one message, and 500 to all others.
    if (answer === 'unauthorized') throw new Error('Unauthorized');
    return answer;
  };
}

async function decided(
  event: AuthorizerEvent,
  scheme: OwnAuthorizer,
  fn: AuthorizerFunction<ContextSchema>,
): Promise<object | 'unauthorized'> {
  try {
    if (isAmbiguous(event, scheme)) return 'unauthorized';
    const answer = await fn(authorizerRequest(event, scheme));
    if (answer.kind === 'unauthorized') return 'unauthorized';
    if (answer.kind === 'deny') return refusal(event);
    if (answer.kind !== 'allow') throw new Error('the authorizer answered neither allow, deny nor unauthorized');
    return letIn(event, answer.subject, await contextOf(scheme, answer.subject, answer.context));
  } catch (error) {
    log(error, event, scheme.name);
    throw new Error('Unavailable');
  }
}

function log(error: unknown, event: AuthorizerEvent, scheme: string): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : 'it threw what is no Error';
  const requestId = event?.requestContext?.requestId;
  console.error(
    JSON.stringify({ message: 'authorizer failed', scheme, requestId, error: withoutSecrets(text, event) }),
  );
}

function letIn(event: AuthorizerEvent, subject: string, context: Readonly<Record<string, string>>): object {
  if (event.version === '2.0') return { isAuthorized: true, context };
  return { principalId: subject, policyDocument: methodPolicy(event, 'Allow'), context };
}

function refusal(event: AuthorizerEvent): object {
  if (event.version === '2.0') return { isAuthorized: false };
  return { principalId: 'unknown', policyDocument: methodPolicy(event, 'Deny') };
}

/** Strings alone: REST APIs take no objects. */
async function contextOf(
  { name, context: schema }: OwnAuthorizer,
  subject: unknown,
  given: unknown,
): Promise<Readonly<Record<string, string>>> {
  if (typeof subject !== 'string' || subject === '') throw new Error('the authorizer names no subject');
  const said = schema ? { context: jsonOf(await validated(schema, given)) } : {};
  const context = { scheme: name, sub: subject, ...said };
  if (Buffer.byteLength(JSON.stringify(context)) > MOST_CONTEXT_BYTES)
    throw new Error(`the context has more than ${MOST_CONTEXT_BYTES} bytes`);
  return context;
}

async function validated(schema: ContextSchema, given: unknown): Promise<unknown> {
  const result = await schema['~standard'].validate(given);
  if (!result.issues) return result.value;
  // A message may quote a value.
  const places = result.issues.map(({ path = [] }) =>
    path.map((step) => (typeof step === 'object' ? step.key : step)).join('.'),
  );
  throw new Error(`the context does not fit its schema at: ${places.map((place) => place || 'itself').join(', ')}`);
}

function jsonOf(value: unknown): string {
  const json: string | undefined = JSON.stringify(value);
  if (json === undefined) throw new Error('the context is nothing that JSON can say');
  return json;
}
