import { describe, expect, it } from 'vitest';
import { messages, readStacks } from './assembly-fixture.js';

const table = (name: string) => ({ Type: 'AWS::DynamoDB::Table', Properties: { TableName: name } });
const output = (value: unknown, exportName?: unknown) => ({
  Value: value,
  ...(exportName === undefined ? {} : { Export: { Name: exportName } }),
});
const nestedAsset = (child: object) => ({
  'Parent.assets.json': {
    files: {
      hash1: {
        source: { path: 'child.nested.template.json', packaging: 'file' },
        destinations: { d: { bucketName: 'b', objectKey: 'hash1.json' } },
      },
    },
  },
  'child.nested.template.json': child,
});
const nestedStack = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.amazonaws.com/b/hash1.json' }, ...properties },
  ...more,
});

describe('references across stacks', () => {
  it('follow exports, whatever the order of the stacks', () => {
    const model = readStacks({
      Reader: { Outputs: { Got: output({ 'Fn::ImportValue': { 'Fn::Sub': 'Writer:${AWS::Region}:Table' } }) } },
      Writer: {
        Resources: { T: table('orders') },
        Outputs: { O: output({ Ref: 'T' }, { 'Fn::Sub': '${AWS::StackName}:us-east-1:Table' }) },
      },
    });

    expect(model.outputs).toEqual({ Reader: { Got: 'orders' }, Writer: { O: 'orders' } });
  });

  it('follow Fn::GetStackOutput and SSM parameters', () => {
    const model = readStacks({
      Writer: {
        Resources: {
          P: {
            Type: 'AWS::SSM::Parameter',
            Properties: { Name: '/shop/url', Value: 'https://a.example', Type: 'String' },
          },
        },
        Outputs: { Plain: output('plain value') },
      },
      Reader: {
        Parameters: { Url: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/url' } },
        Outputs: {
          Got: output({ 'Fn::GetStackOutput': { StackName: 'Writer', OutputName: 'Plain' } }),
          Url: output({ Ref: 'Url' }),
        },
      },
    });

    expect(model.outputs.Reader).toEqual({ Got: 'plain value', Url: 'https://a.example' });
  });

  it("follow CDK's cross-region exports", () => {
    const model = readStacks({
      Writer: {
        Resources: {
          T: table('far'),
          W: {
            Type: 'Custom::CrossRegionExportWriter',
            Properties: { WriterProps: { region: 'eu-west-1', exports: { '/cdk/exports/Reader/x': { Ref: 'T' } } } },
          },
        },
      },
      Reader: {
        Resources: { R: { Type: 'Custom::CrossRegionExportReader' } },
        Outputs: { Got: output({ 'Fn::GetAtt': ['R', '/cdk/exports/Reader/x'] }) },
      },
    });

    expect(model.outputs.Reader).toEqual({ Got: 'far' });
  });

  it('that form a circle are noticed', () => {
    const model = readStacks({
      One: { Outputs: { A: output({ 'Fn::ImportValue': 'b' }, 'a') } },
      Two: { Outputs: { B: output({ 'Fn::ImportValue': 'a' }, 'b') } },
    });

    expect(model.outputs).toEqual({ One: {}, Two: {} });
    expect(messages(model)[0]).toMatch(/^unresolved A Value: circular: /);
  });

  it('do not see exports of another region, nor outputs whose condition is false', () => {
    const model = readStacks({
      Writer: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Outputs: { Hidden: { Condition: 'Never', Value: 'x', Export: { Name: 'hidden' } } },
      },
      Reader: { Outputs: { Got: output({ 'Fn::ImportValue': 'hidden' }) } },
    });

    expect(model.outputs).toEqual({ Writer: {}, Reader: {} });
    expect(messages(model)).toEqual(['unresolved Got Value: no stack of the cloud assembly exports hidden']);
  });
});

describe('nested stacks', () => {
  const child = {
    Parameters: { Given: { Type: 'String' }, Left: { Type: 'String', Default: 'left' } },
    Resources: { T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': '${Given}-${Left}' } } } },
    Outputs: { Name: output({ Ref: 'T' }) },
  };

  it('take parameters from their parent and give outputs back, in a circle of stacks but not of values', () => {
    const parent = {
      Resources: { T: table('parent'), N: nestedStack({ Parameters: { Given: { Ref: 'T' } } }) },
      Outputs: { Got: output({ 'Fn::GetAtt': ['N', 'Outputs.Name'] }), Id: output({ Ref: 'N' }) },
    };
    const { outputs } = readStacks({ Parent: parent }, {}, nestedAsset(child));
    const nestedName = Object.keys(outputs)[1] ?? '';

    expect(outputs.Parent?.Got).toBe('parent-left');
    expect(nestedName).toMatch(/^Parent-N-[A-Z0-9]{12}$/);
    expect(outputs.Parent?.Id).toContain(`:stack/${nestedName}/`);
  });

  it('are found by the asset path of their metadata', () => {
    const nested = {
      ...nestedStack({ TemplateURL: 'https://elsewhere.example/t' }),
      Metadata: { 'aws:asset:path': 'child.nested.template.json' },
    };
    const parent = { Resources: { N: nested }, Outputs: { Got: output({ 'Fn::GetAtt': 'N.Outputs.Fixed' }) } };
    const files = { 'child.nested.template.json': { Outputs: { Fixed: output('fixed') } } };

    expect(readStacks({ Parent: parent }, {}, files).outputs.Parent).toEqual({ Got: 'fixed' });
  });

  it.each<[string, object, string]>([
    [
      'lack their template',
      { Resources: { N: nestedStack({ TemplateURL: 'https://x.example/other.json' }) } },
      'the template of the nested stack N is not in the cloud assembly',
    ],
    [
      'lack an output',
      { Resources: { N: nestedStack({ Parameters: { Given: 'g' } }) } },
      'the nested stack N has no output Absent',
    ],
  ])('that %s are noticed where they are used', (_, parent, reason) => {
    const model = readStacks(
      { Parent: { ...parent, Outputs: { Got: output({ 'Fn::GetAtt': 'N.Outputs.Absent' }) } } },
      {},
      nestedAsset(child),
    );

    expect(messages(model)).toContain(`unresolved Got Value: ${reason}`);
  });

  it.each([
    ['is missing', undefined],
    ['is no JSON', 'Resources:'],
  ])('whose template %s are named, and the rest is read', (_, content) => {
    const parent = { Resources: { T: table('t'), N: nestedStack() }, Outputs: { Own: output({ Ref: 'T' }) } };
    const { 'child.nested.template.json': _child, ...manifest } = nestedAsset({});
    const files = content === undefined ? manifest : { ...manifest, 'child.nested.template.json': content };
    const model = readStacks({ Parent: parent }, {}, files);

    expect(model.outputs).toEqual({ Parent: { Own: 't' } });
    expect(messages(model)).toEqual([
      'unresolved N is left out: its template is not in the cloud assembly, is no JSON, or nests itself',
    ]);
  });

  it('that nest themselves do not go on for ever', () => {
    const self = { Resources: { N: nestedStack(), M: nestedStack() }, Outputs: { Deep: output('deep') } };
    const model = readStacks({ Parent: { Resources: { N: nestedStack() } } }, {}, nestedAsset(self));

    expect(Object.keys(model.outputs)).toHaveLength(2);
  });
});
