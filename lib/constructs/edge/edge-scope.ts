import type { Construct as IScope } from 'constructs';
import { Construct, cdk } from '../cdk.js';

/** Where CloudFront, its certificates and its web ACLs are. */
export const EDGE_REGION = 'us-east-1';

export interface EdgeScope {
  readonly scope: IScope;
  /** Whether it is the gateway's own stack. */
  readonly isShared: boolean;
}

/**
 * The edge stands in the gateway's own stack where that is in us-east-1, else in a stack beside it, which comes after it
 * and reads its outputs: so neither holds the other, and each can be deployed alone.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 */
export function edgeScope(gateway: IScope): EdgeScope {
  const stack = cdk.Stack.of(gateway);
  if (stack.region === EDGE_REGION) return { scope: new Construct(gateway, 'Edge'), isShared: true };
  if (cdk.Token.isUnresolved(stack.region)) {
    assertRegion(stack);
    return { scope: new Construct(gateway, 'Edge'), isShared: true };
  }
  return { scope: siblingOf(stack, gateway), isShared: false };
}

/** A stack that does not know its Region says so before it makes anything. */
function assertRegion(stack: InstanceType<typeof cdk.Stack>): void {
  const id = 'EdgeRegion';
  if (stack.node.tryFindChild(id)) return;
  new cdk.CfnRule(stack, id, {
    assertions: [
      {
        assert: cdk.Fn.conditionEquals(cdk.Aws.REGION, EDGE_REGION),
        assertDescription: `CloudFront and its web ACL stand in ${EDGE_REGION}: deploy there, or give the stack env: { account, region }, and the edge gets a stack of its own`,
      },
    ],
  });
}

function siblingOf(stack: InstanceType<typeof cdk.Stack>, gateway: IScope): IScope {
  const parent = stack.node.scope ?? stack;
  const id = `${stack.node.id}${suffixOf(stack, gateway)}Edge`;
  const edge = new cdk.Stack(parent, id, {
    env: { account: stack.account, region: EDGE_REGION },
    description: `Edge of ${stack.stackName}: CloudFront and AWS WAF`,
    suppressTemplateIndentation: true,
    ...(stack.tags.hasTags() ? { tags: stack.tags.tagValues() } : {}),
  });
  edge.addDependency(stack, 'the edge reads the addresses of the APIs');
  return edge;
}

/** Two gateways of one stack have an edge each. */
function suffixOf(stack: IScope, gateway: IScope): string {
  const { scopes } = gateway.node;
  return scopes
    .slice(scopes.indexOf(stack as never) + 1)
    .map(({ node }) => node.id)
    .filter((id) => id !== 'Default')
    .join('');
}
