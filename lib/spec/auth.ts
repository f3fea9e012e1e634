import type { CustomAuth } from './authorizer.js';
import type { CognitoAuth } from './cognito.js';
import type { AllOfAuth, AnyOfAuth } from './combinations.js';
import type { IamAuth } from './iam.js';
import type { IntrospectionAuth } from './introspection.js';
import type { JwtAuth } from './jwt.js';
import { type KeepsUnknown, type KnownProps, keptUnknown, unknownIn } from './known-props.js';
import type { MutualTlsAuth } from './mutual-tls.js';
import { SECRET_PROPS, type Secret } from './secret.js';
import type { UsagePlan } from './usage-plan.js';

/** Who may call a route. `public` has to be written: a route without a word on it does not compile. */
export type Auth = 'public' | SchemeAuth | AnyOfAuth | AllOfAuth;

/** One way to prove who calls. */
export type SchemeAuth = TokenAuth | ApiKeyAuth | IamAuth | MutualTlsAuth | CustomAuth;

/** Schemes whose proof is a token with claims. */
export type TokenAuth = JwtAuth | IntrospectionAuth | CognitoAuth;

export interface ApiKeyAuth<Name extends string = string> extends KeepsUnknown {
  readonly kind: 'api-key';
  readonly name: Name;
  readonly plans: readonly UsagePlan[];
  /** Callers bring no key: a claim of their token stands for one. */
  readonly meter?: Meter;
}

export interface Meter {
  /** The claim whose value a tenant goes by. */
  readonly claim: string;
  /** What the tenants' keys are made of, together with the claim's value. */
  readonly secret: Secret;
}

export interface ApiKeyProps {
  readonly plans: readonly [UsagePlan, ...UsagePlan[]];
}

const API_KEY_PROPS = { plans: true } as const satisfies KnownProps<ApiKeyProps>;

/**
 * Third parties with an `x-api-key` on one of these usage plans.
 * Keys exist on REST APIs only, so a route with this goes there.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function apiKey<const Name extends string>(name: Name, props: ApiKeyProps): ApiKeyAuth<Name> {
  const unknown = keptUnknown(unknownIn(props, API_KEY_PROPS));
  return Object.freeze({ kind: 'api-key', name, plans: Object.freeze([...props.plans]), ...unknown });
}

export interface MeterProps {
  /** The claim of the caller's token whose value a tenant goes by: `tenant`, `client_id`. */
  readonly claim: string;
  readonly plans: readonly [UsagePlan, ...UsagePlan[]];
  /** At least 32 characters that nobody can guess: with the claim's value they make the tenant's key. */
  readonly secret: Secret;
}

const METER_PROPS = { claim: true, plans: true, secret: SECRET_PROPS } as const satisfies KnownProps<MeterProps>;

/**
 * Usage plans for callers with tokens and no key: each tenant has a key that nobody is told, and the authorizer names it
 * (`usageIdentifierKey`), so that API Gateway throttles and counts by tenant. Stands beside a token:
 * `allOf(customers, tenants)`. A tenant without a key (`gatewright keys issue --tenant`) is refused.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-key-source.html
 */
/* @__NO_SIDE_EFFECTS__ */
export function meter<const Name extends string>(name: Name, props: MeterProps): ApiKeyAuth<Name> {
  const { claim, secret, plans } = props;
  return Object.freeze({
    kind: 'api-key',
    name,
    plans: Object.freeze([...plans]),
    meter: Object.freeze({ claim, secret }),
    ...keptUnknown(unknownIn(props, METER_PROPS)),
  });
}
