import { number, objectOf, optional, recordOf, type Shape } from './shape.js';

export const trafficShape: Shape = objectOf({
  requestsPerMonth: optional(number),
  requestBytes: optional(number),
  responseBytes: optional(number),
  cacheHitShare: optional(number),
  tokenReuse: optional(number),
  handlerMs: optional(number),
  logBytes: optional(number),
  functionLogBytes: optional(number),
  firewallLogBytes: optional(number),
  tracedShare: optional(number),
  routes: optional(recordOf(number)),
});
