/** Values that only the constructs know. They may be CDK tokens, so bodies carry them and never look inside. */
export interface BodyRefs {
  /** Function id → `arn:…:lambda:path/2015-03-31/functions/ARN/invocations`, or where it is invoked for a stream. */
  readonly invocationUris: Readonly<Record<string, string>>;
  /** Name of a bound backend → what the CDK app bound it to. */
  readonly backends: Readonly<Record<string, BackendRef>>;
}

export type BackendRef =
  | { readonly kind: 'function'; readonly invocationUri: string }
  /** Origin and perhaps a base path, without a slash at the end; the route's path follows it. */
  | { readonly kind: 'url'; readonly url: string }
  | LoadBalancerRef;

export interface LoadBalancerRef {
  readonly kind: 'load-balancer';
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly vpcLinkId: string;
  readonly dnsName: string;
  /** The listener's port, where it is not the scheme's own. */
  readonly port?: number;
  /** Name on the certificate of an HTTPS listener; absent: plain HTTP inside the VPC. */
  readonly serverName?: string;
}

/** An OpenAPI document with API Gateway's extensions. */
export type ApiBody = Readonly<Record<string, unknown>>;

/** @throws Error where a plan names what the constructs did not make: a fault of Gatewright itself */
export function refOf<Value>(refs: Readonly<Record<string, Value>>, id: string): Value {
  const value = Object.hasOwn(refs, id) ? refs[id] : undefined;
  if (value === undefined) throw new Error(`The plan names "${id}", which was not synthesized`);
  return value;
}
