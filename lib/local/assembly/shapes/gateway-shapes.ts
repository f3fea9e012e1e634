import { arn, fakeId, generatedName, type Identity, opaque, type ResourceShape, text } from './identity.js';

const apiId = (identity: Identity) => fakeId(identity, 10);
const executeApiHost = (identity: Identity) =>
  `${apiId(identity)}.execute-api.${identity.region}.${identity.urlSuffix}`;

const domainName: ResourceShape = {
  ref: (identity) => identity.property('DomainName'),
  attributes: {
    DistributionDomainName: (identity) => `${fakeId(identity, 14)}.cloudfront.net`,
    DistributionHostedZoneId: () => 'Z2FDTNDATAQYW2',
    RegionalDomainName: (identity) => `d-${apiId(identity)}.execute-api.${identity.region}.${identity.urlSuffix}`,
    RegionalHostedZoneId: (identity) => `Z${fakeId(identity, 13).toUpperCase()}`,
  },
};

/** Physical ids and attributes of API Gateway's resources. */
export const GATEWAY_SHAPES: Readonly<Record<string, ResourceShape>> = {
  'AWS::ApiGateway::RestApi': {
    ref: apiId,
    attributes: { RestApiId: apiId, RootResourceId: (identity) => fakeId(identity, 10, 'root') },
  },
  'AWS::ApiGateway::Resource': opaque(6, '', ['ResourceId']),
  'AWS::ApiGateway::Method': opaque(10),
  'AWS::ApiGateway::Model': {
    // Model names have letters and digits only, also those that CloudFormation makes up.
    ref: (identity) => identity.property('Name') ?? generatedName(identity).replaceAll(/[^A-Za-z0-9]/g, ''),
    attributes: {},
  },
  'AWS::ApiGateway::RequestValidator': opaque(6, '', ['RequestValidatorId']),
  'AWS::ApiGateway::Authorizer': opaque(6, '', ['AuthorizerId']),
  'AWS::ApiGateway::GatewayResponse': opaque(10, '', ['Id']),
  'AWS::ApiGateway::Deployment': opaque(6, '', ['DeploymentId']),
  'AWS::ApiGateway::Stage': { ref: (identity) => identity.property('StageName'), attributes: {} },
  'AWS::ApiGateway::UsagePlan': opaque(6, '', ['Id']),
  'AWS::ApiGateway::ApiKey': opaque(10, '', ['APIKeyId']),
  'AWS::ApiGateway::UsagePlanKey': {
    ref: (identity) => text`${identity.property('KeyId')}:${identity.property('UsagePlanId')}`,
    attributes: { Id: (identity) => text`${identity.property('KeyId')}:${identity.property('UsagePlanId')}` },
  },
  'AWS::ApiGateway::VpcLink': opaque(6, '', ['VpcLinkId']),
  'AWS::ApiGateway::DomainName': {
    ref: domainName.ref,
    attributes: {
      ...domainName.attributes,
      DomainNameArn: (identity) =>
        arn({ ...identity, account: '' }, 'apigateway', text`/domainnames/${domainName.ref(identity)}`),
    },
  },
  'AWS::ApiGatewayV2::Api': {
    ref: apiId,
    attributes: { ApiId: apiId, ApiEndpoint: (identity) => `https://${executeApiHost(identity)}` },
  },
  'AWS::ApiGatewayV2::Route': opaque(7, '', ['RouteId']),
  'AWS::ApiGatewayV2::Integration': opaque(7, '', ['IntegrationId']),
  'AWS::ApiGatewayV2::Authorizer': opaque(6, '', ['AuthorizerId']),
  'AWS::ApiGatewayV2::Deployment': opaque(6, '', ['DeploymentId']),
  'AWS::ApiGatewayV2::Stage': { ref: (identity) => identity.property('StageName'), attributes: {} },
  'AWS::ApiGatewayV2::VpcLink': opaque(6, '', ['VpcLinkId']),
  'AWS::ApiGatewayV2::ApiMapping': opaque(6, '', ['ApiMappingId']),
  'AWS::ApiGatewayV2::DomainName': domainName,
};
