import { Construct } from 'constructs';
import { Gateway } from 'gatewright/cdk';
import spec from '../gateway.js';

/**
 * The gateway, for any stack of this app. Functions, load balancers and URLs that the app has already are backends:
 * name them in the spec, `to: backend('orders')`, and bind them here, `backends: { orders: fromFunction(orders) }`.
 */
export class GatewayConstruct extends Construct {
  readonly gateway: Gateway<typeof spec>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.gateway = new Gateway(this, 'Gateway', { gateway: spec });
  }
}
