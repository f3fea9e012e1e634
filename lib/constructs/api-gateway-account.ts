import type { Construct as IScope } from 'constructs';
import { Construct, cdk } from './cdk.js';

/**
 * The role that REST APIs of this account and Region write their logs with. It is one setting for the whole account,
 * so no gateway touches it: deploy this once, in a stack of its own, where nobody has set the role yet. Until then
 * CloudFormation refuses a REST stage with access logs ("CloudWatch Logs role ARN must be set in account settings").
 *
 * Role and setting stay when the stack goes: other APIs would lose their logs.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export class ApiGatewayAccount extends Construct {
  constructor(scope: IScope, id: string) {
    super(scope, id);
    const role = new cdk.aws_iam.CfnRole(this, 'LogsRole', {
      assumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }],
      },
      managedPolicyArns: [
        `arn:${cdk.Stack.of(this).partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      ],
    });
    role.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
    cdk.Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      reason: 'API Gateway asks for this managed policy by name',
    });
    const account = new cdk.aws_apigateway.CfnAccount(this, 'Account', { cloudWatchRoleArn: role.attrArn });
    account.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);
  }
}
