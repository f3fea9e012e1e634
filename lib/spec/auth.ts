import type { JwtAuth } from './jwt.js';
import type { UsagePlan } from './usage-plan.js';

/** Who may call a route. `public` has to be written: a route without a word on it does not compile. */
export type Auth = 'public' | JwtAuth | ApiKeyAuth;

export interface ApiKeyAuth {
  readonly kind: 'api-key';
  readonly name: string;
  readonly plans: readonly UsagePlan[];
}

/**
 * Third parties with an `x-api-key` on one of these usage plans.
 * Keys exist on REST APIs only, so a route with this goes there.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function apiKey(name: string, props: { readonly plans: readonly [UsagePlan, ...UsagePlan[]] }): ApiKeyAuth {
  return Object.freeze({ kind: 'api-key', name, plans: Object.freeze([...props.plans]) });
}
