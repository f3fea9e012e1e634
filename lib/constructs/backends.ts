import type { aws_apigatewayv2, aws_ec2, aws_elasticloadbalancingv2, aws_lambda } from 'aws-cdk-lib';

/** What a named backend of the spec is in this app. */
export type BackendBinding =
  | { readonly kind: 'function'; readonly function: aws_lambda.IFunction }
  | { readonly kind: 'url'; readonly url: string }
  | ({ readonly kind: 'load-balancer' } & LoadBalancerTarget);

type Listener = aws_elasticloadbalancingv2.ApplicationListener | aws_elasticloadbalancingv2.NetworkListener;

interface LoadBalancerTarget extends LoadBalancerAttributes {
  readonly vpcLink:
    | { readonly vpcLinkId: string }
    | { readonly vpc: aws_ec2.IVpc; readonly securityGroups: readonly aws_ec2.ISecurityGroup[] };
}

/** A function that exists already. It gets one grant per API, like the gateway's own. */
export function fromFunction(fn: aws_lambda.IFunction): BackendBinding {
  return { kind: 'function', function: fn };
}

/** An HTTP service by its URL, which may be a token. The route's path follows it: `https://host/base` + `/books/1`. */
export function fromUrl(url: string): BackendBinding {
  return { kind: 'url', url };
}

/** A load balancer by its attributes, for those that another app made. */
export interface LoadBalancerAttributes {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly dnsName: string;
  /** The listener's port. @default 80, or 443 with a server name */
  readonly port?: number;
  /** Name on the certificate of an HTTPS listener. @default plain HTTP inside the VPC */
  readonly serverName?: string;
}

export type LoadBalancerProps = {
  /** The listener's port. @default 80, or 443 with a server name */
  readonly port?: number;
  /** Name on the certificate of an HTTPS listener. @default plain HTTP inside the VPC */
  readonly serverName?: string;
} & (
  | {
      /** A VPC link V2 that reaches the load balancer. */
      readonly vpcLink: aws_apigatewayv2.IVpcLink;
      readonly vpc?: never;
    }
  | {
      /** Where the load balancer is: the gateway makes one VPC link per VPC. */
      readonly vpc: aws_ec2.IVpc;
      readonly vpcLink?: never;
    }
);

/** An internal load balancer, application or network, through a VPC link V2. */
export function fromLoadBalancer(listener: Listener, props: LoadBalancerProps): BackendBinding {
  const { loadBalancer } = listener;
  return {
    kind: 'load-balancer',
    listenerArn: listener.listenerArn,
    loadBalancerArn: loadBalancer.loadBalancerArn,
    dnsName: loadBalancer.loadBalancerDnsName,
    vpcLink: props.vpcLink
      ? { vpcLinkId: props.vpcLink.vpcLinkId }
      : { vpc: props.vpc, securityGroups: securityGroupsOf(listener) },
    ...(props.port === undefined ? {} : { port: props.port }),
    ...(props.serverName === undefined ? {} : { serverName: props.serverName }),
  };
}

function securityGroupsOf(listener: Listener): readonly aws_ec2.ISecurityGroup[] {
  const connections = 'connections' in listener ? listener.connections : listener.loadBalancer.connections;
  return connections?.securityGroups ?? [];
}

/** A load balancer that another app made, through a VPC link V2 that exists. */
export function fromLoadBalancerArns(props: LoadBalancerAttributes & { readonly vpcLinkId: string }): BackendBinding {
  const { vpcLinkId, ...attributes } = props;
  return { kind: 'load-balancer', ...attributes, vpcLink: { vpcLinkId } };
}
