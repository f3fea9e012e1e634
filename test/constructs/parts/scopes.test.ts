import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { NestedStack, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { splits } from '../../fixtures/gateways/split.js';
import { asCdk, partOf, partTemplates, pressInside, pressInto, pressStack } from '../support/nested.js';
import { quietApp } from '../support/synth.js';

describe('a split gateway inside somebody’s stack', () => {
  const { stack, made } = pressInside();
  const templates = partTemplates(stack);

  it('has its place before the names of all that it brings', () => {
    const { Resources, Outputs } = partOf(templates, 'own').toJSON();
    expect(Object.keys(Resources).filter((id) => !id.startsWith('Press'))).toEqual([]);
    expect(Object.keys(Outputs)).toEqual(
      expect.arrayContaining(['PressGatewrightGateway', 'PressHttpApiCatalogueUrl', 'PressRestApiPartnersUrl']),
    );
  });

  it('hands over its APIs by their ids in the plan', () => {
    expect([...made.apis.keys()].sort()).toEqual([
      'http',
      'http-catalogue',
      'http-desk',
      'rest',
      'rest-desk',
      'rest-partners',
    ]);
    expect(made.httpApi?.apiId).toBe(made.apis.get('http')?.apiId);
    expect(made.restApi?.stage).toBe(made.apis.get('rest')?.stage);
    expect(made.apis.get('rest-partners')?.plan).toMatchObject({ part: 'partners', type: 'rest' });
  });

  it('writes the templates of its parts without indentation, whatever that stack does', () => {
    const { directory } = asCdk<{ synth(): { directory: string } }>(stack.node.root).synth();
    const lines = Object.fromEntries(
      readdirSync(directory)
        .filter((file) => file.endsWith('template.json'))
        .map((file) => [file.split('.')[0], readFileSync(join(directory, file), 'utf8').trim().split('\n').length]),
    );
    expect(Object.keys(lines)).toHaveLength(4);
    for (const [file, count] of Object.entries(lines)) {
      if (file === 'Mine') expect(count).toBeGreaterThan(100);
      else expect(count, file).toBe(1);
    }
    expect(statSync(directory).isDirectory()).toBe(true);
  });

  it('stands beside another of its kind', () => {
    const both = new Stack(quietApp(), 'Both');
    pressInto(both, 'One');
    pressInto(both, 'Other');
    const ids = Object.keys(Template.fromStack(both).findResources('AWS::CloudFormation::Stack'));
    expect(ids.map((id) => id.replace(/NestedStack.*$/, '')).sort()).toEqual([
      ...['OnePartcatalogue', 'OnePartdesk', 'OnePartpartners'],
      ...['OtherPartcatalogue', 'OtherPartdesk', 'OtherPartpartners'],
    ]);
  });
});

describe('a split gateway inside a nested stack', () => {
  const root = new Stack(quietApp(), 'Root');
  const inner = asCdk<Stack>(new NestedStack(root, 'Inner'));
  pressInto(inner);
  const templates = partTemplates(inner);

  it('has its parts nested in that, which hands on what they need', () => {
    const own = partOf(templates, 'own');
    own.resourceCountIs('AWS::CloudFormation::Stack', 3);
    own.resourceCountIs('AWS::ApiGateway::UsagePlan', 2);
    partOf(templates, 'partners').resourceCountIs('AWS::ApiGateway::RestApi', 1);
    Template.fromStack(root).resourceCountIs('AWS::CloudFormation::Stack', 1);
    expect(own.toJSON().Parameters ?? {}).toEqual({});
  });

  it('tells its outputs there', () => {
    expect(Object.keys(partOf(templates, 'own').toJSON().Outputs)).toContain('PressRestApiPartnersUrl');
  });
});

describe('the Region of a split gateway', () => {
  const uri = (stack: Stack) =>
    JSON.stringify(partOf(partTemplates(stack), 'partners').findResources('AWS::ApiGateway::RestApi')).match(
      /"authorizerUri":\{"Fn::Sub":"(.*?)"/,
    )?.[1];

  it('is left to the deployment where the app does not say it', () => {
    expect(uri(pressStack(splits.names))).toContain('apigateway:${AWS::Region}:lambda:path');
  });

  it('stands in the templates of its parts where the app says it', () => {
    const env = { account: '777777777777', region: 'eu-west-3' };
    const stack = pressStack(splits.names, env);
    expect(uri(stack)).toContain('apigateway:eu-west-3:lambda:path');
    expect(JSON.stringify(partOf(partTemplates(stack), 'partners').toJSON().Resources)).not.toContain('AWS::Region');
  });
});
