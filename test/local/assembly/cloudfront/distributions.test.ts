import { describe, expect, it } from 'vitest';
import { readStacks } from '../assembly-fixture.js';
import { ALL_VIEWER_EXCEPT_HOST, CACHING_DISABLED, defaultBehavior, read, resource } from './distribution-templates.js';

describe('a distribution', () => {
  it('has what AWS gives it where the template says nothing', () => {
    const { distribution, notices } = read();
    expect(distribution).toMatchObject({
      stackName: 'Edge',
      logicalId: 'Front',
      id: expect.stringMatching(/^E[A-Z0-9]{13}$/),
      domainName: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
      aliases: [],
      enabled: true,
      geoRestriction: { kind: 'none' },
      originGroups: [],
      errorResponses: [],
    });
    expect(distribution.origins).toEqual([
      {
        id: 'api',
        domainName: 'api.example',
        path: '',
        customHeaders: [],
        protocol: 'https',
        port: 443,
        responseTimeoutMs: 30_000,
      },
    ]);
    expect(defaultBehavior(distribution)).toMatchObject({
      pathPattern: '*',
      allowedMethods: ['GET', 'HEAD'],
      cachedMethods: ['GET', 'HEAD'],
      compress: false,
      cachePolicy: { minTtlSeconds: 0, defaultTtlSeconds: 0, maxTtlSeconds: 0 },
    });
    expect(notices).toEqual([]);
  });

  it('has all that its template names', () => {
    const { distribution } = read({
      Aliases: ['Shop.example'],
      Comment: 'books',
      DefaultRootObject: '/index.html',
      CacheTagConfig: { HeaderName: 'Cache-Tag' },
      WebACLId: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/a/1',
      Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['CH', 'LI'] } },
      CustomErrorResponses: [
        { ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: 200, ErrorCachingMinTTL: 5 },
        { ErrorCode: '500', ErrorCachingMinTTL: 0 },
        { ErrorCode: 502 },
      ],
      Origins: [
        {
          Id: 'api',
          DomainName: 'API.example',
          OriginPath: '/prod/',
          OriginCustomHeaders: [{ HeaderName: 'x-a', HeaderValue: '1' }],
          CustomOriginConfig: { OriginProtocolPolicy: 'http-only', HTTPPort: 8080, OriginReadTimeout: 5 },
        },
        { Id: 'other', DomainName: 'other.example', CustomOriginConfig: { OriginProtocolPolicy: 'match-viewer' } },
      ],
      OriginGroups: {
        Quantity: 1,
        Items: [
          {
            Id: 'both',
            FailoverCriteria: { StatusCodes: { Quantity: 2, Items: [500, 403] } },
            Members: { Quantity: 2, Items: [{ OriginId: 'api' }, { OriginId: 'other' }] },
          },
        ],
      },
    });
    expect(distribution).toMatchObject({
      aliases: ['shop.example'],
      comment: 'books',
      defaultRootObject: 'index.html',
      cacheTagHeader: 'cache-tag',
      webAclArn: 'arn:aws:wafv2:us-east-1:000000000000:global/webacl/a/1',
      geoRestriction: { kind: 'allow', countries: ['CH', 'LI'] },
      errorResponses: [
        { status: 404, page: { path: '/404.html', status: 200 }, cachingMinTtlSeconds: 5 },
        { status: 500, cachingMinTtlSeconds: 0 },
        { status: 502, cachingMinTtlSeconds: 10 },
      ],
      originGroups: [{ id: 'both', memberIds: ['api', 'other'], failoverStatuses: [500, 403] }],
    });
    expect(distribution.origins).toEqual([
      {
        id: 'api',
        domainName: 'api.example',
        path: '/prod',
        customHeaders: [['x-a', '1']],
        protocol: 'http',
        port: 8080,
        responseTimeoutMs: 5_000,
      },
      expect.objectContaining({ id: 'other', protocol: 'https', port: 443 }),
    ]);
  });

  it('matches its behaviors in order, the default one last', () => {
    const { distribution } = read({
      CacheBehaviors: [
        {
          PathPattern: '/b/*',
          TargetOriginId: 'api',
          CachePolicyId: CACHING_DISABLED,
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS'],
          CachedMethods: ['GET', 'HEAD', 'OPTIONS'],
          Compress: true,
          OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
        },
        { PathPattern: '/a/*', TargetOriginId: 'api', CachePolicyId: CACHING_DISABLED },
      ],
    });
    expect(distribution.behaviors.map(({ pathPattern }) => pathPattern)).toEqual(['/b/*', '/a/*', '*']);
    expect(distribution.behaviors[0]).toMatchObject({
      allowedMethods: ['GET', 'HEAD', 'OPTIONS'],
      cachedMethods: ['GET', 'HEAD', 'OPTIONS'],
      compress: true,
      originRequestPolicy: { headers: { kind: 'all-except', names: ['host'] }, cookies: { kind: 'all' } },
    });
  });
});

