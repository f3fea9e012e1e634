import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AssemblyError, readAssembly } from '../../../lib/local/assembly/read-assembly.js';
import { echoImporters, stackArtifact, temporaryFolder, writeFiles } from './assembly-fixture.js';

const read = (directory: string) => readAssembly(directory, { importBodies: echoImporters });
const bucketOutput = (name: string) => ({
  Resources: {},
  Outputs: { Where: { Value: { 'Fn::Sub': `${name} \${AWS::Region}` } } },
});

describe('readAssembly of a folder', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['without a manifest', { 'readme.txt': 'x' }, /is no cloud assembly: it has no manifest\.json$/],
    ['whose manifest is no JSON', { 'manifest.json': '{"artifacts":' }, /manifest\.json .*is not a JSON object$/],
    ['whose manifest is a list', { 'manifest.json': [] }, /manifest\.json .*is not a JSON object$/],
    [
      'that lacks a template',
      { 'manifest.json': { artifacts: { A: stackArtifact('A') } } },
      /has no readable file A\.template\.json$/,
    ],
    [
      'with a template that is no JSON',
      { 'manifest.json': { artifacts: { A: stackArtifact('A') } }, 'A.template.json': 'Resources:' },
      /A\.template\.json .*is not a JSON object$/,
    ],
    [
      'with a stack that names no template',
      { 'manifest.json': { artifacts: { A: { type: 'aws:cloudformation:stack' } } } },
      /The stack A in .* names no template file$/,
    ],
    [
      'whose stage lacks its manifest',
      { 'manifest.json': { artifacts: { P: { type: 'cdk:cloud-assembly', properties: { directoryName: 'p' } } } } },
      /p is no cloud assembly/,
    ],
  ])('%s is refused in one line', (_, files, message) => {
    const directory = writeFiles(temporaryFolder(), files);

    expect(() => read(directory)).toThrow(AssemblyError);
    expect(() => read(directory)).toThrow(message);
    expect(() => read(directory)).not.toThrow(/\n/);
  });

  it('that does not exist is refused, and so is a file', () => {
    const directory = temporaryFolder();
    writeFileSync(join(directory, 'file'), '');

    expect(() => read(join(directory, 'nowhere'))).toThrow(/^There is no folder .*nowhere$/);
    expect(() => read(join(directory, 'file'))).toThrow(AssemblyError);
  });

  it('without artifacts is an empty model', () => {
    const model = read(writeFiles(temporaryFolder(), { 'manifest.json': {} }));

    expect(model).toMatchObject({ region: 'us-east-1', account: '000000000000', functions: [], apis: [], notices: [] });
  });

  it('reads stacks of nested assemblies under their deployed names', () => {
    const directory = writeFiles(temporaryFolder(), {
      'manifest.json': {
        artifacts: {
          Top: stackArtifact('Top'),
          Prod: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } },
        },
      },
      'Top.template.json': bucketOutput('top'),
      'assembly-Prod/manifest.json': {
        artifacts: {
          Inner: {
            ...stackArtifact('Inner', { stackName: 'Prod-Inner' }),
            environment: 'aws://111122223333/eu-west-1',
          },
        },
      },
      'assembly-Prod/Inner.template.json': bucketOutput('inner'),
    });

    expect(read(directory).outputs).toEqual({
      Top: { Where: 'top us-east-1' },
      'Prod-Inner': { Where: 'inner eu-west-1' },
    });
  });

  it('does not follow a stage out of the folder or into itself', () => {
    const artifacts = Object.fromEntries(
      ['.', '..', ''].map((directoryName, index) => [
        `S${index}`,
        { type: 'cdk:cloud-assembly', properties: { directoryName } },
      ]),
    );

    expect(read(writeFiles(temporaryFolder(), { 'manifest.json': { artifacts } })).outputs).toEqual({});
  });

  it('places unbound stacks where the options say, and keeps bound ones where they are', () => {
    const directory = writeFiles(temporaryFolder(), {
      'manifest.json': {
        artifacts: {
          Free: stackArtifact('Free'),
          Bound: { ...stackArtifact('Bound'), environment: 'aws://444455556666/cn-north-1' },
        },
      },
      'Free.template.json': {
        Outputs: { O: { Value: { 'Fn::Sub': '${AWS::AccountId} ${AWS::Region} ${AWS::Partition}' } } },
      },
      'Bound.template.json': {
        Resources: { Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } } },
        Outputs: {
          O: { Value: { 'Fn::Sub': '${AWS::AccountId} ${AWS::Region} ${AWS::Partition} ${AWS::URLSuffix}' } },
        },
      },
    });
    const model = readAssembly(directory, {
      importBodies: echoImporters,
      region: 'eu-north-1',
      account: '777788889999',
    });

    expect(model.outputs).toEqual({
      Free: { O: '777788889999 eu-north-1 aws' },
      Bound: { O: '444455556666 cn-north-1 aws-cn amazonaws.com.cn' },
    });
    expect(model).toMatchObject({ region: 'cn-north-1', account: '444455556666', partition: 'aws-cn' });
  });

  it('takes parameters of the manifest before the defaults of the template', () => {
    const template = {
      Parameters: { A: { Type: 'String', Default: 'default a' }, B: { Type: 'Number', Default: 7 } },
      Outputs: { O: { Value: { 'Fn::Sub': '${A} ${B}' } } },
    };
    const artifacts = { S: stackArtifact('S', { parameters: { A: 'given a' } }) };
    const directory = writeFiles(temporaryFolder(), { 'manifest.json': { artifacts }, 'S.template.json': template });

    expect(read(directory).outputs).toEqual({ S: { O: 'given a 7' } });
  });
});
