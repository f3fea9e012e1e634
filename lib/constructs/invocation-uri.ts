import type { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { cdk } from './cdk.js';
import type { GatewayFunction } from './gateway-function.js';
import { textAround } from './own-reference.js';
import { joinAsSub, shorterJoin } from './shorter-join.js';

const WHOLE = { version: '2015-03-31', after: '/invocations' };
const STREAMED = { version: '2021-11-15', after: '/response-streaming-invocations' };

/**
 * The URI under which API Gateway invokes a function.
 *
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function invocationUri(scope: Construct, functionArn: string): string {
  return shorterJoin(`${beforeArn(cdk.Stack.of(scope), WHOLE)}${functionArn}${WHOLE.after}`);
}

/** The same of functions of the gateway, of which there may be hundreds. */
export function ownInvocationUris(scope: Construct): (fn: GatewayFunction) => string {
  const stack = cdk.Stack.of(scope);
  const urisAs = (way: typeof WHOLE) => {
    const before = stack.resolve(beforeArn(stack, way));
    return (fn: GatewayFunction) => textAround(before, fn.arnAttribute, way.after, joinAsSub);
  };
  const [whole, streamed] = [urisAs(WHOLE), urisAs(STREAMED)];
  return (fn) => (fn.streams ? streamed(fn) : whole(fn));
}

function beforeArn({ partition, region }: Stack, { version }: typeof WHOLE): string {
  return `arn:${partition}:apigateway:${region}:lambda:path/${version}/functions/`;
}
