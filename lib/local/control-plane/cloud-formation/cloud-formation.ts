import { AwsError } from '../aws-error.js';
import type { ControlPlaneAnswer, ControlPlaneCall, ControlPlaneWorld } from '../control-plane-call.js';
import { describeStacks } from './describe-stacks.js';
import { element, type XmlElement, xmlDocument } from './xml.js';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/**
 * DescribeStacks of CloudFormation, in the AWS query protocol: the stacks of the assembly, with their outputs.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStacks.html
 */
export function createCloudFormation(world: ControlPlaneWorld) {
  return ({ body, query }: ControlPlaneCall): ControlPlaneAnswer => {
    const parameters = body === '' ? query : new URLSearchParams(body);
    const action = parameters.get('Action') ?? '';
    if (action !== 'DescribeStacks') {
      const message = `The local gateway does not serve ${action || 'a call without Action'}; it serves DescribeStacks`;
      throw new AwsError('InvalidAction', 400, message);
    }
    const stacks = describeStacks(world, parameters.get('StackName') ?? undefined);
    const requestId = world.randomId();
    return xml(200, requestId, [
      'DescribeStacksResponse',
      [element('DescribeStacksResult', element('Stacks', ...stacks)), metadata(requestId)],
    ]);
  };
}

export function refuseQuery({ code, status, message }: AwsError, requestId: string): ControlPlaneAnswer {
  const error = element('Error', element('Type', 'Sender'), element('Code', code), element('Message', message));
  return xml(status, requestId, ['ErrorResponse', [error, element('RequestId', requestId)]]);
}

const metadata = (requestId: string): XmlElement => element('ResponseMetadata', element('RequestId', requestId));

function xml(
  status: number,
  requestId: string,
  [name, children]: readonly [string, readonly XmlElement[]],
): ControlPlaneAnswer {
  const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
  return { status, headers, body: xmlDocument(name, NAMESPACE, children) };
}
