import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Plan } from '../plan/plan.js';
import { descriptionOf } from '../plan/split/part-text.js';
import { cdk } from './cdk.js';

/** Indentation is two fifths of a large template, and CloudFormation takes 1 MB. */
const SUPPRESS_INDENTATION = '@aws-cdk/core:suppressTemplateIndentation';

/**
 * How many parts are deployed at once. CloudFormation does together what does not wait for each other, and API Gateway
 * takes one import of a REST API in three seconds from an account.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 * https://repost.aws/knowledge-center/cloudformation-rate-exceeded-error
 */
const AT_ONCE = 5;

/** The gateway itself for what is in no part, and for each part its stack. */
export function partScopes(gateway: Construct, plan: Plan): (part: string | undefined) => Construct {
  const parts = plan.split?.parts ?? [];
  const stacks = parts.map(({ name }) => partStack(gateway, name, descriptionOf({ ...plan, part: name }) ?? ''));
  for (const [index, stack] of stacks.slice(AT_ONCE).entries()) stack.addStackDependency(stacks[index] as Stack);
  const scopes = new Map<string | undefined, Construct>([[undefined, gateway]]);
  for (const [index, { name }] of parts.entries()) scopes.set(name, stacks[index] as Construct);
  return (part) => {
    const scope = scopes.get(part);
    if (!scope) throw new Error(`The plan has no part "${part}"`);
    return scope;
  };
}

/**
 * Where a part of a gateway stands: a nested stack, so that all parts are deployed and rolled back with the gateway, and
 * CDK hands what they need of each other on as parameters and outputs.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 */
function partStack(gateway: Construct, part: string, description: string): Stack {
  if (gateway.node.tryGetContext(SUPPRESS_INDENTATION) === undefined)
    gateway.node.setContext(SUPPRESS_INDENTATION, true);
  return new cdk.NestedStack(gateway, `Part-${part}`, { description });
}
