import { partitionOf } from '../../arn/partition-of.js';
import { resultCache } from '../../authorization/result-cache.js';
import type { InvokeResult } from '../../model/engine.js';
import type { HttpAuthorizer } from '../../model/http-api.js';
import { FORBIDDEN, INTERNAL_SERVER_ERROR, UNAUTHORIZED } from '../answer.js';
import { type Exchange, requestPath, type Stage } from '../exchange.js';
import { functionArn } from '../lambda/function-arn.js';
import { requestPartsV1 } from '../lambda/payload-v1.js';
import { requestPartsV2 } from '../lambda/payload-v2.js';
import { parseMappingValue } from '../mapping/parse-mapping-value.js';
import { type AuthorizerAnswer, permits, readAuthorizerAnswer } from './authorizer-answer.js';
import type { Authorize, Verdict } from './verdict.js';

type LambdaAuthorizer = Extract<HttpAuthorizer, { kind: 'REQUEST' }>;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const AUTHORIZER_TIMEOUT_MS = 10_000;

/**
 * Asks a function. A missing identity source is a 401 without a call; answers are kept by the identity sources'
 * values alone, for all routes; a policy is applied to each route anew.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function createLambdaAuthorizer(authorizer: LambdaAuthorizer, stage: Stage): Authorize {
  const { nowMs } = stage.services;
  const sources = authorizer.identitySource.map(parseMappingValue);
  const cache = resultCache<AuthorizerAnswer>(sources.length === 0 ? 0 : authorizer.ttlSeconds);
  const ask = compileCall(authorizer, stage);
  return async (exchange) => {
    const identity = sources.map((read) => read({ exchange }) ?? '');
    if (identity.includes('')) return { kind: 'refused', answer: UNAUTHORIZED, error: 'Identity source is missing' };
    const key = JSON.stringify(identity);
    const known = cache.get(key, nowMs());
    if (known) return verdictOf(known, exchange);
    const asked = await ask(exchange, identity);
    if (asked.kind === 'refused') return asked;
    cache.set(key, asked.answer, nowMs());
    return verdictOf(asked.answer, exchange);
  };
}

type Asked = { readonly kind: 'answered'; readonly answer: AuthorizerAnswer } | Extract<Verdict, { kind: 'refused' }>;

function compileCall(authorizer: LambdaAuthorizer, stage: Stage) {
  const arn = functionArn(authorizer.functionArn, stage.variables);
  const event = EVENTS[authorizer.payloadFormatVersion];
  // Simple responses exist in format 2.0 alone.
  const simple = authorizer.simpleResponses && authorizer.payloadFormatVersion === '2.0';
  return async (exchange: Exchange, identity: readonly string[]): Promise<Asked> => {
    const result = await stage.services.invoke(arn, event(exchange, identity), {
      requestId: exchange.requestId,
      timeoutMs: AUTHORIZER_TIMEOUT_MS,
    });
    if (result.kind !== 'success') return failed(result);
    const answer = readAuthorizerAnswer(result.payload, simple);
    return answer
      ? { kind: 'answered', answer }
      : { kind: 'refused', answer: INTERNAL_SERVER_ERROR, error: 'Invalid response from the authorizer' };
  };
}

function failed(result: Exclude<InvokeResult, { kind: 'success' }>): Asked {
  switch (result.kind) {
    case 'function-error':
      // As with REST APIs, the error `Unauthorized`, and no other, is a refusal of the caller.
      return result.errorMessage === 'Unauthorized'
        ? { kind: 'refused', answer: UNAUTHORIZED, error: 'Unauthorized' }
        : { kind: 'refused', answer: INTERNAL_SERVER_ERROR, error: 'The authorizer failed' };
    case 'caller-timeout':
      return { kind: 'refused', answer: INTERNAL_SERVER_ERROR, error: 'The authorizer timed out' };
    case 'not-invocable':
      return { kind: 'refused', answer: INTERNAL_SERVER_ERROR, error: result.reason };
  }
}

function verdictOf(answer: AuthorizerAnswer, exchange: Exchange): Verdict {
  if (!permits(answer, routeArn(exchange))) {
    return { kind: 'refused', answer: FORBIDDEN, error: 'The authorizer denies access' };
  }
  const { context, principalId } = answer;
  return { kind: 'allowed', caller: { kind: 'lambda', context, ...(principalId !== undefined && { principalId }) } };
}

const EVENTS = {
  '1.0': (exchange: Exchange, identity: readonly string[]) => ({
    ...requestPartsV1(exchange),
    type: 'REQUEST',
    methodArn: routeArn(exchange),
    identitySource: identity.length > 0 ? identity.join(',') : null,
    authorizationToken: identity.length > 0 ? identity.join(',') : null,
  }),
  '2.0': (exchange: Exchange, identity: readonly string[]) => ({
    ...requestPartsV2(exchange),
    type: 'REQUEST',
    routeArn: routeArn(exchange),
    identitySource: identity.length > 0 ? identity : null,
  }),
} satisfies Record<LambdaAuthorizer['payloadFormatVersion'], unknown>;

function routeArn(exchange: Exchange): string {
  const { stage, request } = exchange;
  const { region, account } = stage.services;
  const api = `arn:${partitionOf(region)}:execute-api:${region}:${account}:${stage.apiId}`;
  return `${api}/${stage.name}/${request.method}${requestPath(exchange)}`;
}
