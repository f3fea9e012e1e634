import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { afterAll, describe, expect, it } from 'vitest';
import { Gateway } from '../../../lib/constructs/index.js';
import type { CostItemId } from '../../../lib/plan/cost/cost-items.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { type GatewayFixture, gatewayFixtures } from '../../fixtures/gateways/index.js';
import { standInBundler } from '../../fixtures/stand-in-bundler.js';

interface Resource {
  readonly Type: string;
  readonly Properties?: { readonly Rules?: readonly unknown[] };
}

const work = mkdtempSync(join(tmpdir(), 'gatewright-billed-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What costs by the month for being there, and which lines of a bill have it. */
const KEPT: Readonly<Record<string, readonly CostItemId[]>> = {
  'AWS::CloudWatch::Alarm': ['alarms', 'originAlarm'],
  'AWS::SecretsManager::Secret': ['originSecret'],
  'AWS::WAFv2::WebACL': ['firewall', 'originAcl'],
};

/** What costs by its use, or nothing. Any other type has to be billed, or to be put here for a reason. */
const FREE_TO_KEEP = [
  /^AWS::ApiGateway(V2)?::/,
  /^AWS::CDK::Metadata$/,
  /^AWS::CloudFormation::Stack$/,
  /^AWS::CloudFront::(CachePolicy|Distribution|Function|OriginRequestPolicy|ResponseHeadersPolicy)$/,
  /^AWS::EC2::SecurityGroup(Ingress|Egress)?$/,
  /^AWS::IAM::(Policy|Role)$/,
  /^AWS::Lambda::(EventInvokeConfig|Function|Permission)$/,
  /^AWS::Logs::/,
  /^AWS::Route53::RecordSet$/,
  /^AWS::Scheduler::Schedule$/,
  /^AWS::SecretsManager::RotationSchedule$/,
  /^AWS::WAFv2::(IPSet|LoggingConfiguration|RegexPatternSet|WebACLAssociation)$/,
];

/** Of the apps that the fixtures put gateways into: a queue, a network with a load balancer. */
const NOT_THE_GATEWAYS =
  /^AWS::(SQS::|ElasticLoadBalancingV2::|EC2::(FlowLog|RouteTable|Subnet|SubnetRouteTableAssociation|VPC)$)/;

const apps = gatewayFixtures.map((fixture) => ({ name: fixture.name, ...synthesized(fixture) }));

describe.each(apps)('what $name keeps', ({ resources, billed }) => {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);

  it('is on the bill as often as it is in the templates', () => {
    const kept = Object.keys(KEPT).map((type) => [type, ofType(type).length]);
    expect(Object.entries(KEPT).map(([type, ids]) => [type, billed(ids)])).toEqual(kept);
    const rules = ofType('AWS::WAFv2::WebACL').reduce((sum, acl) => sum + (acl.Properties?.Rules?.length ?? 0), 0);
    expect(billed(['firewallRules', 'originRule'])).toBe(rules);
  });

  it('is known to cost by its use where it is not', () => {
    const known = [...FREE_TO_KEEP, NOT_THE_GATEWAYS];
    const types = new Set(resources.map(({ Type }) => Type).filter((type) => !Object.hasOwn(KEPT, type)));
    expect([...types].filter((type) => !known.some((one) => one.test(type)))).toEqual([]);
  });
});

describe('the fixtures', () => {
  it('have everything that costs by the month', () => {
    const types = new Set(apps.flatMap(({ resources }) => resources.map(({ Type }) => Type)));
    expect(Object.keys(KEPT).filter((type) => !types.has(type))).toEqual([]);
  });
});

/** All resources of an app, and what the bills of its gateways have of some lines. */
function synthesized(fixture: GatewayFixture) {
  const outdir = mkdtempSync(join(work, 'app-'));
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  fixture.addTo(app, standInBundler(`${outdir}-code`));
  app.synth();
  const resources = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => resourcesOf(readFileSync(join(outdir, file), 'utf8')));
  const lines = app.node
    .findAll()
    .filter((one) => one instanceof Gateway)
    .flatMap(({ plan }) => estimateCost(plan).lines);
  const billed = (ids: readonly CostItemId[]) =>
    lines.filter(({ id }) => ids.includes(id)).reduce((sum, { quantity }) => sum + quantity, 0);
  return { resources, billed };
}

function resourcesOf(template: string): readonly Resource[] {
  return Object.values((JSON.parse(template) as { readonly Resources?: Record<string, Resource> }).Resources ?? {});
}
