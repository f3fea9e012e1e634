import type { Construct } from 'constructs';
import { cdk } from './cdk.js';

/**
 * The URI under which API Gateway invokes a function.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_PutIntegration.html
 */
export function invocationUri(scope: Construct, functionArn: string): string {
  const { partition, region } = cdk.Stack.of(scope);
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
