import type { CfnElement, IResolvable, ITokenResolver } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { cdk } from './cdk.js';
import { JOINED } from './stable-text.js';

/**
 * Properties for which CloudFormation replaces a resource ("Update requires: Replacement") that an API can call, or that
 * one of these stands in; in CDK's spelling.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  'AWS::ApiGatewayV2::VpcLink': ['subnetIds', 'securityGroupIds'],
  'AWS::EC2::SecurityGroup': ['groupName', 'groupDescription', 'vpcId'],
  'AWS::EC2::Subnet': [
    'availabilityZone',
    'availabilityZoneId',
    'cidrBlock',
    'ipv4IpamPoolId',
    'ipv4NetmaskLength',
    'ipv6Native',
    'outpostArn',
    'vpcId',
  ],
  'AWS::EC2::VPC': ['cidrBlock', 'ipv4IpamPoolId', 'ipv4NetmaskLength'],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ['name', 'scheme', 'type'],
  'AWS::Lambda::Alias': ['functionName', 'name'],
  'AWS::Lambda::Function': ['functionName', 'packageType', 'tenancyConfig'],
  'AWS::Lambda::Url': ['qualifier', 'targetFunctionArn'],
  'AWS::Lambda::Version': ['codeSha256', 'description', 'functionName'],
};

type Found = Map<string, Record<string, unknown>>;

/**
 * What CloudFormation would replace the resources for that some texts refer to, and those that these refer to in turn: a
 * replaced resource has another id under the same logical id, so that what refers to it reads the same. Empty where there
 * is nothing to replace them for.
 */
export function replacingText(texts: readonly string[], scope: IConstruct): string {
  const found: Found = new Map();
  withPlaces(texts, scope, found);
  const replacing = [...found].filter(([, properties]) => Object.keys(properties).length > 0);
  return replacing.length > 0 ? JSON.stringify(replacing.sort(([a], [b]) => (a < b ? -1 : 1))) : '';
}

/** The value with the place of each resource that it refers to; what is to be said of these is found on the way. */
function withPlaces(value: unknown, scope: IConstruct, found: Found): unknown {
  const plain = new cdk.DefaultTokenResolver(JOINED);
  const resolver: ITokenResolver = {
    resolveToken: (token, context, postProcessor) =>
      placeOf(token, found) ?? plain.resolveToken(token, context, postProcessor),
    resolveString: (fragments, context) => plain.resolveString(fragments, context),
    resolveList: (list, context) => plain.resolveList(list, context),
  };
  return cdk.Tokenization.resolve(value, { scope, resolver, preparing: false });
}

function placeOf(token: IResolvable, found: Found): object | undefined {
  if (!cdk.Reference.isReference(token) || !cdk.CfnElement.isCfnElement(token.target)) return undefined;
  const { target } = token;
  const stack = cdk.Stack.of(target);
  const place = `${stack.node.path}/${stack.resolve(target.logicalId)}`;
  if (!found.has(place)) describe(target, place, found);
  return { place, attribute: token.displayName };
}

function describe(element: CfnElement, place: string, found: Found): void {
  const properties: Record<string, unknown> = {};
  found.set(place, properties);
  if (!cdk.CfnResource.isCfnResource(element)) return;
  for (const name of REPLACING[element.cfnResourceType] ?? []) {
    const value = withPlaces(Reflect.get(element, name), element, found);
    if (value !== undefined) properties[name] = value;
  }
}
