import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { GatewayStack } from '../../../lib/constructs/index.js';
import { archive } from '../../fixtures/gateways/edge-elsewhere.js';
import { harbour } from '../../fixtures/gateways/edge-with-everything.js';
import { fakeBundler as bundler } from '../support/fake-bundler.js';
import { quietApp } from '../support/synth.js';
import { account, gatewaysInOneStack, stacksOf } from './edge-stacks.js';

/** Length and characters, as the references of CloudFront and CloudWatch Logs have them. */
const LIMITS: Readonly<Record<string, RegExp>> = {
  'AWS::CloudFront::CachePolicy': /^[A-Za-z0-9_-]{1,128}$/,
  'AWS::CloudFront::OriginRequestPolicy': /^[A-Za-z0-9_-]{1,128}$/,
  'AWS::CloudFront::ResponseHeadersPolicy': /^[A-Za-z0-9_-]{1,128}$/,
  'AWS::CloudFront::Function': /^[A-Za-z0-9_-]{1,64}$/,
  'AWS::Logs::DeliverySource': /^[\w-]{1,60}$/,
  'AWS::Logs::DeliveryDestination': /^[\w-]{1,60}$/,
};

interface Named {
  readonly type: string;
  readonly name: string;
}

function namesIn(app: ReturnType<typeof quietApp>): readonly Named[] {
  return stacksOf(app).flatMap((stack) =>
    Object.values(Template.fromStack(stack).toJSON().Resources).flatMap((resource) => {
      const { Type: type, Properties } = resource as { Type: string; Properties: never };
      const name = /"Name":("[^"]*")/.exec(JSON.stringify(Properties))?.[1];
      return type in LIMITS && name !== undefined ? [{ type, name: JSON.parse(name) }] : [];
    }),
  );
}

function appWith(id: string, region: string, gateway = harbour as typeof harbour | typeof archive) {
  const app = quietApp();
  new GatewayStack<typeof gateway>(app, id, { gateway, bundler, env: { account, region } });
  return app;
}

describe('names at the edge', () => {
  it.each([
    ['Shop', 'us-east-1'],
    ['Shop', 'eu-central-1'],
    [`S${'hop-'.repeat(31)}abc`, 'us-east-1'],
    [`S${'hop-'.repeat(31)}abc`, 'ap-southeast-2'],
  ])('of the stack %s in %s are as long as AWS takes, of characters that it takes', (id, region) => {
    const names = namesIn(appWith(id, region));
    expect([...new Set(names.map(({ type }) => type))].sort()).toEqual(Object.keys(LIMITS).sort());
    for (const { type, name } of names) expect(name, type).toMatch(LIMITS[type] ?? /^$/);
  });

  it('are of the account, so no two stacks have one in common, alike as theirs may be', () => {
    const long = `S${'hop-'.repeat(30)}`;
    const apps = [
      ...['us-east-1', 'eu-central-1', 'ap-southeast-2'].map((region) => appWith('Shop', region)),
      ...[`${long}one`, `${long}two`, 'Shop-Edge'].map((id) => appWith(id, 'us-east-1')),
      ...[`${long}one`, `${long}two`].map((id) => appWith(id, 'eu-central-1')),
    ];
    const names = apps.map((app) => namesIn(app).map(({ type, name }) => `${type} ${name}`));
    const all = names.flatMap((one) => [...new Set(one)]);
    expect(all.length).toBeGreaterThan(8 * Object.keys(LIMITS).length);
    expect(new Set(all).size).toBe(all.length);
  });

  it.each(['us-east-1', 'eu-central-1'])('of two gateways in one stack in %s differ', (region) => {
    const names = namesIn(gatewaysInOneStack(region, { North: harbour, South: { ...harbour, name: 'harbour-south' } }));
    const all = names.map(({ type, name }) => `${type} ${name}`);
    expect(all).toHaveLength(2 * (Object.keys(LIMITS).length + 1));
    expect(new Set(all).size).toBe(all.length);
  });

  it('are the same each time', () => {
    expect(namesIn(appWith('Shop', 'eu-central-1'))).toEqual(namesIn(appWith('Shop', 'eu-central-1')));
  });
});

describe('the stack of the edge', () => {
  it('has a name of 128 characters at most, and another one for each Region', () => {
    const id = `S${'hop-'.repeat(31)}abc`;
    const names = ['eu-central-1', 'eu-central-2'].map((region) => {
      const [, edge] = stacksOf(appWith(id, region, archive));
      return edge?.stackName ?? '';
    });
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name).toMatch(/^[A-Za-z][A-Za-z0-9-]{0,127}$/);
  });

  it('is one for each gateway of a stack', () => {
    const app = gatewaysInOneStack('eu-west-2', { 'the-shop': archive, Depot: { ...archive, name: 'depot' } });
    expect(stacksOf(app).map(({ stackName }) => stackName)).toEqual([
      'Existing',
      'Existing-theshopEdge-eu-west-2',
      'Existing-DepotEdge-eu-west-2',
    ]);
    for (const [at, prefix] of [
      [1, 'theshop'],
      [2, 'Depot'],
    ] as const) {
      const [, ...edges] = stacksOf(app);
      const template = Template.fromStack(edges[at - 1] as never).toJSON();
      expect(JSON.stringify(template)).toContain(`"OutputName":"${prefix}HttpApiId"`);
      expect(Object.keys(template.Outputs)).toEqual(
        ['EdgeUrl', 'EdgeTarget', 'EdgeDistributionId'].map((name) => `${prefix}${name}`),
      );
    }
  });
});
