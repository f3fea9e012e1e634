import { isRecord, parseJson } from '../../json/json-value.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

/** What a Lambda authorizer answered, found to be in form. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: object;
  /** Values as text: that is how AWS hands them on. */
  readonly context: Readonly<Record<string, string>>;
  readonly usageIdentifierKey?: string;
}

/**
 * Reads an authorizer's answer. What is out of form is a fault of the configuration: AWS answers 500 with
 * `{"message":null}`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 * @throws GatewayFault AUTHORIZER_CONFIGURATION_ERROR
 */
export function readAuthorizerAnswer(payload: string): AuthorizerAnswer {
  const answer = parseJson(payload);
  if (!isRecord(answer)) throw badAnswer('the authorizer answered no object');
  const { principalId, policyDocument, context, usageIdentifierKey } = answer;
  if (typeof principalId !== 'string' && typeof principalId !== 'number') throw badAnswer('principalId is missing');
  if (!isRecord(policyDocument)) throw badAnswer('policyDocument is missing');
  if (context !== undefined && context !== null && !isRecord(context)) throw badAnswer('context is no object');
  return {
    principalId: String(principalId),
    policyDocument,
    context: readContext(context ?? {}),
    ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }),
  };
}

function readContext(context: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const values = Object.entries(context).filter(([, value]) => value !== null && value !== undefined);
  const nested = values.find(([, value]) => typeof value === 'object');
  if (nested) throw badAnswer(`context.${nested[0]} is an object or a list`);
  return Object.fromEntries(values.map(([name, value]) => [name, String(value)]));
}

const badAnswer = (reason: string): GatewayFault =>
  new GatewayFault('AUTHORIZER_CONFIGURATION_ERROR', { message: null, reason });
