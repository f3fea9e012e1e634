import { Match, Template } from 'aws-cdk-lib/assertions';
import { CfnParameter, CfnResource, Fn, Stack, Token } from 'aws-cdk-lib/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolvableBody } from '../../lib/constructs/resolvable-body.js';
import { quietApp } from './support/synth.js';

describe('a resolvable body', () => {
  const app = quietApp();
  const stack = new Stack(app, 'Here');
  const other = new CfnParameter(new Stack(app, 'There'), 'Elsewhere');
  const here = new CfnParameter(stack, 'Mine');
  const leaf = fc.oneof(
    fc.constantFrom(
      here.valueAsString,
      `a-${here.valueAsString}-b`,
      Fn.importValue('X'),
      Token.asString({ deep: [1] }),
    ),
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  // CDK itself loses this one.
  const key = fc.string().filter((name) => name !== '__proto__');
  const tree = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value')), fc.dictionary(key, tie('value'))),
  })).value;

  it('resolves to what CDK itself makes of it', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree), (body) => {
        const plain = JSON.parse(JSON.stringify(body));
        expect(stack.resolve(resolvableBody(plain))).toEqual(stack.resolve(plain));
      }),
      { numRuns: 200 },
    );
  });

  it('lets CDK find references to other stacks', () => {
    new CfnResource(stack, 'Holder', {
      type: 'A::B::C',
      properties: { Body: resolvableBody({ a: [other.valueAsString] }) },
    });
    Template.fromStack(stack).hasResourceProperties('A::B::C', {
      Body: { a: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Elsewhere') }] },
    });
  });
});
