import { aws_lambda, type Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { type BackendBinding, fromFunction, fromUrl } from '../../../lib/constructs/index.js';
import type { GatewaySpec } from '../../../lib/spec/gateway.js';
import { manyCallers } from '../../fixtures/many-callers.js';
import { asCdk, partTemplates } from '../support/nested.js';
import { stackOf } from '../support/synth.js';

const STOCK = 'arn:aws:lambda:eu-west-1:111122223333:function:stock';
const toFunction = (stack: Stack) =>
  fromFunction(asCdk(aws_lambda.Function.fromFunctionArn(asCdk(stack), 'Stock', STOCK)));

const stackWith = (parts: number, bind: (stack: Stack) => BackendBinding = toFunction) =>
  stackOf(manyCallers(parts) as unknown as GatewaySpec, { backends: (stack) => ({ stock: bind(asCdk(stack)) }) });

/** `function: whose invocation` of each stack. */
function permissionsOf(parts: number, bind?: (stack: Stack) => BackendBinding): Readonly<Record<string, string[]>> {
  const templates = Object.entries(partTemplates(asCdk(stackWith(parts, bind))));
  return Object.fromEntries(
    templates.map(([name, template]) => [
      name,
      Object.values(template.findResources('AWS::Lambda::Permission'))
        .map(({ Properties }) => `${functionName(Properties.FunctionName)}: ${sourceOf(Properties.SourceArn)}`)
        .sort(),
    ]),
  );
}

const functionName = (name: unknown) =>
  /stock|authorizer|handlersshared|handlersstall\d+/.exec(JSON.stringify(name))?.[0] ?? JSON.stringify(name);

/** With values as a stack has them. */
const sourceOf = (arn: { 'Fn::Join': [string, unknown[]] }) =>
  arn['Fn::Join'][1].map((piece) => (typeof piece === 'string' ? piece : (piece as { Ref: string }).Ref)).join('');

const OWN = 'arn:AWS::Partition:execute-api:AWS::Region:AWS::AccountId:';

describe('what 40 APIs call', () => {
  const permissions = permissionsOf(40);

  it('names each of them in a statement that stands with the API, and no other', () => {
    const { own, ...parts } = permissions;
    expect(own).toEqual([]);
    expect(Object.keys(parts)).toHaveLength(40);
    for (const [part, lines] of Object.entries(parts))
      expect(lines).toEqual(
        ['authorizer', `handlers${part.replace('-', '')}`, 'handlersshared', 'stock']
          .map((name) => `${name}: ${OWN}HttpApi/*`)
          .sort(),
      );
  });

  it('is not warned of as open to all', () => {
    Annotations.fromStack(asCdk(stackWith(40))).hasNoWarning('*', Match.stringLikeRegexp('PERMISSION_WIDE'));
  });
});

describe('what 41 APIs call', () => {
  const { own, ...parts } = permissionsOf(41);

  it('lets in every API of the account and Region by one statement, an authorizer as such alone', () => {
    expect(own).toEqual([`authorizer: ${OWN}*/authorizers/*`, `handlersshared: ${OWN}*/*`, `stock: ${OWN}*/*`]);
  });

  it('has no statement besides; what one API calls names it as before', () => {
    expect(Object.keys(parts)).toHaveLength(41);
    for (const [part, lines] of Object.entries(parts))
      expect(lines).toEqual([`handlers${part.replace('-', '')}: ${OWN}HttpApi/*`]);
  });

  it('is called by API Gateway, and by nobody else', () => {
    const [template] = Object.values(partTemplates(asCdk(stackWith(41))));
    for (const { Properties } of Object.values(template?.findResources('AWS::Lambda::Permission') ?? {})) {
      const { Action, Principal, FunctionName: _name, SourceArn: _arn, ...more } = Properties;
      expect([Action, Principal, more]).toEqual(['lambda:InvokeFunction', 'apigateway.amazonaws.com', {}]);
    }
  });

  it('is not opened where it is called by its URL', () => {
    const { own: opened } = permissionsOf(41, () => fromUrl('https://stock.example'));
    expect(opened?.filter((line) => line.startsWith('stock'))).toEqual([]);
  });

  it('is warned of at synthesis, by its name', () => {
    const found = Annotations.fromStack(asCdk(stackWith(41))).findWarning('*', Match.stringLikeRegexp('41 APIs'));
    const texts = found.map(({ entry }) => String(entry.data));
    for (const name of ['authorizer', 'handlers-shared', 'stock'])
      expect(
        texts.filter((text) => text.includes(`"${name}"`) && text.includes('this account and Region')),
      ).toHaveLength(1);
  });
});
