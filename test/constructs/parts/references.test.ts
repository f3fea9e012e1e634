import type { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { apiOutput, usagePlanOutput } from '../../../lib/constructs/index.js';
import { splits } from '../../fixtures/gateways/split.js';
import { partOf, partTemplates, pressStack } from '../support/nested.js';
import { logicalIds, resourcesOf } from '../support/synth.js';

const templates = partTemplates(pressStack(splits.letters));
const own = partOf(templates, 'own');

const permissions = (template: Template) =>
  Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties);
const parametersOf = (part: string) => Object.keys(partOf(templates, part).toJSON().Parameters ?? {});
const stackResource = (part: string) =>
  Object.entries(own.findResources('AWS::CloudFormation::Stack')).find(([id]) => id.startsWith(`Part${part}Nested`));
const nestedStack = (part: string) => stackResource(part)?.[1].Properties;

describe('who may call a function', () => {
  it('is said beside the API that calls it, wherever the function stands', () => {
    const called = Object.entries(templates).map(([part, template]) => [
      part,
      permissions(template).map(({ FunctionName }) => named(FunctionName)),
    ]);
    expect(Object.fromEntries(called)).toEqual({
      own: ['handlershome'],
      a: ['handlersauthors', 'handlersauthorssign', 'elsewhere: authorizer'],
      b: ['elsewhere: handlerstitles'],
      c: ['elsewhere: handlerstitles'],
      d: ['elsewhere: authorizer'],
      e: ['handlersexports', 'elsewhere: authorizer'],
      f: ['handlersfeeds', 'elsewhere: authorizer'],
      g: ['authproofs', 'authproofs', 'handlersgalleys', 'handlersgalleys'],
      h: [],
      i: ['elsewhere: transformer'],
      l: ['elsewhere: authorizer'],
    });
  });

  it('is API Gateway, for the API of the same stack', () => {
    for (const [part, template] of Object.entries(templates)) {
      const apis = [
        ...logicalIds(template, 'AWS::ApiGateway::RestApi'),
        ...logicalIds(template, 'AWS::ApiGatewayV2::Api'),
      ];
      for (const { SourceArn, Principal, Action } of permissions(template)) {
        const [, arn] = SourceArn['Fn::Join'];
        expect(apis, part).toContain(arn.at(-2).Ref);
        expect(arn.at(-1)).toBe('/*');
        expect([Principal, Action]).toEqual(['apigateway.amazonaws.com', 'lambda:InvokeFunction']);
      }
    }
  });
});

describe('what a part is told', () => {
  it('are the functions of the gateway that it calls, each once', () => {
    const told = [...'abcdefghil'].map((part) => [part, parametersOf(part).map(withoutHash)]);
    expect(Object.fromEntries(told)).toEqual({
      a: ['authorizer'],
      b: ['handlerstitles'],
      c: ['handlerstitles'],
      d: ['authorizer'],
      e: ['authorizer'],
      f: ['authorizer'],
      g: [],
      h: [],
      i: ['transformer'],
      l: ['authorizer'],
    });
  });

  it('is what the gateway has, and nothing of another part: so no stack waits for one that waits for it', () => {
    for (const part of [...'abcdefghil']) {
      const passed = Object.values(nestedStack(part)?.Parameters ?? {}) as { 'Fn::GetAtt': [string, string] }[];
      expect(passed).toHaveLength(parametersOf(part).length);
      for (const {
        'Fn::GetAtt': [id, attribute],
      } of passed) {
        expect(resourcesOf(own)[id]).toMatchObject({ Type: 'AWS::Lambda::Function' });
        expect(attribute).toBe('Arn');
        expect(JSON.stringify(resourcesOf(own)[id])).not.toContain('Outputs.');
      }
    }
  });

  it('makes it wait for no other part', () => {
    const waits = [...'abcdefghil'].map((part) => stackResource(part)?.[1]);
    for (const resource of waits) expect(resource).not.toHaveProperty('DependsOn');
    expect(waits).toHaveLength(10);
  });

  it('is asked for: each parameter is used in the body, and in the permission', () => {
    const text = JSON.stringify(partOf(templates, 'b').toJSON().Resources);
    const [name = ''] = parametersOf('b');
    expect(text).toContain(`functions/\${${name}}/invocations`);
    expect(text).toContain(`"FunctionName":{"Ref":"${name}"}`);
  });
});

describe('what a part tells', () => {
  it('are the ids of its APIs and the names of its REST stages', () => {
    const told = (part: string) => Object.keys(partOf(templates, part).toJSON().Outputs ?? {}).map(withoutHash);
    expect(told('b')).toEqual(['HttpApi']);
    expect(told('g').sort()).toEqual(['HttpApi', 'RestApi', 'RestApiStage']);
  });

  it('is never taken for a usage plan’s, whatever a part is called', () => {
    const plan = { id: 'http-usage-plans', type: 'http', part: 'usage-plans', stage: '$default', because: '' } as const;
    expect(apiOutput(plan, 'Id')).toBe('HttpApiUsagePlansId');
    expect(usagePlanOutput('s-http-api')).toBe('UsagePlanSHttpApiId');
  });

  it('stands in the outputs of the gateway, under type and part', () => {
    const { Outputs } = own.toJSON();
    expect(Object.keys(Outputs)).toEqual(
      expect.arrayContaining([
        'GatewrightGateway',
        'HttpApiUrl',
        'HttpApiId',
        'HttpApiAUrl',
        'RestApiGUrl',
        'UsagePlanShelfId',
      ]),
    );
    expect(JSON.stringify(Outputs.RestApiGUrl)).toMatch(
      /PartgNestedStackPartgNestedStackResource\w+","Outputs\.\w*RestApi\w+Ref"\]\},"\.execute-api/,
    );
    expect(Outputs.RestApiGUrl.Description).toBe('Address of the REST API g of press');
  });
});

function named(functionName: { Ref?: string; 'Fn::GetAtt'?: readonly [string, string] }): string {
  const { Ref, 'Fn::GetAtt': attribute } = functionName;
  return Ref === undefined ? String(attribute?.[0]).replace(/Function\w{8}$/, '') : `elsewhere: ${withoutHash(Ref)}`;
}

/** `referencetoShophandlerstitlesFunctionB2DEAD64Arn` → `handlerstitles`; `ShopPartgRestApi1A2B3C4DRef` → `RestApi`. */
function withoutHash(name: string): string {
  return name.replace(/^(referenceto)?Shop(Part[a-z](?=[A-Z]))?/, '').replace(/(Function)?[0-9A-F]{8}(Arn|Ref)$/, '');
}
