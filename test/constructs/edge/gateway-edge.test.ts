import { Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import type { GatewaySpec } from '../../../lib/spec/index.js';
import { museum } from '../../fixtures/gateways/edge-both-kinds.js';
import { archive } from '../../fixtures/gateways/edge-elsewhere.js';
import { harbour } from '../../fixtures/gateways/edge-with-everything.js';
import { shop } from '../support/specs.js';
import { logicalIds, stackOf, templateOf } from '../support/synth.js';
import { configOf } from './hand-made-edge.js';

const env = { account: '444444444444', region: 'us-east-1' };
const stack = stackOf(museum, { env });
const template = Template.fromStack(stack);
const everything = templateOf(harbour);

describe('a gateway with an edge', () => {
  it('has one distribution before both of its APIs, whose own addresses stay on', () => {
    expect(configOf(template).Origins.map(({ Id }: { Id: string }) => Id)).toEqual(['http', 'rest']);
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: Match.absent() });
    template.hasResourceProperties('AWS::ApiGateway::RestApi', { DisableExecuteApiEndpoint: Match.absent() });
    template.resourceCountIs('AWS::ApiGatewayV2::DomainName', 0);
  });

  it('gives its address, its target and its id as outputs', () => {
    const [id = ''] = logicalIds(template, 'AWS::CloudFront::Distribution');
    const domainName = { 'Fn::GetAtt': [id, 'DomainName'] };
    template.hasOutput('EdgeUrl', { Value: { 'Fn::Join': ['', ['https://', domainName]] } });
    template.hasOutput('EdgeTarget', { Value: domainName });
    template.hasOutput('EdgeDistributionId', { Value: { Ref: id } });
    expect(stack.resolve(stack.gateway.edge?.distributionId)).toEqual({ Ref: id });
  });

  it('gives the first of its names as address where it has names', () => {
    everything.hasOutput('EdgeUrl', { Value: 'https://api.harbour.example' });
    expect(everything.findOutputs('DomainName')).toEqual({});
  });

  it('tags the distribution, so that the secret’s rotation finds this one and may change no other', () => {
    const tag = { Key: 'gatewright:origin', Value: 'gatewright/us-east-1/Shop/museum/origin' };
    template.hasResourceProperties('AWS::CloudFront::Distribution', {
      Tags: Match.arrayWith([{ Key: 'gatewright:gateway', Value: 'museum' }, tag]),
    });
    const policies = JSON.stringify(template.findResources('AWS::IAM::Policy'));
    expect(policies).toContain(`{"aws:ResourceTag/${tag.Key}":"${tag.Value}"}`);
  });

  it('names the secret by reference alone, and in no place but headers and searches', () => {
    for (const made of [template, everything]) {
      const text = JSON.stringify(made.toJSON());
      expect(text).not.toMatch(/"SecretString"|PRIVATE KEY/);
      const places = [...text.matchAll(/"(\w+)":(?:\{"Fn::Join":\["",\[)?"\{\{resolve:secretsmanager:/g)];
      expect(new Set(places.map(([, property]) => property))).toEqual(new Set(['HeaderValue', 'SearchString']));
      expect(places.length).toBe(text.match(/\{\{resolve:secretsmanager:/g)?.length);
    }
  });

  it('has no secret, no header and no rotation where the spec leaves the APIs open', () => {
    const open = templateOf({ ...museum, edge: { origin: { closedBy: 'none' } } }, { env });
    expect(JSON.stringify(open.toJSON())).not.toMatch(/secretsmanager|OriginCustomHeaders|gatewright:origin/);
    open.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  it('has its firewall before the distribution, and none before the stage besides the one of the origin', () => {
    const [acl = ''] = logicalIds(everything, 'AWS::WAFv2::WebACL').filter((id) => id.startsWith('EdgeFirewall'));
    expect(configOf(everything).WebACLId).toEqual({ 'Fn::GetAtt': [acl, 'Arn'] });
    everything.resourceCountIs('AWS::WAFv2::WebACLAssociation', 1);
    everything.hasResourceProperties('AWS::WAFv2::WebACLAssociation', {
      WebACLArn: { 'Fn::GetAtt': ['OriginWebAcl', 'Arn'] },
    });
  });

  it('waits for its streams as long as CloudFront can', () => {
    for (const { CustomOriginConfig } of configOf(everything).Origins)
      expect(CustomOriginConfig.OriginReadTimeout).toBe(120);
  });

  it('writes no access logs where the spec wants none', () => {
    const made = templateOf({ ...museum, edge: { accessLogs: false } }, { env });
    for (const type of ['Delivery', 'DeliverySource', 'DeliveryDestination'])
      made.resourceCountIs(`AWS::Logs::${type}`, 0);
  });

  it('has the behaviours of its plan, in their order', () => {
    const { CacheBehaviors } = configOf(everything);
    const planned = stackOf(harbour).gateway.plan.edge?.behaviours ?? [];
    expect(planned.length).toBeGreaterThan(2);
    expect(CacheBehaviors.map((one: { PathPattern: string }) => one.PathPattern)).toEqual(
      planned.map(({ pattern }) => pattern),
    );
  });
});

describe('a gateway without an edge', () => {
  it('has nothing of one', () => {
    const plain = stackOf(shop);
    const text = JSON.stringify(Template.fromStack(plain).toJSON());
    expect(text).not.toMatch(/CloudFront|Edge|resolve:secretsmanager/);
    expect(plain.gateway.edge).toBeUndefined();
  });
});

describe('cdk-nag AwsSolutions', () => {
  it.each<[string, GatewaySpec, string | undefined]>([
    ['an edge alone', museum, 'us-east-1'],
    ['an edge and a firewall, elsewhere', archive, 'eu-central-1'],
    ['an edge with everything', harbour, undefined],
    ['an edge before open APIs', { ...museum, edge: { origin: { closedBy: 'none' } } }, 'us-east-1'],
    ['an edge without logs', { ...archive, edge: { accessLogs: false } }, 'eu-west-1'],
  ])('finds nothing in a gateway with %s', (_kind, spec, region) => {
    const made = stackOf(spec, region === undefined ? {} : { env: { account: '444444444444', region } });
    const { violations } = new AwsSolutionsChecks().validateScope(made);
    expect(violations.map(({ ruleName, description }) => `${ruleName}: ${description}`)).toEqual([]);
  });
});
