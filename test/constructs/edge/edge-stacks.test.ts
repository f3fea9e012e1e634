import { Template } from 'aws-cdk-lib/assertions';
import {
  App,
  DefaultStackSynthesizer,
  type IReusableStackSynthesizer,
  NestedStack,
  Stack,
  Stage,
  Tags,
} from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { Gateway, GatewayStack } from '../../../lib/constructs/index.js';
import { type GatewaySpec, gateway, lambda, route } from '../../../lib/spec/index.js';
import { archive } from '../../fixtures/gateways/edge-elsewhere.js';
import { fakeBundler as bundler } from '../support/fake-bundler.js';
import { quietApp } from '../support/synth.js';
import { account, stacksOf, templatesInEurope } from './edge-stacks.js';
import { configOf, onlyOne } from './hand-made-edge.js';

interface Made {
  readonly Description: string;
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties: { readonly Scope?: string } }>
  >;
  readonly Outputs: Readonly<Record<string, unknown>>;
}

const inEurope = { account, region: 'eu-central-1' };

describe('a stack in us-east-1', () => {
  it('holds the edge itself, which refers to APIs and secret of the same stack', () => {
    const app = quietApp();
    const stack = new GatewayStack(app, 'Shop', {
      gateway: archive,
      bundler,
      env: { account, region: 'us-east-1' },
    });
    const template = Template.fromStack(stack);
    expect(stacksOf(app)).toHaveLength(1);
    expect(template.toJSON().Rules).not.toHaveProperty('EdgeRegion');
    expect(JSON.stringify(template.toJSON())).not.toContain('Fn::GetStackOutput');
    expect(onlyOne(template, 'AWS::SecretsManager::Secret')).not.toHaveProperty('ReplicaRegions');
    const addresses = configOf(template).Origins.map((one: Record<string, never>) => JSON.stringify(one.DomainName));
    expect(addresses[0]).toContain('{"Ref":"HttpApi"},".execute-api.us-east-1."');
    expect(addresses[1]).toContain('{"Ref":"RestApi"},".execute-api.us-east-1."');
    expect(configOf(template).Origins[0].OriginCustomHeaders[0].HeaderValue).toEqual({
      'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'OriginSecret' }, '}}']],
    });
  });
});

describe('a stack that names no Region', () => {
  it('holds the edge, and has CloudFormation refuse other Regions before anything is made', () => {
    const app = quietApp();
    const stack = new Stack(app, 'Existing');
    for (const name of ['first', 'second'])
      new Gateway<GatewaySpec>(stack, name, { gateway: { ...archive, name }, bundler, backends: {} });
    expect(stacksOf(app)).toHaveLength(1);
    expect(Template.fromStack(stack).toJSON().Rules.EdgeRegion).toEqual({
      Assertions: [
        {
          Assert: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
          AssertDescription: expect.stringContaining('give the stack env: { account, region }'),
        },
      ],
    });
  });

  it('refuses no Region where the gateway has no edge', () => {
    const plain = gateway('plain', { routes: [route('GET /a', { auth: 'public', to: lambda('a.ts') })] });
    const stack = new GatewayStack(quietApp(), 'Plain', { gateway: plain, bundler });
    expect(Template.fromStack(stack).toJSON().Rules).not.toHaveProperty('EdgeRegion');
  });
});