describe('what is not known or not done', () => {
  it('leaves references to secrets in headers of origins, and there alone', () => {
    const secret = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, '}}']] };
    const { distribution, notices } = read(
      {
        Comment: secret,
        Origins: [
          {
            Id: 'api',
            DomainName: 'api.example',
            OriginCustomHeaders: [{ HeaderName: 'x-gatewright-origin', HeaderValue: secret }],
          },
        ],
      },
      { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'origin' } } },
    );
    expect(distribution.origins[0]?.customHeaders).toEqual([
      [
        'x-gatewright-origin',
        expect.stringMatching(
          /^\{\{resolve:secretsmanager:arn:aws:secretsmanager:us-east-1:000000000000:secret:origin-\w{6}\}\}$/,
        ),
      ],
    ]);
    expect(distribution.comment).toBe('');
    expect(notices.join()).toContain('resolved by CloudFormation only');
  });

  it('never makes a distribution more open', () => {
    const { distribution, notices } = read({
      WebACLId: { Ref: 'Nowhere' },
      Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: { Ref: 'Nowhere' } } },
      DefaultCacheBehavior: {
        TargetOriginId: 'api',
        CachePolicyId: 'ffffffff-0000-0000-0000-000000000000',
        OriginRequestPolicyId: { Ref: 'Nowhere' },
      },
    });
    expect(distribution.webAclArn).toBe('gatewright:unresolved');
    expect(distribution.geoRestriction).toEqual({ kind: 'allow', countries: ['gatewright:unresolved'] });
    expect(defaultBehavior(distribution)).toMatchObject({ cachePolicy: { maxTtlSeconds: 0 } });
    expect(defaultBehavior(distribution)?.originRequestPolicy).toBeUndefined();
    expect(notices.join()).toContain('neither in the assembly nor one of AWS');
  });

  it.each([
    [{ Logging: { Bucket: 'b' } }, 'access logs'],
    [{ ViewerMtlsConfig: { Mode: 'required' } }, 'certificates of viewers'],
    [
      { Origins: [{ Id: 'api', DomainName: 'b.s3.amazonaws.com', OriginAccessControlId: 'E1', S3OriginConfig: {} }] },
      'not signed',
    ],
    [
      {
        DefaultCacheBehavior: {
          TargetOriginId: 'api',
          CachePolicyId: CACHING_DISABLED,
          LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: 'arn' }],
        },
      },
      'Lambda@Edge',
    ],
    [
      { DefaultCacheBehavior: { TargetOriginId: 'api', CachePolicyId: CACHING_DISABLED, TrustedKeyGroups: ['k'] } },
      'signed URLs',
    ],
  ])('is a notice: %j', (given, words) => {
    expect(read(given).notices.join()).toContain(words);
  });
});

it('reads a distribution and its APIs from stacks in two regions', () => {
  const model = readStacks(
    {
      Api: {
        Resources: { Web: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'web', ProtocolType: 'HTTP' } } },
        Outputs: { Host: { Value: { 'Fn::Sub': '${Web}.execute-api.${AWS::Region}.${AWS::URLSuffix}' } } },
      },
      ApiEdge: {
        Resources: {
          Front: resource({
            Origins: [
              {
                Id: 'api',
                DomainName: { 'Fn::GetStackOutput': { StackName: 'Api', OutputName: 'Host', Region: 'eu-central-1' } },
              },
            ],
          }),
        },
      },
    },
    {},
    {
      'manifest.json': {
        artifacts: {
          Api: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://unknown-account/eu-central-1',
            properties: { templateFile: 'Api.template.json' },
          },
          ApiEdge: {
            type: 'aws:cloudformation:stack',
            environment: 'aws://unknown-account/us-east-1',
            properties: { templateFile: 'ApiEdge.template.json' },
          },
        },
      },
    },
  );
  const host = model.distributions[0]?.origins[0]?.domainName ?? '';
  expect(host).toMatch(/^[a-z0-9]{10}\.execute-api\.eu-central-1\.amazonaws\.com$/);
  expect(model.executeApiHosts).toEqual({ [host]: model.apis[0]?.apiId });
  expect(model.region).toBe('eu-central-1');
});
