import { Template } from 'aws-cdk-lib/assertions';
import { CfnOutput, CfnResource, NestedStack, Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { ownReference, textAround } from '../../lib/constructs/own-reference.js';
import { quietApp } from './support/synth.js';

const thingIn = (scope: Stack) => new CfnResource(scope, 'Thing', { type: 'A::B::C' });
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });

function outputOf(stack: Stack, value: string): unknown {
  new CfnOutput(stack, 'Told', { value });
  return Template.fromStack(stack).findOutputs('Told').Told?.Value;
}

describe('a reference to a resource', () => {
  const stack = new Stack(quietApp(), 'Here');
  const thing = thingIn(stack);

  it.each([
    ['what CDK makes of its own', ownReference(thing), thing.ref],
    ['that of an attribute too', ownReference(thing, 'Arn'), thing.getAtt('Arn').toString()],
    [
      'part of a text',
      textAround(stack.resolve(`arn:${stack.partition}:`), { resource: thing }, '/*'),
      `arn:${stack.partition}:${thing.ref}/*`,
    ],
    ['part of a longer text', `a-${ownReference(thing)}-b`, `a-${thing.ref}-b`],
  ])('is %s', (_case, own, cdks) => {
    expect(stack.resolve({ own })).toEqual(stack.resolve({ own: cdks }));
  });

  it('is finished as its maker wants it', () => {
    const finish = (value: unknown) => ({ finished: value });
    expect(stack.resolve(textAround('a', { resource: thing, name: 'Arn' }, '', finish))).toEqual({
      finished: join('a', { 'Fn::GetAtt': ['Thing', 'Arn'] }),
    });
  });

  it('follows a logical id that is overridden later', () => {
    const other = new Stack(quietApp(), 'Renamed');
    const renamed = thingIn(other);
    const reference = ownReference(renamed, 'Arn');
    expect(other.resolve(reference)).toEqual({ 'Fn::GetAtt': ['Thing', 'Arn'] });
    renamed.overrideLogicalId('Another');
    expect(outputOf(other, reference)).toEqual({ 'Fn::GetAtt': ['Another', 'Arn'] });
  });

  it('gives no two readers one value to change', () => {
    const reference = ownReference(thing);
    expect(stack.resolve(reference)).not.toBe(stack.resolve(reference));
  });

  it('is an output where it is to a nested stack', () => {
    const outer = new Stack(quietApp(), 'Outer');
    const inner = thingIn(new NestedStack(outer, 'Inner'));
    expect(outputOf(outer, ownReference(inner, 'Arn'))).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Inner/), expect.stringMatching(/^Outputs\.\w+Arn$/)],
    });
  });

  it('is a parameter where a nested stack refers to its parent', () => {
    const outer = new Stack(quietApp(), 'Outer');
    const inner = new NestedStack(outer, 'Inner');
    const uri = textAround('uri/', { resource: thingIn(outer), name: 'Arn' }, '/end');
    expect(outputOf(inner, uri)).toEqual(join('uri/', { Ref: expect.stringMatching(/^referenceto/) }, '/end'));
  });

  it('is an import where it is to another stack', () => {
    const app = quietApp();
    const [here, there] = [new Stack(app, 'One'), new Stack(app, 'Other')];
    expect(outputOf(here, ownReference(thingIn(there), 'Arn'))).toEqual({
      'Fn::ImportValue': expect.stringMatching(/^Other:/),
    });
  });
});
