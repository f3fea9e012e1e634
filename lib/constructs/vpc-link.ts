import type { aws_ec2 } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import type { LoadBalancerAttributes } from './backends.js';
import { Construct, cdk } from './cdk.js';

interface Reached {
  readonly vpc: aws_ec2.IVpc;
  readonly securityGroups: readonly aws_ec2.ISecurityGroup[];
}

/** The id of the gateway's VPC link into a VPC, which the load balancer is made to let in. */
export function vpcLinkTo(scope: IScope, target: LoadBalancerAttributes, { vpc, securityGroups }: Reached): string {
  const id = `VpcLink-${vpc.node.id}-${shortAddress(vpc)}`;
  const found = scope.node.tryFindChild(id);
  const link = found instanceof VpcLink ? found : new VpcLink(scope, id, vpc);
  const port = target.port ?? (target.serverName === undefined ? 80 : 443);
  for (const group of securityGroups) link.passTo(group, port);
  return link.vpcLinkId;
}

/**
 * A VPC link V2, which serves HTTP and REST APIs alike, with a security group of its own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-links-v2.html
 */
class VpcLink extends Construct {
  readonly vpcLinkId: string;
  readonly #group: aws_ec2.SecurityGroup;

  constructor(scope: IScope, id: string, vpc: aws_ec2.IVpc) {
    super(scope, id);
    const description = 'VPC link of an API gateway';
    this.#group = new cdk.aws_ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description });
    const link = new cdk.aws_apigatewayv2.CfnVpcLink(this, 'Link', {
      name: cdk.Names.uniqueResourceName(this, { maxLength: 128 }),
      subnetIds: vpc.selectSubnets().subnetIds,
      securityGroupIds: [this.#group.securityGroupId],
    });
    this.vpcLinkId = link.ref;
  }

  /** A rule in the gateway's own stack: beside a load balancer of another stack it would close a cycle. */
  passTo(group: aws_ec2.ISecurityGroup, port: number): void {
    const id = `To-${shortAddress(group)}-${port}`;
    if (this.node.tryFindChild(id)) return;
    new cdk.aws_ec2.CfnSecurityGroupIngress(this, id, {
      groupId: group.securityGroupId,
      sourceSecurityGroupId: this.#group.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: 'From the VPC link of an API gateway',
    });
  }
}

/** Of a construct's path: the same as long as nobody moves it. */
function shortAddress(construct: { readonly node: { readonly addr: string } }): string {
  return construct.node.addr.slice(-8);
}
