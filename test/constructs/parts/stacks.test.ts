import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { gateway, lambda, route } from '../../../lib/spec/index.js';
import type { Split } from '../../../lib/spec/split.js';
import { splits } from '../../fixtures/gateways/split.js';
import { type PartTemplates, partOf, partTemplates, pressStack } from '../support/nested.js';
import { logicalIds, resourcesOf, stackOf } from '../support/synth.js';

const templates = partTemplates(pressStack(splits.letters));

const byType = (template: Template) => {
  const counts: Record<string, number> = {};
  for (const { Type } of Object.values(resourcesOf(template))) counts[Type] = (counts[Type] ?? 0) + 1;
  return counts;
};
const API = 'AWS::ApiGatewayV2::Api';
const HTTP = { [API]: 1, 'AWS::ApiGatewayV2::Stage': 1 };
const REST = { 'AWS::ApiGateway::RestApi': 1, 'AWS::ApiGateway::Deployment': 1, 'AWS::ApiGateway::Stage': 1 };
const handlers = (count: number) => ({ 'AWS::Lambda::Function': count, 'AWS::IAM::Role': count });
const more = (logGroups: number, permissions: number) => ({
  'AWS::Logs::LogGroup': logGroups,
  ...(permissions > 0 && { 'AWS::Lambda::Permission': permissions }),
});

describe('a split gateway', () => {
  it('is a stack with one nested in it for each part', () => {
    expect(Object.keys(templates).sort()).toEqual([...'abcdefghil', 'own']);
    expect(logicalIds(partOf(templates, 'own'), 'AWS::CloudFormation::Stack')).toHaveLength(10);
  });

  it.each<[string, string, object]>([
    [
      'a',
      'an HTTP API, two handlers, and calls of these and of the authorizer',
      { ...HTTP, ...handlers(2), ...more(2, 3) },
    ],
    ['b', 'an HTTP API, whose handler stands with the gateway', { ...HTTP, ...more(1, 1) }],
    ['d', 'a REST API that calls a backend, behind the authorizer', { ...REST, ...more(1, 1) }],
    ['e', 'a REST API with a handler', { ...REST, ...handlers(1), ...more(2, 2) }],
    [
      'g',
      'an API of each type, a handler, and the own authorizer',
      { ...HTTP, ...REST, ...handlers(2), ...more(3, 4) },
    ],
    ['h', 'a REST API of a reply', { ...REST, ...more(1, 0) }],
    ['i', 'an HTTP API that calls the transformer', { ...HTTP, ...more(1, 1) }],
    ['l', 'an API of each type before a backend', { ...HTTP, ...REST, ...more(2, 1) }],
  ])('has in %s %s', (part, _what, expected) => {
    expect(byType(partOf(templates, part))).toEqual(expected);
  });

  it('keeps what all parts use', () => {
    const own = partOf(templates, 'own');
    expect(logicalIds(own, 'AWS::Lambda::Function').map((id) => id.replace(/Function.*$/, ''))).toEqual([
      'handlershome',
      'handlerstitles',
      'transformer',
      'authorizer',
      'keykeeper',
    ]);
    own.resourceCountIs('AWS::ApiGateway::UsagePlan', 2);
    own.resourceCountIs(API, 1);
    own.resourceCountIs('AWS::ApiGateway::RestApi', 0);
  });
});

