import { describe, expect, it } from 'vitest';
import type { RestStage } from '../../../../lib/local/model/rest-api.js';
import { readResources } from '../assembly-fixture.js';

const part = (type: string, properties: object) => ({
  Type: `AWS::ApiGateway::${type}`,
  Properties: { RestApiId: { Ref: 'Api' }, ...properties },
});

function stagesOf(resources: object): readonly RestStage[] {
  const Api = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'a' } };
  const [api] = readResources({ Api, ...resources }, { Parameters: { Asked: { Type: 'String' } } }).apis;
  return api?.kind === 'rest' ? api.stages : expect.fail('no REST API');
}
const settingsOf = (...MethodSettings: object[]) =>
  stagesOf({ S: part('Stage', { StageName: 's', MethodSettings }) })[0]?.methodSettings;

describe('REST stages', () => {
  it('carry what the template says', () => {
    const canary = { PercentTraffic: 12.5, StageVariableOverrides: { color: 'green' } };
    const properties = {
      StageName: 'prod',
      Variables: { color: 'blue' },
      TracingEnabled: true,
      AccessLogSetting: { DestinationArn: 'arn:aws:logs:l', Format: '$context.requestId' },
      CanarySetting: canary,
    };

    expect(stagesOf({ S: part('Stage', properties) })).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'S',
        name: 'prod',
        variables: { color: 'blue' },
        methodSettings: {},
        accessLog: { format: '$context.requestId', destinationArn: 'arn:aws:logs:l' },
        tracingEnabled: true,
        canary: { percentTraffic: 12.5, stageVariableOverrides: { color: 'green' } },
      },
    ]);
  });

  it.each([
    ['/*', '*', '/*/*'],
    ['/~1pets~1{id}', 'GET', '/pets/{id}/GET'],
    ['/~1', 'post', '//POST'],
    ['/', 'GET', '//GET'],
    ['/~1a~0b', 'GET', '/a~b/GET'],
    ['~1pets', 'ANY', '/pets/ANY'],
    ['/pets/{id}', 'GET', '/pets/{id}/GET'],
  ])('undo the escapes of %s and %s', (ResourcePath, HttpMethod, key) => {
    expect(settingsOf({ ResourcePath, HttpMethod, CachingEnabled: true })).toEqual({ [key]: { cachingEnabled: true } });
  });

  it.each<[object, object]>([
    [{ ThrottlingRateLimit: 2, ThrottlingBurstLimit: 4 }, { throttle: { ratePerSecond: 2, burst: 4 } }],
    [{ ThrottlingRateLimit: '0.5' }, { throttle: { ratePerSecond: 0.5, burst: 5000 } }],
    [{ ThrottlingBurstLimit: 3 }, { throttle: { ratePerSecond: 10_000, burst: 3 } }],
    [{ ThrottlingRateLimit: 0, ThrottlingBurstLimit: 0 }, { throttle: { ratePerSecond: 0, burst: 0 } }],
    [{ ThrottlingRateLimit: -1, ThrottlingBurstLimit: -1 }, {}],
    [{ ThrottlingRateLimit: 'fast' }, {}],
    [
      { CacheTtlInSeconds: 60, CachingEnabled: 'false' },
      { cacheTtlSeconds: 60, cachingEnabled: false },
    ],
  ])('read the limits of %j', (setting, expected) => {
    expect(settingsOf({ ResourcePath: '/*', HttpMethod: '*', ...setting })).toEqual({ '/*/*': expected });
  });

  it('are also made by a deployment, with its description', () => {
    const stages = stagesOf({
      D: part('Deployment', {
        StageName: 'live',
        StageDescription: {
          Variables: { a: 'b' },
          ThrottlingRateLimit: 5,
          MethodSettings: [{ ResourcePath: '/~1x', HttpMethod: 'GET', ThrottlingBurstLimit: 1 }],
        },
        DeploymentCanarySettings: { PercentTraffic: 5 },
      }),
      Plain: part('Deployment', {}),
    });

    expect(stages).toEqual([
      {
        stackName: 'Shop',
        logicalId: 'D',
        name: 'live',
        variables: { a: 'b' },
        methodSettings: {
          '/*/*': { throttle: { ratePerSecond: 5, burst: 5000 } },
          '/x/GET': { throttle: { ratePerSecond: 10_000, burst: 1 } },
        },
        tracingEnabled: false,
        canary: { percentTraffic: 5, stageVariableOverrides: {} },
      },
    ]);
  });

  it('of their own stand above one of the same name that a deployment makes', () => {
    const stages = stagesOf({ D: part('Deployment', { StageName: 'live' }), S: part('Stage', { StageName: 'live' }) });

    expect(stages.map(({ logicalId }) => logicalId)).toEqual(['S']);
  });

  it('write their log though its destination is unknown, and are left out without a name', () => {
    const [stage, ...others] = stagesOf({
      S: part('Stage', { StageName: 's', AccessLogSetting: { DestinationArn: { Ref: 'Asked' }, Format: 'f' } }),
      T: part('Stage', { StageName: { Ref: 'Asked' } }),
    });

    expect(stage?.accessLog).toEqual({ format: 'f', destinationArn: 'gatewright:unresolved' });
    expect(others).toEqual([]);
  });
});
