import { describe, expect, it } from 'vitest';
import type { EdgeDomainPlan } from '../../../lib/plan/edge-plan.js';
import { logicalIds } from '../support/synth.js';
import { configOf, handMadeEdge, handMadeTemplate, onlyOne } from './hand-made-edge.js';

const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const template = handMadeTemplate();
const config = configOf(template);

const domain: EdgeDomainPlan = {
  names: ['api.harbour.example', 'harbour.example'],
  certificateArn: 'arn:aws:acm:us-east-1:666666666666:certificate/1',
  minimumTls: '1.2',
};

describe('the distribution', () => {
  it('is on, says whose it is, and speaks HTTP/2, HTTP/3 and both kinds of IP', () => {
    expect(config).toMatchObject({
      Enabled: true,
      Comment: 'Edge of harbour',
      HttpVersion: 'http2and3',
      IPV6Enabled: true,
    });
  });

  it.each([
    ['all', 'PriceClass_All'],
    ['200', 'PriceClass_200'],
    ['100', 'PriceClass_100'],
  ] as const)('answers from places of the price class %s', (priceClass, expected) => {
    expect(configOf(handMadeTemplate({ edge: { priceClass } })).PriceClass).toBe(expected);
  });

  it.each([
    [undefined, { RestrictionType: 'none' }],
    [
      { kind: 'allow', countries: ['CH', 'LI'] },
      { RestrictionType: 'whitelist', Locations: ['CH', 'LI'] },
    ],
    [
      { kind: 'block', countries: ['AQ'] },
      { RestrictionType: 'blacklist', Locations: ['AQ'] },
    ],
  ] as const)('serves the countries of %o', (geo, expected) => {
    const made = configOf(handMadeTemplate({ edge: geo ? { geo } : {} }));
    expect(made.Restrictions).toEqual({ GeoRestriction: expected });
  });

  it('keeps no error, which would be one caller’s for all', () => {
    const kept = config.CustomErrorResponses.filter(
      ({ ErrorCachingMinTTL }: { ErrorCachingMinTTL: number }) => ErrorCachingMinTTL !== 0,
    );
    const codes = config.CustomErrorResponses.map(({ ErrorCode }: { ErrorCode: number }) => ErrorCode);
    expect(kept).toEqual([]);
    expect(codes).toEqual(expect.arrayContaining([400, 403, 404, 405, 414, 500, 501, 502, 503, 504]));
  });

  it('has no page for errors, which would stand in place of the problems of handlers and APIs', () => {
    const paged = config.CustomErrorResponses.filter((response: object) => 'ResponsePagePath' in response);
    expect(paged).toEqual([]);
  });

  it('has a web ACL by its ARN where there is one, and none else', () => {
    const arn = 'arn:aws:wafv2:us-east-1:666666666666:global/webacl/harbour/1';
    expect(configOf(handMadeTemplate({ webAclArn: arn })).WebACLId).toBe(arn);
    expect(config).not.toHaveProperty('WebACLId');
  });

  it('knows tags of answers where it caches, and not else', () => {
    expect(config.CacheTagConfig).toEqual({ HeaderName: 'cache-tag' });
    const uncached = handMadeTemplate({ edge: { behaviours: [], cachePolicies: [] } });
    expect(configOf(uncached)).not.toHaveProperty('CacheTagConfig');
    expect(configOf(uncached)).not.toHaveProperty('CacheBehaviors');
  });
});

describe('names and certificates', () => {
  it('are CloudFront’s own where the gateway has none', () => {
    expect(config).not.toHaveProperty('Aliases');
    expect(config.ViewerCertificate).toEqual({ CloudFrontDefaultCertificate: true });
  });

  it.each([
    ['1.2', 'TLSv1.2_2021'],
    ['1.3', 'TLSv1.3_2025'],
  ] as const)('are the gateway’s, with TLS %s at least', (minimumTls, policy) => {
    const made = configOf(handMadeTemplate({ edge: { domain: { ...domain, minimumTls } } }));
    expect(made.Aliases).toEqual(['api.harbour.example', 'harbour.example']);
    expect(made.ViewerCertificate).toEqual({
      AcmCertificateArn: domain.certificateArn,
      SslSupportMethod: 'sni-only',
      MinimumProtocolVersion: policy,
    });
  });
});

