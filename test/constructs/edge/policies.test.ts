import { describe, expect, it } from 'vitest';
import { configOf, handMadeTemplate, onlyOne } from './hand-made-edge.js';

const template = handMadeTemplate();

function keyOf(name: string, made = template) {
  const found = Object.values(made.findResources('AWS::CloudFront::CachePolicy')).map(
    ({ Properties }) => Properties.CachePolicyConfig,
  );
  return found.find(({ Name }) => Name.endsWith(name));
}

describe('cache policies', () => {
  it('keep answers for as long as the plan says, unless they say themselves', () => {
    expect(keyOf('CacheTides')).toMatchObject({ MinTTL: 0, DefaultTTL: 240, MaxTTL: 31_536_000 });
    expect(keyOf('CacheMaps')).toMatchObject({ MinTTL: 0, DefaultTTL: 86_400, MaxTTL: 31_536_000 });
  });

  it('have in their key what the plan names, all of the query where it says so, and nothing else', () => {
    expect(keyOf('CacheTides').ParametersInCacheKeyAndForwardedToOrigin).toEqual({
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: true,
      HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['accept-language', 'origin'] },
      QueryStringsConfig: { QueryStringBehavior: 'all' },
      CookiesConfig: { CookieBehavior: 'none' },
    });
    expect(keyOf('CacheMaps').ParametersInCacheKeyAndForwardedToOrigin).toEqual({
      EnableAcceptEncodingGzip: true,
      EnableAcceptEncodingBrotli: true,
      HeadersConfig: { HeaderBehavior: 'none' },
      QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['zoom', 'layer'] },
      CookiesConfig: { CookieBehavior: 'whitelist', Cookies: ['units'] },
    });
  });

  it('have no query at all where the plan names none of it', () => {
    const none = { name: 'CacheTides', ttlSeconds: 5, headers: [], query: [], cookies: [] };
    const made = handMadeTemplate({ edge: { cachePolicies: [none], behaviours: [] } });
    expect(keyOf('CacheTides', made).ParametersInCacheKeyAndForwardedToOrigin.QueryStringsConfig).toEqual({
      QueryStringBehavior: 'none',
    });
  });

  it('leave encodings out of the key where nothing is compressed', () => {
    const made = keyOf('CacheMaps', handMadeTemplate({ edge: { compress: false } }));
    expect(made.ParametersInCacheKeyAndForwardedToOrigin).toMatchObject({
      EnableAcceptEncodingGzip: false,
      EnableAcceptEncodingBrotli: false,
    });
  });
});

describe('what origins see besides', () => {
  it('are the headers of a preflight, where a cached path has CORS', () => {
    expect(onlyOne(template, 'AWS::CloudFront::OriginRequestPolicy').OriginRequestPolicyConfig).toEqual({
      Name: 'HandMade-preflight',
      HeadersConfig: {
        HeaderBehavior: 'whitelist',
        Headers: ['access-control-request-headers', 'access-control-request-method', 'origin'],
      },
      QueryStringsConfig: { QueryStringBehavior: 'none' },
      CookiesConfig: { CookieBehavior: 'none' },
    });
  });

  it('need no policy where no path has', () => {
    const made = handMadeTemplate({ edge: { behaviours: [], cachePolicies: [] } });
    made.resourceCountIs('AWS::CloudFront::OriginRequestPolicy', 0);
  });
});

describe('security headers', () => {
  it('are on every answer that has none of its own', () => {
    const policy = onlyOne(template, 'AWS::CloudFront::ResponseHeadersPolicy').ResponseHeadersPolicyConfig;
    expect(policy.SecurityHeadersConfig).toEqual({
      StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: false, Override: false },
      ContentTypeOptions: { Override: false },
      FrameOptions: { FrameOption: 'DENY', Override: false },
      ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: false },
      ContentSecurityPolicy: { ContentSecurityPolicy: "frame-ancestors 'none'", Override: false },
    });
    const config = configOf(template);
    for (const { ResponseHeadersPolicyId } of [config.DefaultCacheBehavior, ...config.CacheBehaviors])
      expect(ResponseHeadersPolicyId).toEqual({ Ref: 'SecurityHeaders' });
  });

  it('are on none where the spec does not want them', () => {
    const made = handMadeTemplate({ edge: { securityHeaders: false } });
    made.resourceCountIs('AWS::CloudFront::ResponseHeadersPolicy', 0);
    expect(JSON.stringify(configOf(made))).not.toContain('ResponseHeadersPolicyId');
  });
});