describe('a stack in another Region', () => {
  const app = quietApp();
  const stack = new GatewayStack(app, 'Shop', {
    gateway: archive,
    bundler,
    env: inEurope,
    terminationProtection: true,
    tags: { owner: 'records' },
  });
  Tags.of(stack).add('cost-centre', '4711');
  const [, edge] = stacksOf(app);
  if (!edge) throw new Error('There is no stack of the edge');
  const templates = {
    api: Template.fromStack(stack).toJSON() as Made,
    edge: Template.fromStack(edge).toJSON() as Made,
  };
  const assembly = app.synth();

  it('has a stack in us-east-1 beside it, protected and tagged as it is itself', () => {
    const artifact = assembly.getStackArtifact(edge.artifactId);
    expect(artifact.stackName).toBe('Shop-Edge-eu-central-1');
    expect(artifact.environment).toMatchObject({ account, region: 'us-east-1' });
    expect(artifact.terminationProtection).toBe(true);
    expect(artifact.tags).toEqual({ 'gatewright:gateway': 'archive', owner: 'records', 'cost-centre': '4711' });
  });

  it('is deployed first, and waits for nothing of the edge', () => {
    const waitsFor = (id: string) => assembly.getStackArtifact(id).dependencies.map((one) => one.id);
    expect(waitsFor(edge.artifactId)).toContain(stack.artifactId);
    expect(waitsFor(stack.artifactId)).not.toContain(edge.artifactId);
  });

  it('exports nothing and has no helpers: the edge reads outputs that are there', () => {
    const text = JSON.stringify(templates);
    expect(text).not.toMatch(/Custom::|Fn::ImportValue|"Export"|cdk\/exports/);
    const read = [...text.matchAll(/\{"Fn::GetStackOutput":(\{[^}]*\})\}/g)].map(([, one = '']) => JSON.parse(one));
    expect(read).toEqual(
      ['HttpApiId', 'RestApiId'].map((OutputName) => ({ StackName: 'Shop', OutputName, Region: 'eu-central-1' })),
    );
    for (const { OutputName } of read) expect(Object.keys(templates.api.Outputs)).toContain(OutputName);
  });

  it('copies the secret to us-east-1, where the edge finds it by its name', () => {
    const secret = onlyOne(Template.fromStack(stack), 'AWS::SecretsManager::Secret');
    expect(secret.ReplicaRegions).toEqual([{ Region: 'us-east-1' }]);
    const { OriginCustomHeaders } = configOf(Template.fromStack(edge)).Origins[0];
    expect(OriginCustomHeaders).toEqual([
      { HeaderName: 'x-gatewright-origin', HeaderValue: `{{resolve:secretsmanager:${secret.Name}}}` },
    ]);
    expect(secret.Name).toBe('gatewright/eu-central-1/Shop/archive/origin');
  });

  it('holds what looks for the secret, and the edge all else', () => {
    const typesIn = (template: Made) => Object.values(template.Resources).map(({ Type }) => Type);
    const atTheEdge = [
      'AWS::WAFv2::IPSet',
      'AWS::WAFv2::LoggingConfiguration',
      'AWS::CloudFront::',
      'AWS::Logs::Deliver',
    ];
    for (const type of atTheEdge) {
      expect(typesIn(templates.edge)).toContainEqual(expect.stringContaining(type));
      expect(typesIn(templates.api)).not.toContainEqual(expect.stringContaining(type));
    }
    const scopes = [templates.api, templates.edge].map(({ Resources }) =>
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::WAFv2::WebACL')
        .map(({ Properties }) => Properties.Scope),
    );
    expect(scopes).toEqual([['REGIONAL'], ['CLOUDFRONT']]);
    expect(typesIn(templates.edge).filter((type) => /IAM|Lambda|SecretsManager|ApiGateway/.test(type))).toEqual([]);
  });

  it('gives the address of the edge in the stack of the edge', () => {
    expect(Object.keys(templates.edge.Outputs)).toEqual(['EdgeUrl', 'EdgeTarget', 'EdgeDistributionId']);
    expect(Object.keys(templates.api.Outputs)).not.toContain('EdgeUrl');
    expect(stack.gateway.edge?.scope.isShared).toBe(false);
    expect(Stack.of(stack.gateway.edge?.scope.scope ?? stack)).toBe(edge);
  });

  it('is named in the description of the edge', () => {
    expect(templates.edge.Description).toBe('Edge of Shop in eu-central-1: CloudFront and AWS WAF');
  });
});

