import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { fromUrl, GatewayStack } from '../../../lib/constructs/index.js';
import type { GatewaySpec } from '../../../lib/spec/index.js';
import { press, splits } from '../../fixtures/gateways/split.js';
import { fakeBundler as bundler } from '../support/fake-bundler.js';
import { quietApp } from '../support/synth.js';
import { account, stacksOf } from './edge-stacks.js';
import { configOf } from './hand-made-edge.js';

interface Body {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly security?: readonly object[] }>>>>;
}

/** Methods of an API's body that ask nobody. */
function openIn({ paths }: Body): readonly string[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method, { security = [] }]) => method !== 'parameters' && security.length !== 1)
      .map(([method]) => `${method} ${path}`),
  );
}

const backends = { legacy: fromUrl('https://legacy.press.example/v1') };

function pressBehindAnEdge(region: string, split: Parameters<typeof press>[0]) {
  const app = quietApp();
  const spec = press(split);
  // Its authorizer of its own could not look for the secret on an HTTP API.
  const routes = spec.routes.filter(({ pattern }) => pattern !== 'GET /galleys/{galley}');
  const gateway: GatewaySpec = { ...spec, routes, edge: {} };
  const stack = new GatewayStack<GatewaySpec>(app, 'Press', { gateway, backends, bundler, env: { account, region } });
  const templates = new Map(stacksOf(app).map((one) => [one.node.id, Template.fromStack(one)]));
  const own = templates.get('Press');
  if (!own) throw new Error('There is no stack of the gateway');
  return { stack, own, templates, edge: templates.get('Edge') };
}

describe.each(Object.entries(splits))('an edge in front of parts by %s', (_name, split) => {
  const { stack, own, templates, edge } = pressBehindAnEdge('eu-west-1', split);
  const { apis } = stack.gateway.plan;

  it('has an origin of each API', () => {
    expect(apis.length).toBeGreaterThan(5);
    if (!edge) throw new Error('There is no stack of the edge');
    expect(configOf(edge).Origins.map(({ Id }: { Id: string }) => Id)).toEqual(apis.map(({ id }) => id));
  });

  it('finds each by an output that the stack in the other Region has', () => {
    const text = JSON.stringify(edge?.toJSON());
    const read = [...text.matchAll(/\{"Fn::GetStackOutput":(\{[^}]*\})\}/g)].map(([, one = '']) => JSON.parse(one));
    expect(new Set(read.map(({ OutputName }) => OutputName)).size).toBe(apis.length);
    for (const one of read) {
      expect(one).toMatchObject({ StackName: 'Press', Region: 'eu-west-1' });
      expect(Object.keys(own.toJSON().Outputs)).toContain(one.OutputName);
    }
    expect(text).not.toMatch(/Fn::ImportValue|"Export"/);
  });

  it('closes all REST APIs by one web ACL in the own stack', () => {
    own.resourceCountIs('AWS::WAFv2::WebACL', 1);
    const associations = Object.values(own.findResources('AWS::WAFv2::WebACLAssociation'));
    const stages = new Set(associations.map(({ Properties }) => JSON.stringify(Properties.ResourceArn)));
    expect(stages.size).toBe(apis.filter(({ type }) => type === 'rest').length);
    for (const { Properties } of associations)
      expect(Properties.WebACLArn).toEqual({ 'Fn::GetAtt': ['OriginWebAcl', 'Arn'] });
  });

  it('has no other stack know the secret', () => {
    const parts = [...templates].filter(([id]) => id.startsWith('Part-'));
    expect(parts.length).toBeGreaterThan(2);
    for (const [, template] of parts) {
      expect(JSON.stringify(template.toJSON())).not.toMatch(/secretsmanager:press|OriginSecret/);
      template.resourceCountIs('AWS::WAFv2::WebACL', 0);
    }
  });

  it('has every HTTP API ask the one authorizer that reads the secret', () => {
    const readers = Object.values(own.findResources('AWS::Lambda::Function')).filter(
      ({ Properties }) => Properties.Environment?.Variables?.GATEWRIGHT_ORIGIN_SECRET !== undefined,
    );
    expect(readers).toHaveLength(2);
    const open = [...templates.values()].flatMap((template) =>
      Object.values(template.findResources('AWS::ApiGatewayV2::Api')).flatMap(({ Properties }) =>
        openIn(Properties.Body),
      ),
    );
    expect(open).toEqual([]);
  });
});

describe('an edge in the stack of a gateway of parts', () => {
  it('refers to the APIs of nested stacks by their outputs', () => {
    const { stack, own } = pressBehindAnEdge('us-east-1', splits.names);
    const domains = configOf(own).Origins.map(({ DomainName }: { DomainName: object }) => JSON.stringify(DomainName));
    expect(domains).toHaveLength(stack.gateway.plan.apis.length);
    expect(new Set(domains).size).toBe(domains.length);
    for (const [at, { part }] of stack.gateway.plan.apis.entries())
      expect(/"Outputs\./.test(domains[at])).toBe(part !== undefined);
  });
});
