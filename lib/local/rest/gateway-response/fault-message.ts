import { GATEWAY_RESPONSES, type GatewayFault } from './gateway-fault.js';

/** What the caller reads; null where AWS says `{"message":null}`. */
export const faultMessage = (fault: GatewayFault): string | null =>
  fault.detail.message === undefined ? GATEWAY_RESPONSES[fault.type].message : fault.detail.message;
