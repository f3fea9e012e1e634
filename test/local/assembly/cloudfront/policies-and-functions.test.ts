import { describe, expect, it } from 'vitest';
import { CACHING_DISABLED, defaultBehavior, read } from './distribution-templates.js';

describe('policies of the assembly', () => {
  const behavior = (given: object) => ({
    DefaultCacheBehavior: { TargetOriginId: 'api', ViewerProtocolPolicy: 'https-only', ...given },
  });

  it('say what is cached by what', () => {
    const { distribution } = read(behavior({ CachePolicyId: { Ref: 'Policy' } }), {
      Policy: {
        Type: 'AWS::CloudFront::CachePolicy',
        Properties: {
          CachePolicyConfig: {
            Name: 'p',
            MinTTL: 1,
            DefaultTTL: 2,
            MaxTTL: 3,
            ParametersInCacheKeyAndForwardedToOrigin: {
              EnableAcceptEncodingGzip: true,
              EnableAcceptEncodingBrotli: false,
              HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Accept-Language'] },
              CookiesConfig: { CookieBehavior: 'allExcept', Cookies: ['Ads'] },
              QueryStringsConfig: { QueryStringBehavior: 'all' },
            },
          },
        },
      },
    });
    expect(defaultBehavior(distribution)?.cachePolicy).toEqual({
      minTtlSeconds: 1,
      defaultTtlSeconds: 2,
      maxTtlSeconds: 3,
      headers: { kind: 'only', names: ['accept-language'] },
      cookies: { kind: 'all-except', names: ['Ads'] },
      queryStrings: { kind: 'all' },
      gzip: true,
      brotli: false,
    });
  });

  it.each([
    ['none', [], { kind: 'none' }, []],
    [
      'whitelist',
      ['X-A', 'CloudFront-Viewer-Country'],
      { kind: 'only', names: ['x-a'] },
      ['cloudfront-viewer-country'],
    ],
    ['allViewer', [], { kind: 'all' }, []],
    ['allViewerAndWhitelistCloudFront', ['CloudFront-Viewer-Country'], { kind: 'all' }, ['cloudfront-viewer-country']],
    ['allExcept', ['Host'], { kind: 'all-except', names: ['host'] }, []],
    ['somethingNew', ['X-A'], { kind: 'none' }, []],
  ])('send the origin %s headers', (HeaderBehavior, Headers, headers, cloudFront) => {
    const { distribution } = read(
      behavior({ CachePolicyId: CACHING_DISABLED, OriginRequestPolicyId: { 'Fn::GetAtt': ['Policy', 'Id'] } }),
      {
        Policy: {
          Type: 'AWS::CloudFront::OriginRequestPolicy',
          Properties: {
            OriginRequestPolicyConfig: {
              Name: 'p',
              HeadersConfig: { HeaderBehavior, Headers },
              CookiesConfig: { CookieBehavior: 'none' },
              QueryStringsConfig: { QueryStringBehavior: 'none' },
            },
          },
        },
      },
    );
    const policy = defaultBehavior(distribution)?.originRequestPolicy;
    expect([
      policy?.headers,
      (policy?.cloudFrontHeaders ?? []).filter((name) => name.startsWith('cloudfront-')),
    ]).toEqual([headers, cloudFront]);
  });

  it('add headers to answers, and take some away', () => {
    const { distribution, notices } = read(
      behavior({ CachePolicyId: CACHING_DISABLED, ResponseHeadersPolicyId: { Ref: 'Policy' } }),
      {
        Policy: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          Properties: {
            ResponseHeadersPolicyConfig: {
              Name: 'p',
              CustomHeadersConfig: { Items: [{ Header: 'x-a', Value: '1', Override: true }] },
              RemoveHeadersConfig: { Items: [{ Header: 'Server' }] },
              ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 1 },
              CorsConfig: {
                AccessControlAllowOrigins: { Items: ['*'] },
                AccessControlAllowMethods: { Items: ['GET'] },
                AccessControlAllowHeaders: { Items: ['*'] },
                AccessControlAllowCredentials: false,
                OriginOverride: true,
              },
              SecurityHeadersConfig: {
                ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
                ContentTypeOptions: { Override: true },
                FrameOptions: { FrameOption: 'DENY', Override: false },
                ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
                StrictTransportSecurity: {
                  AccessControlMaxAgeSec: 63072000,
                  IncludeSubdomains: true,
                  Preload: true,
                  Override: true,
                },
                XSSProtection: { Protection: true, ModeBlock: true, Override: true },
              },
            },
          },
        },
      },
    );
    const policy = defaultBehavior(distribution)?.responseHeadersPolicy;
    expect(policy?.headers.map(({ name, value, override }) => `${name}: ${value}${override ? '!' : ''}`)).toEqual([
      "Content-Security-Policy: default-src 'none'!",
      'X-Content-Type-Options: nosniff!',
      'X-Frame-Options: DENY',
      'Referrer-Policy: no-referrer!',
      'Strict-Transport-Security: max-age=63072000; includeSubDomains; preload!',
      'X-XSS-Protection: 1; mode=block!',
      'x-a: 1!',
    ]);
    expect(policy).toMatchObject({ removed: ['server'], cors: { allowOrigins: ['*'], override: true } });
    expect(notices).toEqual(['not-emulated Policy no Server-Timing header is added']);
  });

  it('are those of before policies where there are none', () => {
    const { distribution } = read(
      behavior({
        ForwardedValues: {
          QueryString: true,
          Headers: ['Origin'],
          Cookies: { Forward: 'whitelist', WhitelistedNames: ['a'] },
        },
        MinTTL: 5,
      }),
    );
    expect(defaultBehavior(distribution)?.cachePolicy).toMatchObject({
      minTtlSeconds: 5,
      defaultTtlSeconds: 86_400,
      headers: { kind: 'only', names: ['origin'] },
      cookies: { kind: 'only', names: ['a'] },
      queryStrings: { kind: 'all' },
    });
    const forwarding = read(behavior({ ForwardedValues: { QueryString: false, Headers: ['*'] } }));
    expect(defaultBehavior(forwarding.distribution)?.cachePolicy).toMatchObject({
      maxTtlSeconds: 0,
      headers: { kind: 'all' },
    });
  });
});

