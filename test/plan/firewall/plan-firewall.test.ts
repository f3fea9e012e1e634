import { describe, expect, it } from 'vitest';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Firewall } from '../../../lib/spec/firewall.js';
import { aRoute, specOf } from '../../spec/specs.js';
import { aclOf, rulesOf } from './planned.js';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:123456789012:certificate/12345678-aaaa-bbbb-cccc-1234567890ab';

describe('the firewall of a plan', () => {
  it('is none where the spec has none', () => {
    expect(planGateway(specOf([aRoute('GET /a')])).firewall).toBeUndefined();
  });

  it('stands before the stage, or before the edge where there is one, and says why', () => {
    expect(aclOf({ managed: ['php'] })).toMatchObject({
      scope: 'REGIONAL',
      attachedTo: 'rest-stage',
      because: expect.stringContaining('no edge'),
    });
    expect(aclOf({ managed: ['php'] }, { edge: {} })).toMatchObject({
      scope: 'CLOUDFRONT',
      attachedTo: 'edge',
      because: expect.stringContaining('CloudFront'),
    });
  });

  it('has its rules in the order allow, block, rate limits, bodies, groups, whatever the order in the spec', () => {
    const acl = aclOf(
      {
        managed: ['sqli', 'common'],
        rateLimits: { zulu: { limit: 10 }, alpha: { limit: 20 } },
        block: { countries: ['AQ'] },
        allow: { countries: ['CH'] },
      },
      { routes: [aRoute('POST /b', { maxBodyBytes: 900 }), aRoute('POST /a', { maxBodyBytes: 80 })] },
    );
    expect(acl.rules.map(({ name }) => name)).toEqual([
      'allow',
      'block',
      'rate-limit-zulu',
      'rate-limit-alpha',
      'body-size-80',
      'body-size-900',
      'managed-sqli',
      'managed-common',
    ]);
    expect(acl.rules.every(({ because }) => because !== '')).toBe(true);
  });

  it.each([
    [undefined, 16],
    [16_384, 16],
    [16_385, 32],
    [32_769, 48],
    [49_153, 64],
    [65_536, 64],
  ])('sees of bodies what a limit of %s bytes needs: %d KB', (maxBodyBytes, kb) => {
    const routes = [aRoute('POST /a', maxBodyBytes === undefined ? {} : { maxBodyBytes })];
    expect(aclOf({ managed: ['php'] }, { routes }).inspectKb).toBe(kb);
  });

  it('sees as much as the spec says, and logs what it says', () => {
    expect(aclOf({ managed: ['php'], inspectKb: 64, log: 'none' })).toMatchObject({ inspectKb: 64, log: 'none' });
    expect(aclOf({ managed: ['php'] }).log).toBe('blocked');
  });
});

describe('a managed group of a plan', () => {
  const ruleOf = (group: NonNullable<Firewall['managed']>[number]) =>
    rulesOf(aclOf({ managed: [group] }), 'managed')[0];

  it('counts bodies over 8 KB that the core rule set would refuse, and says so', () => {
    expect(ruleOf('common')).toMatchObject({
      group: 'AWSManagedRulesCommonRuleSet',
      override: { SizeRestrictions_BODY: 'count' },
      because: expect.stringContaining('8 KB'),
    });
  });

  it('keeps its word where the spec has one on that rule', () => {
    const rule = ruleOf({ group: 'common', override: { SizeRestrictions_BODY: 'block', NoUserAgent_HEADER: 'count' } });
    expect(rule?.override).toEqual({ SizeRestrictions_BODY: 'block', NoUserAgent_HEADER: 'count' });
    expect(rule?.because).not.toContain('8 KB');
  });

  it.each<[NonNullable<Firewall['managed']>[number], object]>([
    ['bot-control', { inspectionLevel: 'COMMON', wcu: 50 }],
    [
      { group: 'bot-control', level: 'targeted' },
      { inspectionLevel: 'TARGETED', wcu: 50 },
    ],
    [
      { group: 'sqli', count: true, version: 'Version_2.0' },
      { count: true, version: 'Version_2.0', wcu: 200 },
    ],
    ['posix', { group: 'AWSManagedRulesUnixRuleSet', count: false, wcu: 100 }],
  ])('%j has what AWS needs', (group, rule) => {
    expect(ruleOf(group)).toMatchObject(rule);
  });
});

