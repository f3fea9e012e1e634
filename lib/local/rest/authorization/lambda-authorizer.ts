import { resultCache } from '../../authorization/result-cache.js';
import type { EngineServices, InvokeResult } from '../../model/engine.js';
import type { RestAuthorizer } from '../../model/rest-api.js';
import type { Exchange } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { evaluatePolicy } from '../policy/evaluate-policy.js';
import { matchesWhole } from '../vtl/bounded-regex.js';
import { TemplateError } from '../vtl/budget.js';
import { requestEvent, tokenEvent } from './authorizer-event.js';
import { compileIdentitySource } from './identity-source.js';
import { methodArn } from './method-arn.js';
import { type AuthorizerAnswer, readAuthorizerAnswer } from './read-authorizer-answer.js';

const TIMEOUT_MS = 29_000;

/** Lets a request pass, or throws the fault it ends with. */
export type Authorize = (exchange: Exchange) => Promise<void>;

/**
 * A Lambda authorizer, TOKEN or REQUEST. A missing identity source is 401 without a call; a result is kept by the
 * values of all identity sources, and its policy is applied to each method anew.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function lambdaAuthorizer(authorizer: RestAuthorizer, services: EngineServices): Authorize {
  const sources = sourcesOf(authorizer).map(compileIdentitySource);
  const cache = resultCache<AuthorizerAnswer>(sources.length === 0 ? 0 : authorizer.ttlSeconds);
  return async (exchange) => {
    const values = sources.map((source) => source(exchange));
    const identity = values.map(([first]) => first);
    if (!isComplete(identity)) throw new GatewayFault('UNAUTHORIZED', { reason: 'an identity source is missing' });
    if (authorizer.kind === 'TOKEN') checkExpression(authorizer.validationExpression, identity[0] ?? '');
    const key = JSON.stringify(values);
    const cached = cache.get(key, services.nowMs());
    const startedMs = services.nowMs();
    const answer = cached ?? (await ask(authorizer, identity[0] ?? '', exchange, services));
    if (cached === undefined) cache.set(key, answer, services.nowMs());
    admit(exchange, answer, cached === undefined ? services.nowMs() - startedMs : 0);
  };
}

const sourcesOf = (authorizer: RestAuthorizer): readonly string[] =>
  authorizer.kind === 'TOKEN' && authorizer.identitySource.length === 0
    ? ['method.request.header.Authorization']
    : authorizer.identitySource;

const isComplete = (identity: readonly (string | undefined)[]): identity is readonly string[] =>
  identity.every((value) => value !== undefined && value !== '');

function checkExpression(expression: string | undefined, token: string): void {
  if (expression === undefined || expression === '') return;
  if (!matches(expression, token)) throw new GatewayFault('UNAUTHORIZED', { reason: 'the token is not in form' });
}

function matches(expression: string, token: string): boolean {
  try {
    return matchesWhole(expression, token);
  } catch (error) {
    if (error instanceof TemplateError) return false;
    throw error;
  }
}

async function ask(
  authorizer: RestAuthorizer,
  token: string,
  exchange: Exchange,
  services: EngineServices,
): Promise<AuthorizerAnswer> {
  if (authorizer.functionArn === undefined) throw configurationError('the authorizer names no function');
  const event = authorizer.kind === 'TOKEN' ? tokenEvent(exchange, token) : requestEvent(exchange);
  const options = { requestId: services.randomId(), timeoutMs: TIMEOUT_MS, traceId: exchange.traceId };
  return readResult(await services.invoke(authorizer.functionArn, event, options));
}

/** A function that throws `Unauthorized` says 401; any other failure is the authorizer's own. */
function readResult(result: InvokeResult): AuthorizerAnswer {
  switch (result.kind) {
    case 'success':
      return readAuthorizerAnswer(result.payload);
    case 'function-error':
      if (result.errorMessage === 'Unauthorized') throw new GatewayFault('UNAUTHORIZED');
      throw new GatewayFault('AUTHORIZER_FAILURE', { message: null, reason: result.errorType });
    case 'caller-timeout':
      throw new GatewayFault('AUTHORIZER_FAILURE', { message: null, reason: 'the authorizer took too long' });
    case 'not-invocable':
      throw configurationError(result.reason);
  }
}

const configurationError = (reason: string): GatewayFault =>
  new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', { message: null, reason });

function admit(exchange: Exchange, answer: AuthorizerAnswer, latencyMs: number): void {
  exchange.authorizer = { ...answer.context, principalId: answer.principalId, integrationLatency: latencyMs };
  if (answer.usageIdentifierKey !== undefined) exchange.usageIdentifierKey = answer.usageIdentifierKey;
  const request = { action: 'execute-api:Invoke', resource: methodArn(exchange), context: contextOf(exchange) };
  const decision = evaluatePolicy(answer.policyDocument, request);
  if (decision === 'allow') return;
  const message = 'User is not authorized to access this resource';
  throw new GatewayFault('ACCESS_DENIED', {
    message: decision === 'explicit-deny' ? `${message} with an explicit deny` : message,
  });
}

const contextOf = (exchange: Exchange) => ({
  'aws:sourceip': exchange.request.sourceIp,
  'aws:securetransport': 'true',
});
