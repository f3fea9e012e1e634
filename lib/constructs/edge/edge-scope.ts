import type { Stack as IStack } from 'aws-cdk-lib';
import type { Construct as IScope } from 'constructs';
import { digest } from '../../plan/ids.js';
import { Construct, cdk } from '../cdk.js';
import { outputPrefix } from '../outputs.js';

/** `Fn::GetStackOutput` does not reach another partition, and CloudFront is another service there, or none. */
const OTHER_PARTITIONS = /^(cn|us-gov|us-iso|us-isob|us-isof|eu-isoe|eusc)-/;

/** Where CloudFront, its certificates and its web ACLs are. */
export const EDGE_REGION = 'us-east-1';

export interface EdgeScope {
  readonly scope: IScope;
  /** Whether it is the gateway's own stack. */
  readonly isShared: boolean;
}

/**
 * The edge stands in the gateway's own stack where that is in us-east-1, else in a stack of its own, which comes after it
 * and reads its outputs: so neither holds the other, and each can be deployed alone.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/how-aws-waf-works-resources.html
 *
 * @throws Error in a nested stack of another Region: its outputs are its parent's affair; and in other partitions
 */
export function edgeScope(gateway: IScope): EdgeScope {
  const stack = cdk.Stack.of(gateway);
  if (OTHER_PARTITIONS.test(stack.region)) {
    throw new Error(
      `The edge of ${gateway.node.path} stands in ${EDGE_REGION}, which ${stack.region} cannot reach: leave out edge, or deploy to a Region of the partition aws`,
    );
  }
  const isUnknown = cdk.Token.isUnresolved(stack.region);
  if (isUnknown) assertRegion(stack);
  if (isUnknown || stack.region === EDGE_REGION) return { scope: new Construct(gateway, 'Edge'), isShared: true };
  return { scope: stackBeside(stack, gateway), isShared: false };
}

/** A stack that does not know its Region says so before it makes anything. */
function assertRegion(stack: IStack): void {
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

/** A child of the gateway's stack, so that tags, aspects and permissions boundaries of that one are this one's too. */
function stackBeside(stack: IStack, gateway: IScope): IScope {
  if (stack.nested) {
    throw new Error(
      `The edge of ${gateway.node.path} stands in ${EDGE_REGION} and reads the outputs of a stack in ${stack.region}, which a nested stack cannot be: put the gateway into a stack that is not nested, or into ${EDGE_REGION}`,
    );
  }
  // Two gateways of one stack have an edge each.
  const id = `${outputPrefix(gateway)}Edge`;
  const edge = new cdk.Stack(stack, id, {
    stackName: nameBeside(stack, id),
    env: { account: stack.account, region: EDGE_REGION },
    description: `Edge of ${stack.stackName} in ${stack.region}: CloudFront and AWS WAF`,
    terminationProtection: stack.terminationProtection,
    suppressTemplateIndentation: true,
    ...(stack.tags.hasTags() ? { tags: stack.tags.tagValues() } : {}),
  });
  if (edge.synthesizer.bootstrapQualifier !== stack.synthesizer.bootstrapQualifier) {
    throw new Error(
      `${stack.stackName} has a synthesizer that its edge cannot share, a stack in ${EDGE_REGION}: give it to the App (defaultStackSynthesizer)`,
    );
  }
  edge.addStackDependency(stack, 'the edge reads the addresses of the APIs');
  return edge;
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
const LONGEST_STACK_NAME = 128;

/** With the Region, since the edges of all Regions' stacks of one name meet in one Region. */
function nameBeside({ stackName, region }: IStack, id: string): string {
  const name = `${stackName}-${id}-${region}`;
  const end = `-${digest(name)}`;
  return name.length <= LONGEST_STACK_NAME ? name : `${name.slice(0, LONGEST_STACK_NAME - end.length)}${end}`;
}