describe('what changes one of the two stacks', () => {
  const before = templatesInEurope(archive);

  it.each<[string, Partial<GatewaySpec>]>([
    ['countries', { edge: { ...archive.edge, geo: { block: ['AQ'] } } }],
    ['the price class', { edge: { ...archive.edge, priceClass: '200' } }],
    ['security headers', { edge: { ...archive.edge, securityHeaders: false } }],
    ['compression', { edge: { ...archive.edge, compress: false } }],
    ['access logs', { edge: { ...archive.edge, accessLogs: false } }],
    ['a rate limit', { firewall: { rateLimits: { perIp: { limit: 701 } } } }],
    ['blocked addresses', { firewall: { block: { ips: ['203.0.113.1'] } } }],
  ])('leaves the APIs alone if it is %s of the edge', (_what, change) => {
    const after = templatesInEurope({ ...archive, ...change });
    expect(after.edge).not.toBe(before.edge);
    expect(after.api).toBe(before.api);
  });

  it.each<[string, Partial<GatewaySpec>]>([
    ['a throttle', { throttle: { ratePerSecond: 90, burst: 180 } }],
    ['tracing', { tracing: false }],
    ['how often the secret changes', { edge: { origin: { rotateEveryDays: 8 } } }],
  ])('leaves the edge alone if it is %s of the APIs', (_what, change) => {
    const after = templatesInEurope({ ...archive, ...change });
    expect(after.api).not.toBe(before.api);
    expect(after.edge).toBe(before.edge);
  });
});

describe('stages of an app', () => {
  it('have an edge each, in their own assembly and account', () => {
    const app = quietApp();
    for (const region of ['eu-central-1', 'ap-southeast-2']) {
      const stage = new Stage(app, `to-${region}`, { env: { account, region } });
      new GatewayStack(stage, 'Shop', { gateway: archive, bundler });
    }
    const names = stacksOf(app).map(({ stackName, region }) => `${stackName} in ${region}`);
    expect(names.sort()).toEqual([
      'to-ap-southeast-2-Shop in ap-southeast-2',
      'to-ap-southeast-2-Shop-Edge-ap-southeast-2 in us-east-1',
      'to-eu-central-1-Shop in eu-central-1',
      'to-eu-central-1-Shop-Edge-eu-central-1 in us-east-1',
    ]);
  });
});

describe('where an edge cannot be', () => {
  it('refuses a nested stack in another Region, whose outputs are its parent’s', () => {
    const parent = new Stack(quietApp(), 'Parent', { env: inEurope });
    const nested = new NestedStack(parent, 'Nested');
    expect(() => new Gateway(nested, 'Shop', { gateway: archive, bundler })).toThrow(
      'The edge of Parent/Nested/Shop stands in us-east-1 and reads the outputs of a stack in eu-central-1',
    );
  });

  it.each(['cn-north-1', 'us-gov-west-1', 'us-iso-east-1'])('refuses %s, which is in another partition', (region) => {
    const stack = new Stack(quietApp(), 'Elsewhere', { env: { account, region } });
    expect(() => new Gateway(stack, 'Shop', { gateway: archive, bundler })).toThrow(
      `The edge of Elsewhere/Shop stands in us-east-1, which ${region} cannot reach`,
    );
  });

  it('takes a nested stack in us-east-1', () => {
    const parent = new Stack(quietApp(), 'Parent', { env: { account, region: 'us-east-1' } });
    const nested = new NestedStack(parent, 'Nested');
    new Gateway(nested, 'Shop', { gateway: archive, bundler });
    expect(Template.fromStack(nested).findResources('AWS::CloudFront::Distribution')).not.toEqual({});
  });

  it('refuses a synthesizer that two stacks cannot share, and takes the App’s', () => {
    // CDK's classes and their interfaces part under exactOptionalPropertyTypes.
    const synthesizer = new DefaultStackSynthesizer({ qualifier: 'ours' }) as IReusableStackSynthesizer;
    const props = { gateway: archive, bundler, env: inEurope };
    expect(() => new GatewayStack(quietApp(), 'Shop', { ...props, synthesizer })).toThrow(
      'Shop has a synthesizer that its edge cannot share',
    );
    const app = new App({ defaultStackSynthesizer: synthesizer, analyticsReporting: false });
    new GatewayStack(app, 'Shop', props);
    expect(stacksOf(app).map((stack) => stack.synthesizer.bootstrapQualifier)).toEqual(['ours', 'ours']);
  });
});
