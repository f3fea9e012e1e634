import { AwsError } from '../aws-error.js';
import type { ControlPlaneWorld } from '../control-plane-call.js';
import { element, type XmlElement } from './xml.js';

/**
 * @param name of a stack, or its id; all stacks where undefined
 * @throws AwsError for a stack that is not there, as CloudFormation: a ValidationError
 */
export function describeStacks(world: ControlPlaneWorld, name: string | undefined): readonly XmlElement[] {
  const { outputs, partition, region, account } = world.model();
  const stackId = (stack: string) => `arn:${partition}:cloudformation:${region}:${account}:stack/${stack}/local`;
  const all = Object.entries(outputs);
  const stacks = name === undefined ? all : all.filter(([stack]) => stack === name || stackId(stack) === name);
  if (name !== undefined && stacks.length === 0) {
    throw new AwsError('ValidationError', 400, `Stack with id ${name} does not exist`);
  }
  return stacks.map(([stack, values]) =>
    element(
      'member',
      element('StackName', stack),
      element('StackId', stackId(stack)),
      element('CreationTime', new Date(world.startedAtMs).toISOString()),
      element('StackStatus', 'CREATE_COMPLETE'),
      element('Outputs', ...Object.entries(values).map(([key, value]) => outputOf(key, value))),
    ),
  );
}

function outputOf(key: string, value: string): XmlElement {
  return element('member', element('OutputKey', key), element('OutputValue', value));
}
