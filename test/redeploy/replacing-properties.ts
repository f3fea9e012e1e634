/**
 * Properties whose change makes CloudFormation replace the resource ("Update requires: Replacement"), by type.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const replacingProperties: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGateway::RestApi': [],
  'AWS::ApiGateway::Stage': ['RestApiId', 'StageName'],
  'AWS::ApiGateway::UsagePlan': [],
  'AWS::ApiGatewayV2::Api': ['ProtocolType'],
  'AWS::ApiGatewayV2::Stage': ['ApiId', 'StageName'],
  'AWS::CloudFormation::Stack': [],
  'AWS::CloudWatch::Alarm': ['AlarmName'],
  'AWS::IAM::Policy': [],
  'AWS::IAM::Role': ['Path', 'RoleName'],
  'AWS::Lambda::EventInvokeConfig': ['FunctionName', 'Qualifier'],
  'AWS::Lambda::Function': ['FunctionName', 'PackageType', 'TenancyConfig'],
  'AWS::Logs::LogGroup': ['LogGroupName'],
  'AWS::Scheduler::Schedule': ['Name', 'GroupName'],
};

/** Types that hold neither an address, nor a key, nor data: a new one is as good. */
export const holdNothing: readonly string[] = ['AWS::ApiGateway::Deployment', 'AWS::Lambda::Permission'];
