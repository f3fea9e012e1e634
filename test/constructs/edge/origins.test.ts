import { describe, expect, it } from 'vitest';
import { originsOf, readTimeoutSeconds } from '../../../lib/constructs/edge/origins.js';
import type { EdgeOriginPlan } from '../../../lib/plan/edge-plan.js';
import { configOf, handMadeEdge, handMadeTemplate } from './hand-made-edge.js';

const header = { name: 'x-from-the-edge', value: '{{resolve:secretsmanager:harbour/origin}}' };
const failover: EdgeOriginPlan = { kind: 'failover', id: 'failover', url: 'https://api-west.harbour.example' };
const overTls = {
  OriginProtocolPolicy: 'https-only',
  OriginSSLProtocols: ['TLSv1.2'],
  OriginKeepaliveTimeout: 60,
  OriginReadTimeout: 41,
};

describe('origins', () => {
  it('are the APIs at their addresses, over TLS, with the header of the edge', () => {
    const OriginCustomHeaders = [{ HeaderName: header.name, HeaderValue: header.value }];
    expect(configOf(handMadeTemplate({ header })).Origins).toEqual([
      {
        Id: 'http',
        DomainName: 'h1.execute-api.eu-west-1.amazonaws.com',
        CustomOriginConfig: overTls,
        OriginCustomHeaders,
      },
      {
        Id: 'rest',
        DomainName: 'r2.execute-api.eu-west-1.amazonaws.com',
        OriginPath: '/v7',
        CustomOriginConfig: overTls,
        OriginCustomHeaders,
      },
    ]);
  });

  it('get no header where nothing closes them', () => {
    expect(JSON.stringify(configOf(handMadeTemplate()).Origins)).not.toContain('OriginCustomHeaders');
  });

  it('are refused where the gateway lacks the API', () => {
    const props = {
      apis: new Map([['http', { domainName: 'h1', path: '' }]]),
      header: undefined,
      readTimeoutSeconds: 30,
    };
    expect(() => originsOf(handMadeEdge, props)).toThrow(
      'The edge knows the API "rest", which the gateway does not have',
    );
  });
});

describe('what stands in for the APIs', () => {
  const config = configOf(handMadeTemplate({ header, edge: { origins: [...handMadeEdge.origins, failover] } }));

  it('is an origin that is never told the secret', () => {
    expect(config.Origins[2]).toEqual({
      Id: 'failover',
      DomainName: 'api-west.harbour.example',
      CustomOriginConfig: overTls,
    });
  });

  it('makes a pair with each API, for what failed and not for what refused', () => {
    const failed = { StatusCodes: { Quantity: 4, Items: [500, 502, 503, 504] } };
    expect(config.OriginGroups).toEqual({
      Quantity: 2,
      Items: ['http', 'rest'].map((id) => ({
        Id: `failover-of-${id}`,
        FailoverCriteria: failed,
        Members: { Quantity: 2, Items: [{ OriginId: id }, { OriginId: 'failover' }] },
      })),
    });
  });

  it('is what each behaviour turns to', () => {
    const targets = [config.DefaultCacheBehavior, ...config.CacheBehaviors].map(({ TargetOriginId }) => TargetOriginId);
    expect(targets).toEqual(['http', 'http', 'rest', 'rest', 'http'].map((id) => `failover-of-${id}`));
  });

  it('is one pair where the function chooses the API, and makes the pair itself', () => {
    const origins = [...handMadeEdge.origins, failover];
    const choosing = { ...handMadeEdge.function, choosesOrigin: true };
    const made = configOf(handMadeTemplate({ edge: { origins, function: choosing } }));
    expect(made.OriginGroups.Items.map(({ Id }: { Id: string }) => Id)).toEqual(['failover-of-http']);
    const targets = [made.DefaultCacheBehavior, ...made.CacheBehaviors].map(({ TargetOriginId }) => TargetOriginId);
    expect(new Set(targets)).toEqual(new Set(['failover-of-http']));
  });

  it('shares no id with an API, whatever its part is called', () => {
    const ids = ['http', 'http-or-failover', 'http-failover', 'http-failover-of-http', 'rest'];
    const made = configOf(
      handMadeTemplate({
        edge: {
          origins: [...ids.map((id) => ({ kind: 'api', id: id as 'http' }) as const), failover],
          behaviours: ids.map((id) => ({ pattern: `/${id}`, origin: id as 'http', forwards: 'all', because: '' })),
        },
        apis: Object.fromEntries(ids.map((id) => [id, { domainName: `${id}.example`, path: '' }])),
      }),
    );
    const all = [...made.Origins, ...made.OriginGroups.Items].map(({ Id }: { Id: string }) => Id);
    expect(all).toHaveLength(2 * ids.length + 1);
    expect(new Set(all).size).toBe(all.length);
  });

  it('is nowhere where the spec has none', () => {
    expect(configOf(handMadeTemplate())).not.toHaveProperty('OriginGroups');
  });
});

describe('the time that the edge waits for an API', () => {
  it.each([
    [[], 30, 'CloudFront’s default, where there is nothing to wait for'],
    [[50], 30, 'never less than the default'],
    [[29_000], 30, 'a second more than a REST API waits'],
    [[29_001], 31, 'whole seconds, rounded up'],
    [[5_000, 30_000], 31, 'a second more than the slowest route'],
    [[118_999], 120, 'up to what CloudFront can'],
    [[119_001], 120, 'not beyond it'],
    [[900_000], 120, 'for each part of a stream, which may take longer as a whole'],
  ])('of routes with timeouts %j is %i s: %s', (timeouts, seconds) => {
    expect(readTimeoutSeconds(timeouts.map((timeoutMs) => ({ timeoutMs })))).toBe(seconds);
  });
});
