export { type ApiKeyAuth, type Auth, apiKey } from './auth.js';
export {
  type Backend,
  type BoundBackend,
  backend,
  type HttpBackend,
  http,
  type JsonValue,
  type LambdaBackend,
  type LambdaProps,
  lambda,
  type ReplyBackend,
  reply,
} from './backend.js';
export type { DevSettings, StandIn } from './dev-settings.js';
export { type BackendNames, type Cors, type GatewayProps, type GatewaySpec, gateway } from './gateway.js';
export {
  type ClaimCondition,
  type ClaimRequirements,
  type ClaimValue,
  type JwtAlgorithm,
  type JwtAuth,
  type JwtProps,
  type JwtRequirement,
  jwt,
  type ScopeRequirement,
} from './jwt.js';
export type { Method, PathParams } from './path.js';
export { type ApiChoice, type Route, type RouteExample, type RouteProps, route } from './route.js';
export { type QuotaSpec, type Throttle, type UsagePlan, type UsagePlanProps, usagePlan } from './usage-plan.js';
