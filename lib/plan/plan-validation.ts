import type { RecordSchema } from '../spec/contract.js';
import type { Route } from '../spec/route.js';
import { isChangedBefore } from './changed-before.js';
import { inputSchema } from './input-schema.js';
import type { ApiType, RouteValidationPlan } from './plan.js';
import { bodyModel } from './plan-models.js';
import { takesMember } from './takes.js';

/**
 * What the gateway checks of a route's requests before its function does, and never more than that: REST APIs have a
 * validator, HTTP APIs have none.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 *
 * @returns undefined where the route has no schema of its requests
 */
export function planValidation(route: Route, api: ApiType): RouteValidationPlan | undefined {
  const { params, query, headers, body } = route;
  if (!params && !query && !headers && !body) return undefined;
  // Of these only handlers are known to check: they are wrapped.
  const rest = route.to.kind === 'lambda' ? 'the handler' : 'the backend';
  if (api === 'http') return { query: [], because: `HTTP APIs check no requests: that is left to ${rest}` };
  if (isChangedBefore(route))
    return { query: [], because: `requests are changed on their way: checking them is left to ${rest}` };
  const checked = body ? bodyCheck(body, rest) : { texts: [] };
  const required = query ? requiredQuery(query) : [];
  const texts = [
    ...checked.texts,
    ...(required.length > 0 ? [`it asks for ${required.map((name) => `?${name}`).join(', ')}`] : []),
    ...(query && required.length === 0 ? ['of the query there is nothing that it could ask for'] : []),
    // Names of required headers are compared as they are spelled, and HTTP/2 spells them small.
    ...(headers ? [`headers are left to ${rest}: a REST API compares their names by case`] : []),
    ...(params ? [`values of the path are left to ${rest}`] : []),
  ];
  return { ...(checked.model !== undefined && { model: checked.model }), query: required, because: texts.join('; ') };
}

function bodyCheck(
  body: NonNullable<Route['body']>,
  rest: string,
): { readonly model?: string; readonly texts: readonly string[] } {
  const made = bodyModel(body);
  if (made.model === undefined) return { texts: [`the body is left to ${rest}: ${made.because}`] };
  const left = made.lost.length > 0 ? `, which leaves to ${rest}: ${made.lost.join(', ')}` : '';
  return { model: made.model.name, texts: [`the gateway holds JSON bodies to a model${left}`] };
}

/** Names that API Gateway can ask for. https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
const MAPPABLE = /^[A-Za-z0-9._$-]+$/;

/** To a REST API what is blank is missing, so only what may be neither is asked for. */
function requiredQuery(query: RecordSchema): readonly string[] {
  const input = inputSchema(query);
  const names = input.ok && Array.isArray(input.schema.required) ? (input.schema.required as string[]) : [];
  const blank = ['', ' ', [''], [' '], [' ', '']];
  return names
    .filter((name) => MAPPABLE.test(name))
    .filter((name) => takesMember(query, {}, name) === 'no')
    .filter((name) => blank.every((value) => takesMember(query, { [name]: value }, name) === 'no'))
    .sort();
}