describe('the stack of a part', () => {
  it('names its APIs after gateway and part, and says which paths they have', () => {
    const [api] = Object.values(partOf(templates, 'e').findResources('AWS::ApiGateway::RestApi'));
    expect(api?.Properties).toMatchObject({
      Name: 'press-e',
      Description: 'e, a part of press: from /e, before /f',
      Body: { info: { title: 'press-e', version: '1.0' } },
    });
    const named = partTemplates(pressStack(splits.names));
    expect(partOf(named, 'catalogue').toJSON().Description).toBe(
      'catalogue, a part of press: /books, /authors, /catalogue',
    );
    expect(httpInfo(named, 'catalogue')).toMatchObject({
      title: 'press-catalogue',
      description: 'catalogue, a part of press: /books, /authors, /catalogue',
    });
    expect(httpInfo(named, 'own')).toMatchObject({ title: 'press', description: 'Books from the desk to the shop' });
  });

  const partsAt = (paths: readonly string[], split: Split) => {
    const routes = paths.map((path) => route(`GET ${path}` as 'GET /', { auth: 'public', to: lambda('one.ts') }));
    const parts = partTemplates(stackOf(gateway('shop', { routes, split } as never)));
    const described = Object.entries(parts).flatMap(([name, part]) =>
      name === 'own' ? [] : [part.toJSON().Description],
    );
    return { described, outputs: Object.keys(partOf(parts, 'own').toJSON().Outputs) };
  };

  it('is synthesized however many prefixes the part has', () => {
    const areas = Array.from({ length: 60 }, (_, index) => `/area-of-the-shop-${index}`);
    expect(partsAt(areas, { parts: { areas } }).described).toEqual([
      expect.stringMatching(/^areas, a part of shop: .*-21 and 38 more$/),
    ]);
  });

  it('is synthesized however deep the part starts, with ids that CloudFormation takes', () => {
    const deep = `/${'deep'.repeat(100)}`;
    const { described, outputs } = partsAt([`${deep}/a`, `${deep}/b`], { from: [`${deep}/a`, `${deep}/b`] });
    expect(described).toEqual([expect.stringMatching(/^deep.*…$/), expect.stringMatching(/^deep.*…$/)]);
    const ofParts = outputs.filter((id) => id.startsWith('HttpApi'));
    expect(ofParts).toHaveLength(2);
    for (const id of ofParts) expect(id).toMatch(/^HttpApiDeep[A-Za-z0-9]{1,240}Url$/);
  });

  it('has the limits of the stage, and of its own routes alone', () => {
    const limitsOf = (part: string) =>
      Object.values(partOf(templates, part).findResources('AWS::ApiGateway::Stage'))[0]?.Properties.MethodSettings;
    const stage = { HttpMethod: '*', ResourcePath: '/*', ThrottlingBurstLimit: 1_800, ThrottlingRateLimit: 900 };
    const route = { HttpMethod: 'GET', ResourcePath: '/~1downloads~1{path+}' };
    expect(limitsOf('d')).toEqual([stage, { ...route, ThrottlingBurstLimit: 62, ThrottlingRateLimit: 31 }]);
    expect(limitsOf('e')).toEqual([stage]);
    partOf(templates, 'a').hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingBurstLimit: 1_800, ThrottlingRateLimit: 900 },
      RouteSettings: { 'POST /authors': { ThrottlingBurstLimit: 42, ThrottlingRateLimit: 21 } },
    });
  });

  it('has a log group for its handlers, in which each of them writes', () => {
    for (const part of ['a', 'e', 'f', 'g']) {
      const template = partOf(templates, part);
      for (const { Properties } of Object.values(template.findResources('AWS::Lambda::Function')))
        expect(Properties.LoggingConfig).toEqual({ LogGroup: { Ref: 'HandlerLogs' } });
      template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain', Properties: { RetentionInDays: 60 } });
    }
    for (const part of ['b', 'd', 'h', 'i', 'l'])
      expect(resourcesOf(partOf(templates, part))).not.toHaveProperty('HandlerLogs');
  });

  it('logs calls of its APIs in groups of its own', () => {
    for (const part of [...'abcgil'])
      partOf(templates, part).hasResourceProperties('AWS::ApiGatewayV2::Stage', {
        AccessLogSettings: { DestinationArn: { 'Fn::GetAtt': ['HttpApiAccessLogs', 'Arn'] } },
      });
    for (const part of [...'defghl'])
      partOf(templates, part).hasResourceProperties('AWS::ApiGateway::Stage', {
        AccessLogSetting: { DestinationArn: { 'Fn::GetAtt': ['RestApiAccessLogs', 'Arn'] } },
      });
  });
});

function httpInfo(parts: PartTemplates, part: string): object {
  const [api] = Object.values(partOf(parts, part).findResources(API));
  return api?.Properties.Body.info;
}