describe('functions of the assembly', () => {
  const edgeFunction = (given: object = {}) => ({
    Type: 'AWS::CloudFront::Function',
    Properties: {
      Name: 'pick',
      FunctionCode: 'function handler(e) { return e.request; }',
      FunctionConfig: { Runtime: 'cloudfront-js-2.0', ...given },
    },
  });
  const calling = (arn: unknown) => ({
    DefaultCacheBehavior: {
      TargetOriginId: 'api',
      CachePolicyId: CACHING_DISABLED,
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: arn }],
    },
  });

  it.each([[{ 'Fn::GetAtt': ['Pick', 'FunctionARN'] }], [{ Ref: 'Pick' }]])('are called by %j', (arn) => {
    const { distribution } = read(calling(arn), { Pick: edgeFunction() });
    expect(defaultBehavior(distribution)?.viewerRequest).toEqual({
      name: 'pick',
      code: 'function handler(e) { return e.request; }',
      runtime: 'cloudfront-js-2.0',
    });
  });

  it('stand in the way where they cannot be known', () => {
    const { distribution } = read(calling('arn:aws:cloudfront::111122223333:function/else'));
    expect(defaultBehavior(distribution)?.viewerRequest).toEqual({ name: 'unknown', runtime: 'cloudfront-js-2.0' });
  });

  it('have no key value stores', () => {
    const { notices } = read({}, { Pick: edgeFunction({ KeyValueStoreAssociations: [{ KeyValueStoreARN: 'arn' }] }) });
    expect(notices).toEqual(['not-emulated Pick key value stores are not there: cf.kvs() throws']);
  });
});
