export type { AuthorizerFunction } from './authorize-with.js';
export type { AuthorizerAnswer, AuthorizerHandler, AuthorizerRequest } from './authorizer-event.js';
export type {
  AllOfCaller,
  AnyCaller,
  ApiKeyCaller,
  CallerOf,
  CognitoCaller,
  CustomCaller,
  IamCaller,
  IntrospectionCaller,
  JwtCaller,
  MutualTlsCaller,
} from './caller.js';
export { cookiesOf } from './cookies.js';
export type { ProxyEvent, ProxyEventV1, ProxyEventV2 } from './event.js';
export type { HandlerFunction, HandlerInput, LambdaHandler, ResultOf, StreamFunction } from './handler.js';
export {
  type HandlerResult,
  type HeaderValue,
  type ProblemDetails,
  type ProblemResult,
  type ProxyResult,
  problem,
} from './result.js';
export { streaming } from './streaming.js';
export type { MiddlewareFunction, MiddlewareRequest, MiddlewareResponse, Next } from './transform/middleware.js';
