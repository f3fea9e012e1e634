export {
  type ApiKeyAuth,
  type ApiKeyProps,
  type Auth,
  apiKey,
  type Meter,
  type MeterProps,
  meter,
  type SchemeAuth,
  type TokenAuth,
} from './auth.js';
export { type AuthorizerProps, authorizer, type CustomAuth } from './authorizer.js';
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
  type StreamedLambda,
} from './backend.js';
export { type CognitoAuth, type CognitoProps, cognito } from './cognito.js';
export { type AllOfAuth, type AnyOfAuth, type AuthPart, allOf, anyOf } from './combinations.js';
export type {
  AnySchema,
  Contract,
  RecordSchema,
  ResponseDeclaration,
  ResponseProps,
  Responses,
} from './contract.js';
export type { ContractInfo } from './contract-info.js';
export type { DevSettings, StandIn } from './dev-settings.js';
export type { Domain } from './domain.js';
export type { Edge, EdgeOrigin, RouteCache } from './edge.js';
export type {
  Firewall,
  FirewallMatch,
  FirewallResponse,
  ManagedGroup,
  ManagedGroupName,
  RateKey,
  RateLimit,
  RequestMatch,
  RuleAction,
} from './firewall.js';
export { type BackendNames, type Cors, type GatewayProps, type GatewaySpec, gateway } from './gateway.js';
export { type IamAuth, iam } from './iam.js';
export { type IntrospectionAuth, type IntrospectionProps, introspection } from './introspection.js';
export { type JwtAlgorithm, type JwtAuth, type JwtProps, jwt } from './jwt.js';
export { type Middleware, type MiddlewareProps, middleware } from './middleware.js';
export { type MutualTlsAuth, mutualTls } from './mutual-tls.js';
export type { Method, PathParams } from './path.js';
export type { Pin, PinnedArrangement } from './pin.js';
export type { RaisableQuota, RaisedQuotas } from './quotas.js';
export type {
  ClaimCondition,
  ClaimRequirements,
  ClaimValue,
  Requirement,
  ScopeRequirement,
  StepUp,
} from './requirement.js';
export { type ApiChoice, type CallerHeaders, type Route, type RouteExample, type RouteProps, route } from './route.js';
export { type OAuthClient, type Secret, type SecretProps, secret } from './secret.js';
export { type TokenExchange, type TokenExchangeProps, tokenExchange } from './token-exchange.js';
export type { Traffic } from './traffic.js';
export {
  type BodyChanges,
  fromClaim,
  fromHeader,
  fromPath,
  fromQuery,
  type ParameterChanges,
  type RequestTransform,
  type ResponseTransform,
  type ResponseTransforms,
  type Transform,
  type TransformValue,
  type ValueSource,
} from './transform.js';
export {
  type QuotaSpec,
  type RouteThrottles,
  type Throttle,
  type UsagePlan,
  type UsagePlanProps,
  usagePlan,
} from './usage-plan.js';
export { type VersionProps, version } from './version.js';
