export { ApiGatewayAccount } from './api-gateway-account.js';
export {
  type BackendBinding,
  fromFunction,
  fromLoadBalancer,
  fromLoadBalancerArns,
  fromUrl,
  type LoadBalancerAttributes,
  type LoadBalancerProps,
} from './backends.js';
export type { SynthesizedEdge } from './edge/make-edge.js';
export { type BackendsProps, Gateway, type GatewayProps } from './gateway.js';
export { GatewayStack } from './gateway-stack.js';
export type { SynthesizedApi } from './http-api.js';
export type { MadeApi } from './make-apis.js';
export type { Bundler } from './make-functions.js';
export { apiOutput, OUTPUTS, usagePlanOutput } from './outputs.js';
export type { SynthesizedRestApi } from './rest-api.js';
export type { Bundle } from './stage-bundle.js';
export { type SynthesizeOptions, synthesize } from './synthesize.js';
