/** Resource types that shape what a caller sees and that the local gateway does not do yet, each with what is missing. */
const NOT_EMULATED: ReadonlyMap<string, string> = new Map([
  ['AWS::ApiGateway::BasePathMappingV2', 'private custom domains are not served: the API answers at its own address'],
  ['AWS::ApiGateway::ClientCertificate', 'backends see no client certificate'],
  ['AWS::ApiGateway::DomainNameV2', 'private custom domains are not served: the API answers at its own address'],
  ['AWS::ApiGatewayV2::ApiGatewayManagedOverrides', 'overrides of what quick create makes are not applied'],
  ['AWS::ApiGatewayV2::RoutingRule', 'routing rules of custom domains are not applied'],
  ['AWS::AppSync::GraphQLApi', 'GraphQL APIs are not served'],
  ['AWS::CloudFront::Distribution', 'requests reach the API without the distribution in front'],
  ['AWS::CloudFront::Function', 'requests reach the API without the distribution in front'],
  ['AWS::ElasticLoadBalancingV2::Listener', 'load balancers are not run: name a stand-in for what they forward to'],
  ['AWS::ElasticLoadBalancingV2::ListenerRule', 'load balancers are not run: name a stand-in for what they forward to'],
  ['AWS::Events::Rule', 'rules do not run'],
  ['AWS::Lambda::EventSourceMapping', 'functions are called by APIs only, not by queues and streams'],
  ['AWS::Lambda::Url', 'function URLs are not served'],
  ['AWS::StepFunctions::StateMachine', 'state machines do not run'],
  ['AWS::WAFv2::WebACL', 'requests are not filtered by a firewall'],
  ['AWS::WAFv2::WebACLAssociation', 'requests are not filtered by a firewall'],
]);

/** Read by the reader itself, or without effect on what a local caller sees. */
const QUIET_TYPES: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Authorizer',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::DocumentationPart',
  'AWS::ApiGateway::DocumentationVersion',
  'AWS::ApiGateway::DomainName',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Model',
  'AWS::ApiGateway::RequestValidator',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::ApiGateway::VpcLink',
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::ApiMapping',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Deployment',
  'AWS::ApiGatewayV2::DomainName',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::IntegrationResponse',
  'AWS::ApiGatewayV2::Model',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::RouteResponse',
  'AWS::ApiGatewayV2::Stage',
  'AWS::ApiGatewayV2::VpcLink',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::Certificate',
  'AWS::CloudFormation::Stack',
  'AWS::CloudFormation::WaitConditionHandle',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::ElasticLoadBalancingV2::LoadBalancer',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Lambda::Alias',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::Function',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::LayerVersionPermission',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::Scheduler::Schedule',
  'AWS::WAFv2::IPSet',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::RegexPatternSet',
  'Custom::CrossRegionExportReader',
  'Custom::CrossRegionExportWriter',
  'Custom::LogRetention',
]);

/** Services whose resources a function or a role may name, and a gateway does not run. */
const QUIET_SERVICES: ReadonlySet<string> = new Set([
  'ApplicationAutoScaling',
  'CloudWatch',
  'Cognito',
  'DynamoDB',
  'EC2',
  'ECR',
  'IAM',
  'KMS',
  'Logs',
  'Route53',
  'S3',
  'SNS',
  'SQS',
  'SSM',
  'SecretsManager',
  'ServiceDiscovery',
  'XRay',
]);

/** What a caller misses locally of a resource of this type; undefined where that is nothing. */
export function missingSupport(type: string): string | undefined {
  const known = NOT_EMULATED.get(type);
  if (known !== undefined) return known;
  if (QUIET_TYPES.has(type) || QUIET_SERVICES.has(/^AWS::([^:]+)::/.exec(type)?.[1] ?? '')) return undefined;
  if (type.startsWith('AWS::Serverless::'))
    return 'SAM resources are expanded by CloudFormation only: synthesize them with CDK';
  if (/^Custom::|^AWS::CloudFormation::CustomResource$/.test(type)) return 'custom resources do not run';
  return 'the local gateway does not know this resource type';
}
