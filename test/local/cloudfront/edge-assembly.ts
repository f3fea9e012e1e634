const HANDLER = `exports.handler = async (event) => {
  const headers = Object.fromEntries(Object.entries(event.headers || {}).map(([name, value]) => [name.toLowerCase(), value]));
  const path = event.rawPath ?? event.path;
  const seen = {
    at: Math.random(),
    version: event.version ?? '1.0',
    path,
    query: event.rawQueryString ?? '',
    stage: event.requestContext.stage,
    secret: headers['x-gatewright-origin'] ?? null,
    host: headers.host,
    ip: event.requestContext.http?.sourceIp ?? event.requestContext.identity.sourceIp,
    forwarded: headers['x-forwarded-for'],
  };
  const control = path.startsWith('/cached') ? { 'cache-control': 'public, max-age=60' } : {};
  return { statusCode: 200, headers: { 'content-type': 'application/json', ...control }, body: JSON.stringify(seen) };
};`;

const URI = { 'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations' };
const proxy = (payloadFormatVersion: string) => ({
  'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST', uri: URI, payloadFormatVersion },
});
const info = (title: string) => ({ openapi: '3.0.1', info: { title, version: '1' } });

/** An HTTP API, a REST API and one whose own address is switched off. */
export const shopTemplate = {
  Resources: {
    Fn: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: 'arn:aws:iam::0:role/r',
        Code: { ZipFile: HANDLER },
      },
    },
    Web: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Body: {
          ...info('web'),
          paths: { '/books/{id}': { get: proxy('2.0'), post: proxy('2.0') }, '/cached/{id}': { get: proxy('2.0') } },
        },
      },
    },
    WebStage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: {
        ApiId: { Ref: 'Web' },
        StageName: '$default',
        AccessLogSettings: {
          DestinationArn: 'arn:aws:logs:eu-central-1:0:log-group:a',
          Format: '$context.routeKey $context.status',
        },
      },
    },
    Partner: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties: { Body: { ...info('partner'), paths: { '/feeds': { get: proxy('1.0') } } } },
    },
    PartnerDeployment: { Type: 'AWS::ApiGateway::Deployment', Properties: { RestApiId: { Ref: 'Partner' } } },
    PartnerStage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: { RestApiId: { Ref: 'Partner' }, StageName: 'prod', DeploymentId: { Ref: 'PartnerDeployment' } },
    },
    Closed: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'closed',
        ProtocolType: 'HTTP',
        DisableExecuteApiEndpoint: true,
        Target: { 'Fn::GetAtt': ['Fn', 'Arn'] },
      },
    },
  },
  Outputs: Object.fromEntries(
    ['Web', 'Partner', 'Closed'].map((id) => [
      `${id}Host`,
      { Value: { 'Fn::Sub': `\${${id}}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}` } },
    ]),
  ),
};

const CODE = `import cf from 'cloudfront';
function handler(event) {
  var request = event.request;
  if (/\\/\\/|\\\\|%2f|%5c|(^|\\/)(\\.|%2e){1,2}(\\/|$)/i.test(request.uri)) return { statusCode: 400 };
  if (request.uri === '/feeds') cf.selectRequestOriginById('partner');
  if (request.uri.startsWith('/closed')) cf.selectRequestOriginById('closed');
  return request;
}`;

const host = (id: string) => ({
  'Fn::GetStackOutput': { StackName: 'Shop', OutputName: `${id}Host`, Region: 'eu-central-1' },
});
const HEADERS = [
  { HeaderName: 'x-gatewright-origin', HeaderValue: { 'Fn::Sub': '{{resolve:secretsmanager:${Secret}}}' } },
];
const api = (Id: string, id: string, OriginPath = '') => ({
  Id,
  DomainName: host(id),
  OriginPath,
  OriginCustomHeaders: HEADERS,
  CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
});

const behavior = (given: object) => ({
  TargetOriginId: 'web',
  ViewerProtocolPolicy: 'redirect-to-https',
  AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
  CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
  OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
  FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Pick', 'FunctionARN'] } }],
  ...given,
});

/** A distribution in front of them, in a stack of its own in another region. */
export const edgeTemplate = {
  Resources: {
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'origin' } },
    Pick: {
      Type: 'AWS::CloudFront::Function',
      Properties: { Name: 'pick', FunctionCode: CODE, FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' } },
    },
    Cached: {
      Type: 'AWS::CloudFront::CachePolicy',
      Properties: {
        CachePolicyConfig: {
          Name: 'cached',
          MinTTL: 0,
          DefaultTTL: 0,
          MaxTTL: 86_400,
          ParametersInCacheKeyAndForwardedToOrigin: {
            EnableAcceptEncodingGzip: true,
            HeadersConfig: { HeaderBehavior: 'none' },
            CookiesConfig: { CookieBehavior: 'none' },
            QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['page'] },
          },
        },
      },
    },
    Front: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: {
          Enabled: true,
          Aliases: ['shop.bookshop.example', '*.bookshop.example'],
          Origins: [
            api('web', 'Web'),
            api('partner', 'Partner', '/prod'),
            api('closed', 'Closed'),
            {
              Id: 'pages',
              DomainName: 'pages.example',
              OriginCustomHeaders: HEADERS,
              CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
            },
          ],
          CacheBehaviors: [
            behavior({ PathPattern: '/cached/*', CachePolicyId: { Ref: 'Cached' } }),
            behavior({
              PathPattern: '/pages/*',
              TargetOriginId: 'pages',
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              OriginRequestPolicyId: undefined,
              FunctionAssociations: undefined,
            }),
          ],
          DefaultCacheBehavior: behavior({}),
        },
      },
    },
    Second: {
      Type: 'AWS::CloudFront::Distribution',
      Properties: {
        DistributionConfig: { Enabled: true, Origins: [api('web', 'Web')], DefaultCacheBehavior: behavior({}) },
      },
    },
  },
};
