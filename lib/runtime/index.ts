export type { ApiKeyCaller, CallerOf, JwtCaller } from './caller.js';
export type { ProxyEvent, ProxyEventV1, ProxyEventV2 } from './event.js';
export type { HandlerFunction, HandlerInput, LambdaHandler } from './handle-with.js';
export { type HandlerResult, type ProblemDetails, type ProxyResult, problem } from './result.js';
