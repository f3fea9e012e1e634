import type { Construct } from 'constructs';
import type { Plan } from '../plan/plan.js';
import { stackDescriptionOf } from '../plan/split/part-text.js';
import { cdk } from './cdk.js';
import { shortPart } from './short-part.js';

/** Indentation is two fifths of a large template, and CloudFormation takes 1 MB. */
const SUPPRESS_INDENTATION = '@aws-cdk/core:suppressTemplateIndentation';

/** The gateway itself for what is in no part, and for each part its stack. */
export function partScopes(gateway: Construct, plan: Plan): (part: string | undefined) => Construct {
  const scopes = new Map<string | undefined, Construct>([[undefined, gateway]]);
  for (const { name } of plan.split?.parts ?? [])
    scopes.set(name, partStack(gateway, name, stackDescriptionOf(plan, name)));
  return (part) => {
    const scope = scopes.get(part);
    if (!scope) throw new Error(`The plan has no part "${part}"`);
    return scope;
  };
}

/**
 * Where a part of a gateway stands: a nested stack, so that all parts are deployed and rolled back with the gateway, and
 * CDK hands what they need of each other on as parameters and outputs. None waits for another but for what it needs of
 * it: who waits may not depend on which other parts there are. CloudFormation repeats what API Gateway throttles.
 *
 * https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 */
function partStack(gateway: Construct, part: string, description: string): Construct {
  if (gateway.node.tryGetContext(SUPPRESS_INDENTATION) === undefined)
    gateway.node.setContext(SUPPRESS_INDENTATION, true);
  return new cdk.NestedStack(gateway, `Part-${shortPart(part)}`, { description });
}
