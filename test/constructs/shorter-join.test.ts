import { Template } from 'aws-cdk-lib/assertions';
import { CfnOutput, CfnParameter, CfnResource, Fn, NestedStack, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { shorterJoin } from '../../lib/constructs/shorter-join.js';
import { quietApp } from './support/synth.js';

const stack = new Stack(quietApp(), 'Here');
const parameter = new CfnParameter(stack, 'Mine').valueAsString;
const arnOf = (scope: Stack) => new CfnResource(scope, 'Thing', { type: 'A::B::C' }).getAtt('Arn').toString();
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });

describe('a text with references', () => {
  it('is a substitution, of attributes too', () => {
    const text = `a:${stack.partition}:${parameter}/${arnOf(stack)}/b`;
    expect(stack.resolve(shorterJoin(text))).toEqual({ 'Fn::Sub': 'a:${AWS::Partition}:${Mine}/${Thing.Arn}/b' });
  });

  it.each([
    ['a text alone', 'plain', 'plain'],
    ['a reference alone', parameter, { Ref: 'Mine' }],
    ['a text with a dollar', `\${stageVariables.a}${parameter}`, join('${stageVariables.a}', { Ref: 'Mine' })],
    ['with another function in it', `a${Fn.importValue('X')}`, join('a', { 'Fn::ImportValue': 'X' })],
    ['with another separator', Fn.join('-', ['a', parameter]), { 'Fn::Join': ['-', ['a', { Ref: 'Mine' }]] }],
  ])('stays what CDK makes of it where it is %s', (_case, text, expected) => {
    expect(stack.resolve(shorterJoin(text))).toEqual(expected);
  });

  it('is one of an output where the reference is to a nested stack', () => {
    const outer = new Stack(quietApp(), 'Outer');
    const inner = new NestedStack(outer, 'Inner');
    new CfnOutput(outer, 'Uri', { value: shorterJoin(`uri/${arnOf(inner)}/invocations`) });
    const { Value } = Template.fromStack(outer).findOutputs('Uri').Uri ?? {};
    expect(Value).toEqual({ 'Fn::Sub': expect.stringMatching(/^uri\/\$\{\w+\.Outputs\.\w+\}\/invocations$/) });
  });

  it('is an import where the reference is to another stack', () => {
    const app = quietApp();
    const [here, there] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    new CfnOutput(here, 'Uri', { value: shorterJoin(`uri/${arnOf(there)}`) });
    const { Value } = Template.fromStack(here).findOutputs('Uri').Uri ?? {};
    expect(Value).toEqual(join('uri/', { 'Fn::ImportValue': expect.stringMatching(/^Other:/) }));
  });
});
