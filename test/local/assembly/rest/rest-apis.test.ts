import { describe, expect, it } from 'vitest';
import type { RestApiDefinition, RestMethod } from '../../../../lib/local/model/rest-api.js';
import { echoImporters, messages, readResources, readStacks } from '../assembly-fixture.js';
import { api, method, part, readRest, unknown } from './rest-fixture.js';

describe('a REST API with a body', () => {
  const body = { openapi: '3.0.1', info: { title: { 'Fn::Sub': '${AWS::StackName} api' } }, x: unknown };

  it('is imported with its intrinsics resolved and what is unknown marked', () => {
    const found = readRest({ Api: api({ Body: body }) });

    expect(found.name).toBe('from the body');
    expect(found.models.Body).toEqual({ openapi: '3.0.1', info: { title: 'Shop api' }, x: 'gatewright:unresolved' });
    expect(found.messages).toEqual([
      'unresolved Api Body.x: the parameter Asked has no default and was given no value',
    ]);
  });

  it('merges with single resources and the properties of the API', () => {
    const found = readRest({
      Api: api({ Body: body, Name: 'mine', BinaryMediaTypes: ['a/b'] }),
      M: method(),
      Own: part('Model', { Name: 'Own', Schema: {} }),
      G: part('GatewayResponse', { ResponseType: 'DEFAULT_4XX' }),
    });

    expect(found).toMatchObject({ name: 'mine', binaryMediaTypes: ['image/png', 'a/b'] });
    expect(Object.keys(found.models)).toEqual(['Body', 'Own']);
    expect(found.methods.map(({ path }) => path)).toEqual(['/']);
    expect(Object.keys(found.gatewayResponses)).toEqual(['DEFAULT_4XX']);
  });

  it('keeps what no single resource replaces', () => {
    const imported = (path: string): RestMethod => ({
      path,
      resourceId: `body${path}`,
      httpMethod: 'GET',
      authorization: { kind: 'AWS_IAM' },
      apiKeyRequired: false,
      requestParameters: {},
      requestModels: {},
      responses: {},
    });
    const rest = (content: unknown): RestApiDefinition => ({
      ...echoImporters.rest(content),
      methods: [imported('/'), imported('/kept')],
      authorizers: {
        kept: { id: 'kept', name: 'k', kind: 'TOKEN', identitySource: [], ttlSeconds: 1, userPoolArns: [] },
      },
      gatewayResponses: {
        DEFAULT_4XX: { statusCode: '418', parameters: {}, templates: {} },
        THROTTLED: { statusCode: '430', parameters: {}, templates: {} },
      },
    });
    const replaced = part('GatewayResponse', { ResponseType: 'DEFAULT_4XX', StatusCode: '419' });
    const resources = { Api: api({ Body: {} }), M: method(), G: replaced, A: part('Authorizer', { Type: 'TOKEN' }) };
    const [found] = readResources(resources, {}, { importBodies: { ...echoImporters, rest } }).apis;

    expect(found).toMatchObject({
      methods: [
        { path: '/kept', authorization: { kind: 'AWS_IAM' } },
        { path: '/', authorization: { kind: 'NONE' } },
      ],
      gatewayResponses: { DEFAULT_4XX: { statusCode: '419' }, THROTTLED: { statusCode: '430' } },
    });
    expect(Object.values(found?.authorizers ?? {}).map(({ name }) => name)).toEqual(['k', 'A']);
  });

  it('in an asset is read from there, as JSON or YAML', () => {
    const assets = (path: string) => ({
      files: { a: { source: { path }, destinations: { d: { objectKey: 'key' } } } },
    });
    const stacks = { Shop: { Resources: { Api: api({ BodyS3Location: { Bucket: 'b', Key: 'key' } }) } } };
    for (const [path, content] of [
      ['b.json', '{"openapi":"3.1"}'],
      ['b.yaml', 'openapi: "3.1"\n'],
    ] as const) {
      const [found] = readStacks(stacks, {}, { [path]: content, 'Shop.assets.json': assets(path) }).apis;
      expect(found).toMatchObject({ models: { Body: { openapi: '3.1' } } });
    }
  });

  it.each<[string, object, string]>([
    [
      'is no asset',
      { BodyS3Location: { Bucket: 'b', Key: 'k' } },
      'unresolved Api BodyS3Location: the file is not an asset of the cloud assembly',
    ],
    [
      'is a transform',
      { Body: { 'Fn::Transform': { Name: 'AWS::Include' } } },
      'unresolved Api Body: Fn::Transform AWS::Include runs in CloudFormation only',
    ],
    ['is copied', { CloneFrom: 'abc' }, 'unresolved Api CloneFrom: an API outside the cloud assembly is not copied'],
  ])('that %s leaves the API without methods, noticed', (_, properties, message) => {
    const found = readRest({ Api: api(properties) });

    expect(found.methods).toEqual([]);
    expect(found.messages).toContain(message);
  });

  it('that the importer refuses is noticed in one line', () => {
    const refuse = () => {
      throw new Error('paths is missing\nat somewhere');
    };
    const model = readResources({ Api: api({ Body: {} }) }, {}, { importBodies: { rest: refuse, http: refuse } });

    expect(messages(model)).toEqual(['unresolved Api its OpenAPI body cannot be imported: paths is missing']);
    expect(model.apis).toHaveLength(1);
  });
});
