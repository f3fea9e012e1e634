import type { Construct } from 'constructs';
import { cdk } from './cdk.js';
import { shorterJoin } from './shorter-join.js';

/**
 * The URI under which API Gateway invokes a function.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function invocationUri(scope: Construct, functionArn: string, streams = false): string {
  const { partition, region } = cdk.Stack.of(scope);
  const [version, action] = streams ? ['2021-11-15', 'response-streaming-invocations'] : ['2015-03-31', 'invocations'];
  return shorterJoin(`arn:${partition}:apigateway:${region}:lambda:path/${version}/functions/${functionArn}/${action}`);
}