describe('behaviours', () => {
  it('stand in the order of the plan, each with its API', () => {
    const shown = config.CacheBehaviors.map((one: Record<string, string>) => [one.PathPattern, one.TargetOriginId]);
    expect(shown).toEqual([
      ['/tides', 'http'],
      ['/maps', 'rest'],
      ['/maps/*', 'rest'],
      ['/tides/*', 'http'],
    ]);
    expect(config.DefaultCacheBehavior).toMatchObject({ TargetOriginId: 'http' });
    expect(config.DefaultCacheBehavior).not.toHaveProperty('PathPattern');
  });

  it('each take HTTPS and all methods, and keep GET and HEAD alone', () => {
    for (const behaviour of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      expect(behaviour).toMatchObject({
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
        CachedMethods: ['GET', 'HEAD'],
        Compress: true,
      });
    }
  });

  it('run the one function first, and last as well where answers are kept', () => {
    const FunctionARN = { 'Fn::GetAtt': ['ViewerRequest', 'FunctionARN'] };
    for (const { FunctionAssociations, CachePolicyId } of [config.DefaultCacheBehavior, ...config.CacheBehaviors]) {
      const last = CachePolicyId === CACHING_DISABLED ? [] : [{ EventType: 'viewer-response', FunctionARN }];
      expect(FunctionAssociations).toEqual([{ EventType: 'viewer-request', FunctionARN }, ...last]);
    }
  });

  it('each have the policies of the plan, and cache nothing where it names none', () => {
    const policies = [config.DefaultCacheBehavior, ...config.CacheBehaviors].map((one) => [
      one.CachePolicyId,
      one.OriginRequestPolicyId,
    ]);
    expect(policies).toEqual([
      [CACHING_DISABLED, ALL_VIEWER_EXCEPT_HOST],
      [{ Ref: 'CachePolicyCacheTides' }, { Ref: 'PreflightPolicy' }],
      [{ Ref: 'CachePolicyCacheMaps' }, undefined],
      [CACHING_DISABLED, ALL_VIEWER_EXCEPT_HOST],
      [CACHING_DISABLED, ALL_VIEWER_EXCEPT_HOST],
    ]);
  });

  it('compress nothing where the spec does not want it', () => {
    const made = configOf(handMadeTemplate({ edge: { compress: false } }));
    for (const { Compress } of [made.DefaultCacheBehavior, ...made.CacheBehaviors]) expect(Compress).toBe(false);
  });

  it('are refused with a policy that the plan does not have', () => {
    expect(() => handMadeTemplate({ edge: { cachePolicies: [] } })).toThrow(
      'The edge names the cache policy "CacheTides", which it does not have',
    );
  });
});

describe('the function', () => {
  it('is published with the plan’s code, for the newer runtime', () => {
    expect(onlyOne(template, 'AWS::CloudFront::Function')).toEqual({
      Name: 'HandMade-viewer-request',
      AutoPublish: true,
      FunctionCode: handMadeEdge.function.code,
      FunctionConfig: { Comment: 'it looks on', Runtime: 'cloudfront-js-2.0' },
    });
  });

  it('has a comment of 128 characters at most', () => {
    const long = { ...handMadeEdge.function, because: 'x'.repeat(200) };
    const made = onlyOne(handMadeTemplate({ edge: { function: long } }), 'AWS::CloudFront::Function');
    expect(made.FunctionConfig.Comment).toHaveLength(128);
  });

  describe('that chooses the API', () => {
    const choosing = { ...handMadeEdge.function, choosesOrigin: true };
    const withOrigins = (ids: readonly string[], code = choosing.code) => {
      const origins = ids.map((id) => ({ kind: 'api', id: id as 'http' }) as const);
      const apis = Object.fromEntries(ids.map((id) => [id, { domainName: `${id}.example`, path: '' }]));
      const made = handMadeTemplate({ edge: { origins, function: { ...choosing, code } }, apis });
      const [id = ''] = logicalIds(made, 'AWS::CloudFront::Function');
      const [{ FunctionARN = {} } = {}] = configOf(made).DefaultCacheBehavior.FunctionAssociations;
      expect(FunctionARN).toEqual({ 'Fn::GetAtt': [id, 'FunctionARN'] });
      return { id, name: onlyOne(made, 'AWS::CloudFront::Function').Name as string };
    };
    const first = withOrigins(['http', 'rest']);

    it('is another one where the origins are others: no distribution runs one that names an origin it lacks', () => {
      const next = withOrigins(['http', 'rest', 'http-o']);
      expect(next.id).not.toBe(first.id);
      expect(next.name).not.toBe(first.name);
      expect(next.name).toMatch(/^HandMade-viewer-request-[0-9a-f]{12}$/);
    });

    it.each([
      ['it has other code', withOrigins(['http', 'rest'], 'function handler() {}')],
      ['they are in another order', withOrigins(['rest', 'http'])],
    ])('stays where %s', (_what, same) => {
      expect(same).toEqual(first);
    });
  });
});
