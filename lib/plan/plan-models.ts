import { createHash } from 'node:crypto';
import type { GatewaySpec } from '../spec/gateway.js';
import type { Route } from '../spec/route.js';
import { isChangedBefore } from './changed-before.js';
import type { ApiChoices } from './choose-apis.js';
import { gatewayModel } from './gateway-model.js';
import { inputSchema } from './input-schema.js';
import { onceEach } from './once-each.js';
import type { ModelPlan } from './plan.js';
import { takes } from './takes.js';

/** The model that a REST API holds a route's JSON bodies to, or why there is none. */
export type BodyModel =
  | { readonly model: ModelPlan; readonly lost: readonly string[] }
  | { readonly model?: undefined; readonly because: string };

/** Schemas are shared by routes. */
export const bodyModel = onceEach((body: NonNullable<Route['body']>): BodyModel => {
  // To API Gateway a call without a body has an empty object as its body.
  if (takes(body, undefined) !== 'no')
    return { because: 'a call without a body may fit, and a REST API takes none for {}' };
  const input = inputSchema(body);
  if (!input.ok) return { because: input.reason };
  const { schema, lost } = gatewayModel(input.schema);
  if (Object.keys(schema).length === 0) return { because: ['draft 4 says nothing of it', ...lost].join('; ') };
  return { model: { name: modelName(schema), schema }, lost };
});

/** Of its content, so that equal models are one, and no other route moves it. Letters and digits alone. */
function modelName(schema: object): string {
  return `Body${createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12)}`;
}

/** The models of a gateway's REST API, by name. */
export function planModels(spec: GatewaySpec, choices: ApiChoices): readonly ModelPlan[] {
  const made = spec.routes.flatMap((route) => {
    if (!route.body || choices.of(route).api !== 'rest' || isChangedBefore(route)) return [];
    return bodyModel(route.body).model ?? [];
  });
  return [...new Map(made.map((model) => [model.name, model])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
