import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudModel, readModel } from '../../../lib/local/index.js';
import type { Firewall, WafRequest } from '../../../lib/local/model/firewall.js';
import { createFirewall } from '../../../lib/local/waf/create-firewall.js';
import { fakeBundler } from '../../constructs/support/fake-bundler.js';
import fixture from '../../fixtures/gateways/firewall-on-rest.js';
import { NOON_MS, request } from './waf-support.js';

const folder = mkdtempSync(join(tmpdir(), 'gatewright-market-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let model: CloudModel;
beforeAll(() => {
  const quiet = { builtinCloudFormationValidation: false, treeMetadata: false, analyticsReporting: false };
  const app = new App({ outdir: folder, ...quiet });
  fixture.addTo(app, fakeBundler);
  app.synth();
  model = readModel(folder);
});

/** The firewall of the gateway before any request. */
function market(): Firewall {
  const [acl] = model.webAcls;
  if (!acl) throw new Error('the assembly has no web ACL');
  return createFirewall(acl, { nowMs: () => NOON_MS });
}

const AGENT = ['user-agent', 'tests'] as const;
const asked = (path: string, given: Partial<WafRequest> = {}) =>
  request({ uriPath: `/v2${path}`, sourceIp: '192.0.2.7', headers: [AGENT], ...given });
const posted = (path: string, bytes: number) => asked(path, { method: 'POST', body: Buffer.alloc(bytes, 'a') });

describe('the firewall of a synthesized gateway', () => {
  it.each<[string, WafRequest, string | undefined]>([
    ['a plain request', asked('/offers'), undefined],
    ['a listed address', asked('/offers', { sourceIp: '203.0.113.5' }), 'block'],
    ['a listed address of version 6', asked('/offers', { sourceIp: '2001:db8:bad::1' }), 'block'],
    ['a listed country', asked('/offers', { country: 'AQ' }), 'block'],
    ['a listed network', asked('/offers', { asn: 64_496 }), 'block'],
    ['a listed path', asked('/x.php'), 'block'],
    ['a listed path, spelt otherwise', asked('/x.%50hp'), 'block'],
    ['a small body', posted('/offers', 4000), undefined],
    ['a body that is too large', posted('/offers', 4001), 'body'],
    ['a body that is too large, to a path spelt otherwise', posted('/./offers', 4001), 'body'],
    ['a body as large as another route takes it', posted('/offers/bulk', 9000), undefined],
    [
      'a query that the core rule set finds too long',
      asked('/offers', { queryString: 'q'.repeat(2049) }),
      'managed-common',
    ],
  ])('says of %s what the gateway means', (_what, given, rule) => {
    const verdict = market().evaluate(given);
    expect(verdict.kind).toBe(rule === undefined ? 'allow' : 'block');
    if (rule !== undefined) expect(verdict.rule).toContain(rule);
  });

  it('answers with the response of the gateway', () => {
    expect(market().evaluate(asked('/x.php'))).toMatchObject({
      custom: {
        status: 403,
        headers: [['x-refused-by', 'market']],
        body: { contentType: 'application/json', content: '{"title":"No"}' },
      },
    });
  });

  it('limits each seller by itself, on the routes that the limit is for', () => {
    const firewall = market();
    const offer = (seller: string, method: string) =>
      asked('/offers', { method, asn: 64_500, headers: [AGENT, ['x-seller', seller]] });
    const passed = (given: WafRequest) =>
      Array.from({ length: 130 }, () => firewall.evaluate(given)).filter(({ kind }) => kind === 'allow').length;
    expect(passed(offer('ada', 'POST'))).toBe(120);
    expect(passed(offer('bob', 'POST'))).toBe(120);
    expect(passed(offer('ada', 'GET'))).toBe(130);
  });

  it('stands before the stage of the API', () => {
    const [stage] = model.apis.flatMap((api) => (api.kind === 'rest' ? api.stages : []));
    expect(stage?.webAclArn).toBe(model.webAcls[0]?.arn);
  });

  it('has nothing that is not evaluated but what AWS keeps to itself', () => {
    const found = model.notices.filter(({ resourceType }) => resourceType.startsWith('AWS::WAFv2::'));
    expect(found.map(({ message }) => message.replace(/^managed-\S+: (\w+): .*/, '$1'))).toEqual([
      'AWSManagedRulesCommonRuleSet',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesBotControlRuleSet',
      'AWSManagedRulesAntiDDoSRuleSet',
      'AWSManagedRulesAmazonIpReputationList',
    ]);
  });
});
