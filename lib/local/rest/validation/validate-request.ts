import type { RestMethod } from '../../model/rest-api.js';
import { type Exchange, headerValue } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { mediaType } from '../integration/media-types.js';
import type { CheckModel } from './compile-models.js';

type Check = (exchange: Exchange) => void;

/**
 * The method's request validator: parameters first, then the body.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function compileValidation(
  method: RestMethod,
  modelNamed: (name: string) => CheckModel | undefined,
): Check | undefined {
  const checks: Check[] = [];
  if (method.validator?.parameters) checks.push(parameterCheck(method));
  if (method.validator?.body) checks.push(bodyCheck(method, modelNamed));
  if (checks.length === 0) return undefined;
  return (exchange) => {
    for (const check of checks) check(exchange);
  };
}

/** Reported in the order of the full parameter names: headers, path, query string. Header names keep their case. */
function parameterCheck(method: RestMethod): Check {
  const required = Object.keys(method.requestParameters)
    .filter((name) => method.requestParameters[name])
    .sort()
    .flatMap((name) => {
      const [, place, key] = /^method\.request\.(header|path|querystring)\.(.+)$/.exec(name) ?? [];
      return place === undefined || key === undefined ? [] : [{ place, key }];
    });
  return (exchange) => {
    const missing = required.filter(({ place, key }) => !isThere(exchange, place, key)).map(({ key }) => key);
    if (missing.length === 0) return;
    const message = `Missing required request parameters: [${missing.join(', ')}]`;
    throw new GatewayFault('BAD_REQUEST_PARAMETERS', { message });
  };
}

/** What is there but blank is missing too. */
function isThere(exchange: Exchange, place: string, key: string): boolean {
  if (place === 'path') return Object.hasOwn(exchange.route?.pathParameters ?? {}, key);
  if (place === 'querystring') return exchange.query.get(key)?.some(isFilled) === true;
  return [...exchange.headers, ...exchange.request.headers].some(([name, value]) => name === key && isFilled(value));
}

const isFilled = (value: string): boolean => value.trim() !== '';

function bodyCheck(method: RestMethod, modelNamed: (name: string) => CheckModel | undefined): Check {
  const checks = new Map(Object.entries(method.requestModels).map(([type, name]) => [type, modelNamed(name)]));
  return (exchange) => {
    const type = mediaType(headerValue(exchange.headers, 'content-type') ?? 'application/json');
    const key = [type, '$default'].find((each) => checks.has(each));
    if (key === undefined) return;
    const check = checks.get(key);
    const instance = parseBody(exchange.request.body);
    const error = instance === undefined || check === undefined ? 'the body is no JSON' : check(instance.value);
    if (error !== undefined) throw new GatewayFault('BAD_REQUEST_BODY', { validationError: error });
  };
}

/** No body is an empty object. */
function parseBody(body: Buffer): { readonly value: unknown } | undefined {
  if (body.length === 0) return { value: {} };
  try {
    return { value: JSON.parse(body.toString()) };
  } catch {
    return undefined;
  }
}
