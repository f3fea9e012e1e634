import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../lib/local/assembly/read-assembly.js';
import {
  echoImporters,
  messages,
  readResources,
  stackArtifact,
  temporaryFolder,
  writeFiles,
} from './assembly-fixture.js';

const lambda = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Code: { ZipFile: 'exports.handler = 1' },
    ...properties,
  },
  ...more,
});
const only = (properties: object, rest: object = {}) => {
  const model = readResources({ F: lambda(properties) }, rest);
  return { ...model, function: model.functions[0] };
};

describe('functions', () => {
  it('carry what the template says', () => {
    const given = {
      FunctionName: 'get-book',
      Timeout: '7',
      MemorySize: 512,
      LoggingConfig: { LogGroup: '/logs/books' },
    };

    expect(only(given).functions).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'F',
        arn: 'arn:aws:lambda:us-east-1:000000000000:function:get-book',
        name: 'get-book',
        handler: 'index.handler',
        runtime: 'nodejs24.x',
        code: { kind: 'inline', source: 'exports.handler = 1' },
        environment: {},
        timeoutMs: 7000,
        memoryMb: 512,
        logGroupName: '/logs/books',
      },
    ]);
  });

  it('have the defaults and the name that CloudFormation gives', () => {
    const found = only({}).function;

    expect(found).toMatchObject({ timeoutMs: 3000, memoryMb: 128, logGroupName: `/aws/lambda/${found?.name}` });
    expect(found?.name).toMatch(/^Shop-F-[A-Z0-9]{12}$/);
    expect(only({}).function?.name).toBe(found?.name);
  });

  it('keep a generated name within 64 characters', () => {
    const model = readResources({ ['F'.repeat(100)]: lambda() });

    expect(model.functions[0]?.name.length).toBeLessThanOrEqual(64);
  });

  it('leave out a variable that cannot be resolved, and name it', () => {
    const Variables = {
      TABLE: { Ref: 'T' },
      COUNT: 3,
      ON: true,
      QUEUE: { 'Fn::GetAtt': ['Nowhere', 'Arn'] },
      GONE: { Ref: 'AWS::NoValue' },
    };
    const model = readResources({
      F: lambda({ Environment: { Variables } }),
      T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'books' } },
    });

    expect(model.functions[0]?.environment).toEqual({ TABLE: 'books', COUNT: '3', ON: 'true' });
    expect(model.notices).toEqual([
      {
        kind: 'unresolved',
        stackName: 'Shop',
        logicalId: 'F',
        resourceType: 'AWS::Lambda::Function',
        message: 'Environment.Variables.QUEUE: the template has no Nowhere',
      },
    ]);
  });

  it('without a name that can be known are left out, and so is who refers to them', () => {
    const model = readResources(
      {
        F: lambda({ FunctionName: { Ref: 'Asked' } }),
        G: lambda({ Environment: { Variables: { F: { 'Fn::GetAtt': 'F.Arn' } } } }),
      },
      { Parameters: { Asked: { Type: 'String' } } },
    );

    expect(model.functions.map(({ logicalId }) => logicalId)).toEqual(['G']);
    expect(messages(model)).toEqual([
      'unresolved F FunctionName: the parameter Asked has no default and was given no value',
      'unresolved G Environment.Variables.F: the parameter Asked has no default and was given no value',
    ]);
  });

  it.each<[string, object, string]>([
    ['a container image', { PackageType: 'Image', Code: { ImageUri: 'x' } }, 'it is a container image'],
    [
      'an object that is no asset',
      { Code: { S3Bucket: 'b', S3Key: 'other.zip' } },
      'its code is not an asset of the cloud assembly',
    ],
  ])('with %s have no code here', (_, properties, reason) => {
    expect(only(properties).function?.code).toEqual({ kind: 'unavailable', reason });
  });

  it('do not exist under a condition that is false, and are left out under one that is unknown', () => {
    const model = readResources(
      { F: lambda({}, { Condition: 'Never' }), G: lambda({}, { Condition: 'Doubtful' }), H: lambda() },
      {
        Parameters: { Asked: { Type: 'String' } },
        Conditions: { Never: { 'Fn::Equals': [1, 2] }, Doubtful: { 'Fn::Equals': [{ Ref: 'Asked' }, 1] } },
      },
    );

    expect(model.functions.map(({ logicalId }) => logicalId)).toEqual(['H']);
    expect(messages(model)).toEqual([
      'unresolved G left out, since its condition Doubtful cannot be resolved: the parameter Asked has no default and was given no value',
    ]);
  });

  it('say that their layers are not there', () => {
    expect(messages(only({ Layers: ['arn:aws:lambda:us-east-1:1:layer:l:1'] }))).toEqual([
      'not-emulated F Layers: the function runs without its layers',
    ]);
  });

  it('have versions and aliases whose ARNs are qualified', () => {
    const { outputs } = readResources(
      {
        F: lambda({ FunctionName: 'books' }),
        V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'F' } } },
        A: {
          Type: 'AWS::Lambda::Alias',
          Properties: {
            FunctionName: { 'Fn::GetAtt': 'F.Arn' },
            FunctionVersion: { 'Fn::GetAtt': 'V.Version' },
            Name: 'live',
          },
        },
      },
      { Outputs: { V: { Value: { Ref: 'V' } }, A: { Value: { Ref: 'A' } } } },
    );

    expect(outputs.Shop).toEqual({
      V: 'arn:aws:lambda:us-east-1:000000000000:function:books:1',
      A: 'arn:aws:lambda:us-east-1:000000000000:function:books:live',
    });
  });
});

describe('assets of functions', () => {
  const asset = (path: string) => ({
    source: { path, packaging: 'zip' },
    destinations: { d: { bucketName: 'b', objectKey: 'p/abc.zip' } },
  });
  const read = (path: string, code: object, metadata: object = {}) => {
    const directory = writeFiles(temporaryFolder(), {
      'manifest.json': { artifacts: { S: { type: 'cdk:cloud-assembly', properties: { directoryName: 'stage' } } } },
      'asset.abc/index.js': '',
      'code.zip': 'PK',
      'stage/manifest.json': { artifacts: { Shop: stackArtifact('Shop') } },
      'stage/Shop.assets.json': { files: { abc: asset(path), broken: 7 } },
      'stage/Shop.template.json': { Resources: { F: lambda({ Code: code }, { Metadata: metadata }) } },
    });
    const found = readAssembly(directory, { importBodies: echoImporters }).functions[0]?.code;
    return { directory, found };
  };
  const s3 = { S3Bucket: { 'Fn::Sub': 'b-${AWS::Region}' }, S3Key: 'p/abc.zip' };

  it('are found by their object key, relative to the asset manifest', () => {
    const { directory, found } = read('../asset.abc', s3);

    expect(found).toEqual({ kind: 'directory', path: join(directory, 'asset.abc') });
  });

  it('are found by the path in the metadata, relative to the stack or to the root', () => {
    for (const path of ['../asset.abc', 'asset.abc']) {
      const { directory, found } = read('nowhere', { S3Key: 'unlisted' }, { 'aws:asset:path': path });
      expect(found).toEqual({ kind: 'directory', path: join(directory, 'asset.abc') });
    }
  });

  it.each([
    ['../code.zip', 'its asset is a file, and only folders are run'],
    ['../gone', 'its asset is not in the cloud assembly'],
  ])('%s cannot run', (path, reason) => {
    expect(read(path, s3).found).toEqual({ kind: 'unavailable', reason });
  });
});
