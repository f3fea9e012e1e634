import type { Plan, RoutePlan } from '../plan/plan.js';

/** What a REST operation says of its requests. */
export interface RequestCheck {
  readonly parameters: readonly object[];
  readonly requestBody?: object;
  /** Name of its request validator. */
  readonly validator?: keyof typeof VALIDATORS;
}

const VALIDATORS = {
  body: { validateRequestBody: true, validateRequestParameters: false },
  parameters: { validateRequestBody: false, validateRequestParameters: true },
  all: { validateRequestBody: true, validateRequestParameters: true },
} as const;

/**
 * Bodies of `application/json` alone are held to a model; what is of another type passes, and without a type a body
 * counts as JSON.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
 */
export function requestCheck({ validation }: RoutePlan): RequestCheck {
  const { model, query = [] } = validation ?? {};
  const validator = validatorOf(model !== undefined, query.length > 0);
  return {
    parameters: query.map((name) => ({ name, in: 'query', required: true, schema: { type: 'string' } })),
    ...(model !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${model}` } } },
      },
    }),
    ...(validator && { validator }),
  };
}

function validatorOf(body: boolean, parameters: boolean): RequestCheck['validator'] {
  if (body) return parameters ? 'all' : 'body';
  return parameters ? 'parameters' : undefined;
}

/** The validators that operations name. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-request-validators.html */
export function requestValidators(routes: readonly RoutePlan[]): {
  readonly 'x-amazon-apigateway-request-validators'?: object;
} {
  const named = new Set(routes.map((route) => requestCheck(route).validator));
  const used = Object.entries(VALIDATORS).filter(([name]) => named.has(name as keyof typeof VALIDATORS));
  return used.length > 0 ? { 'x-amazon-apigateway-request-validators': Object.fromEntries(used) } : {};
}

/** The models of the API, by name. */
export function modelSchemas({ models }: Plan): { readonly schemas?: object } {
  return models.length > 0 ? { schemas: Object.fromEntries(models.map(({ name, schema }) => [name, schema])) } : {};
}
