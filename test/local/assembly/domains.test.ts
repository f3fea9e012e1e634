import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../lib/local/assembly/read-assembly.js';
import { echoImporters, messages, readStacks, stackArtifact, temporaryFolder, writeFiles } from './assembly-fixture.js';

const HTTP_API = { Type: 'AWS::ApiGatewayV2::Api', Properties: { ProtocolType: 'HTTP' } };
const REST_API = { Type: 'AWS::ApiGateway::RestApi' };

const domainV2 = (mutual?: object) => ({
  Type: 'AWS::ApiGatewayV2::DomainName',
  Properties: { DomainName: 'api.shop.example', ...(mutual && { MutualTlsAuthentication: mutual }) },
});

const read = (resources: object) => readStacks({ Shop: { Resources: resources } });

describe('domains', () => {
  it('are read with the stages that are mapped below them, of both kinds', () => {
    const { domains, apis, notices } = read({
      Api: HTTP_API,
      Rest: REST_API,
      Domain: domainV2(),
      Root: {
        Type: 'AWS::ApiGatewayV2::ApiMapping',
        Properties: { ApiId: { Ref: 'Api' }, DomainName: { Ref: 'Domain' }, Stage: '$default' },
      },
      Below: {
        Type: 'AWS::ApiGateway::BasePathMapping',
        Properties: { RestApiId: { Ref: 'Rest' }, DomainName: { Ref: 'Domain' }, Stage: 'prod', BasePath: 'v1/old' },
      },
    });
    const id = (kind: string) => apis.find((api) => api.kind === kind)?.apiId;
    expect(domains).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'Domain',
        name: 'api.shop.example',
        mappings: [
          { apiId: id('rest'), stage: 'prod', basePath: 'v1/old' },
          { apiId: id('http'), stage: '$default', basePath: '' },
        ],
      },
    ]);
    expect(notices).toEqual([]);
  });

  it('read a mapping of the whole domain, and leave out one without a stage', () => {
    const mapping = (more: object) => ({
      Type: 'AWS::ApiGateway::BasePathMapping',
      Properties: { RestApiId: { Ref: 'Rest' }, DomainName: 'old.shop.example', ...more },
    });
    const model = read({
      Rest: REST_API,
      Domain: { Type: 'AWS::ApiGateway::DomainName', Properties: { DomainName: 'old.shop.example' } },
      None: mapping({ Stage: 'prod', BasePath: '(none)' }),
      Open: mapping({}),
    });
    expect(model.domains[0]?.mappings).toMatchObject([{ stage: 'prod', basePath: '' }]);
    expect(messages(model)).toEqual(['not-emulated Open a mapping without a stage is not served']);
  });
});

describe('a trust store', () => {
  const uri = { 'Fn::Sub': 's3://cdk-assets-${AWS::AccountId}-${AWS::Region}/abc.pem' };

  it('is the file of the asset that its address names', () => {
    const directory = writeFiles(temporaryFolder(), {
      'manifest.json': {
        artifacts: {
          Shop: stackArtifact('Shop'),
          'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
        },
      },
      'Shop.template.json': { Resources: { Domain: domainV2({ TruststoreUri: uri }) } },
      'Shop.assets.json': {
        files: { abc: { source: { path: 'asset.abc.pem' }, destinations: { here: { objectKey: 'abc.pem' } } } },
      },
      'asset.abc.pem': 'certificates',
    });
    const model = readAssembly(directory, { importBodies: echoImporters });
    expect(model.domains[0]?.mutualTls).toEqual({
      truststore: { kind: 'file', path: join(directory, 'asset.abc.pem') },
    });
    expect(model.notices).toEqual([]);
  });

  it.each([
    ['outside the assembly', uri, /its trust store s3:\/\/cdk-assets-000000000000-us-east-1\/abc\.pem is not an asset/],
    ['of another kind', 'https://shop.example/ca.pem', /has no s3:\/\/ address/],
    ['that cannot be known', { Ref: 'Nothing' }, /has no s3:\/\/ address/],
  ])('%s leaves the domain asking for certificates, and says so', (_, TruststoreUri, message) => {
    const model = read({ Domain: domainV2({ TruststoreUri }) });
    expect(model.domains[0]?.mutualTls?.truststore).toMatchObject({ kind: 'unavailable' });
    expect(messages(model)).toContainEqual(expect.stringMatching(message));
  });
});
