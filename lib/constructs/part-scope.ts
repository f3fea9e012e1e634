import type { Construct } from 'constructs';
import { cdk } from './cdk.js';

/** Indentation is two fifths of a large template, and CloudFormation takes 1 MB. */
const SUPPRESS_INDENTATION = '@aws-cdk/core:suppressTemplateIndentation';

/**
 * Where a part of a gateway stands: a nested stack, so that all parts are deployed and rolled back with the gateway, and
 * CDK hands what they need of each other on as parameters and outputs.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html
 */
export function partScope(gateway: Construct, part: string, description: string | undefined): Construct {
  if (gateway.node.tryGetContext(SUPPRESS_INDENTATION) === undefined)
    gateway.node.setContext(SUPPRESS_INDENTATION, true);
  return new cdk.NestedStack(gateway, `Part-${part}`, description === undefined ? {} : { description });
}
