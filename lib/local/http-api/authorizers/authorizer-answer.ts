import { isRecord, parseJson } from '../../json/json-value.js';
import { type ExecuteApiPolicy, isAllowed, parsePolicy } from './execute-api-policy.js';

/** What a Lambda authorizer answered, to be applied to this request and to those that the cache covers. */
export interface AuthorizerAnswer {
  readonly decision:
    | { readonly kind: 'simple'; readonly isAuthorized: boolean }
    | { readonly kind: 'policy'; readonly policy: ExecuteApiPolicy };
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly principalId?: string;
}

/**
 * Reads a Lambda authorizer's answer; `undefined` where its form is not the configured one.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.payload-format-response
 */
export function readAuthorizerAnswer(payload: string, simpleResponses: boolean): AuthorizerAnswer | undefined {
  const value = parseJson(payload);
  if (!isRecord(value)) return undefined;
  const context = value.context ?? null;
  if (context !== null && !isRecord(context)) return undefined;
  const decision = simpleResponses ? readSimple(value) : readPolicy(value);
  if (!decision) return undefined;
  const { principalId } = value;
  return { decision, context, ...(typeof principalId === 'string' && { principalId }) };
}

function readSimple({ isAuthorized }: Readonly<Record<string, unknown>>): AuthorizerAnswer['decision'] | undefined {
  return typeof isAuthorized === 'boolean' ? { kind: 'simple', isAuthorized } : undefined;
}

function readPolicy({ policyDocument }: Readonly<Record<string, unknown>>): AuthorizerAnswer['decision'] | undefined {
  const policy = parsePolicy(policyDocument);
  return policy && { kind: 'policy', policy };
}

/** Whether an answer lets a request through to a route. */
export function permits({ decision }: AuthorizerAnswer, routeArn: string): boolean {
  return decision.kind === 'simple' ? decision.isAuthorized : isAllowed(decision.policy, routeArn);
}