describe('a rate limit of a plan', () => {
  it('has the defaults written out', () => {
    expect(rulesOf(aclOf({ rateLimits: { perIp: { limit: 500 } } }), 'rate')).toEqual([
      {
        kind: 'rate',
        name: 'rate-limit-per-ip',
        action: 'block',
        limit: 500,
        windowSeconds: 300,
        by: ['ip'],
        methods: [],
        paths: [],
        wcu: 2,
        because: 'at most 500 requests in 300 s by ip',
        response: {
          status: 429,
          body: expect.objectContaining({ status: 429, type: '/problems/rate-limit' }),
          headers: { 'Retry-After': '300' },
        },
      },
    ]);
  });

  it.each<[string, Firewall, object | undefined]>([
    [
      'its own answer',
      { response: { body: 1 }, rateLimits: { a: { limit: 10, response: { status: 503, body: 2 } } } },
      { status: 503, body: 2, headers: { 'Retry-After': '300' } },
    ],
    [
      "the firewall's with 429",
      { response: { status: 404, body: 1, headers: { a: 'b' } }, rateLimits: { a: { limit: 10 } } },
      { status: 429, body: 1, headers: { 'Retry-After': '300', a: 'b' } },
    ],
    [
      'a Retry-After of its own',
      { rateLimits: { a: { limit: 10, response: { body: 2, headers: { 'retry-after': '9' } } } } },
      { status: 429, body: 2, headers: { 'retry-after': '9' } },
    ],
    [
      'a redirection without a body',
      { rateLimits: { a: { limit: 10, response: { status: 302, headers: { location: '/busy' } } } } },
      { status: 302, headers: { location: '/busy' } },
    ],
    ['no answer where it counts', { rateLimits: { a: { limit: 10, action: 'count' } } }, undefined],
  ])('gives %s', (_title, firewall, response) => {
    expect(rulesOf(aclOf(firewall), 'rate')[0]?.response).toEqual(response);
  });

  it('looks at paths behind the stage, and at those of an edge as they are', () => {
    const rateLimits = { a: { limit: 10, only: { paths: ['/', '/Login', '/admin/*'] } } };
    expect(rulesOf(aclOf({ rateLimits }, { stage: 'V2' }), 'rate')[0]?.paths).toEqual([
      '^/*(?:v2/*)?$',
      '^/+(?:v2/+)?(?:login/*$|admin/)',
    ]);
    expect(rulesOf(aclOf({ rateLimits }, { edge: {} }), 'rate')[0]?.paths).toEqual(['^/*$', '^/+(?:login/*$|admin/)']);
  });
});

describe('what a plan allows and blocks', () => {
  it('has addresses as ranges, each thing once', () => {
    const block = { ips: ['203.0.113.7', '203.0.113.7/32', '::1'], countries: ['CH', 'CH'], asns: [7, 7] };
    expect(rulesOf(aclOf({ block }), 'match')[0]).toMatchObject({
      action: 'block',
      ips: ['203.0.113.7/32', '::1/128'],
      countries: ['CH'],
      asns: [7],
      wcu: 4,
      response: { status: 403 },
    });
  });

  it('has no answer for what is allowed or counted', () => {
    const acl = aclOf({ allow: { countries: ['CH'] }, block: { countries: ['AQ'], action: 'count' } });
    expect(rulesOf(acl, 'match').map(({ action, response }) => [action, response])).toEqual([
      ['allow', undefined],
      ['count', undefined],
    ]);
  });

  it.each([
    ['^/admin', '^(?:/live)?/admin'],
    ['^/a|^/b', '^(?:/live)?/a|^(?:/live)?/b'],
    ['\\.php$', '\\.php$'],
    ['[^/]+\\^x[\\]^]', '[^/]+\\^x[\\]^]'],
  ])('anchors %s behind the stage: %s', (regex, planned) => {
    expect(rulesOf(aclOf({ block: { paths: [regex] } }), 'match')[0]?.paths).toEqual([planned]);
    expect(rulesOf(aclOf({ block: { paths: [regex] } }, { edge: {} }), 'match')[0]?.paths).toEqual([regex]);
  });

  it('anchors behind the base path of a domain too', () => {
    const domain = { name: 'api.bookshop.example', certificateArn: CERTIFICATE, basePath: 'Shop' };
    expect(rulesOf(aclOf({ block: { paths: ['^/admin'] } }, { domain }), 'match')[0]?.paths).toEqual([
      '^(?:/live|/shop)?/admin',
    ]);
  });
});

describe('the quotas of a firewall', () => {
  it('stand in the plan', () => {
    const firewall: Firewall = {
      managed: ['common', 'php'],
      rateLimits: { a: { limit: 10 }, b: { limit: 20 } },
      block: { ips: ['203.0.113.7', '::1'], paths: ['a'] },
    };
    const { quotas } = planGateway(specOf([aRoute('GET /a')], { api: 'rest', firewall }));
    const used = quotas
      .filter(({ name }) => name.startsWith('waf'))
      .map(({ name, used, limit }) => [name, used, limit]);
    expect(used).toEqual([
      ['wafCapacity', 700 + 100 + 2 + 2 + 2 + 50 + 50, 5_000],
      ['wafRateRules', 2, 10],
      ['wafReferences', 2 + 2 + 2, 50],
      ['wafRegexSets', 1, 10],
      ['wafIpSets', 2, 100],
    ]);
  });
});
