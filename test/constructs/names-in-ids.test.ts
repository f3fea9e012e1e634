import { aws_lambda } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib/core';
import { describe, expect, it } from 'vitest';
import { fromFunction } from '../../lib/constructs/index.js';
import { namesInIds } from '../../lib/constructs/names-in-ids.js';
import { backend, type GatewaySpec, gateway, lambda, route } from '../../lib/spec/index.js';
import { asCdk, partTemplates } from './support/nested.js';
import { logicalIds, stackOf } from './support/synth.js';

describe('names in ids', () => {
  it.each([
    [['ab'], ['ab']],
    [['a-b'], ['a-b']],
    [
      ['a-b', 'ac'],
      ['a-b', 'ac'],
    ],
    [
      ['ab', 'Ab'],
      ['ab', 'Ab'],
    ],
    [
      ['ab', 'a-b'],
      ['ab', expect.stringMatching(/^a-b-[0-9a-f]{12}$/)],
    ],
    [
      ['a_bc', 'ab-c'],
      ['a_bc', expect.stringMatching(/^ab-c-[0-9a-f]{12}$/)],
    ],
  ])('of %j are %j, in any order', (names, expected) => {
    expect(names.map(namesInIds(names))).toEqual(expected);
    expect(names.map(namesInIds([...names].reverse()))).toEqual(expected);
  });
});

type Type = 'AWS::Lambda::Permission' | 'AWS::WAFv2::WebACLAssociation';
const RULES: Readonly<Record<Type, RegExp>> = {
  'AWS::Lambda::Permission': /^(Call|Invoke[a-z])/,
  'AWS::WAFv2::WebACLAssociation': /./,
};

/** Of all stacks, the ids that are made of names. */
function idsOf(spec: GatewaySpec, type: Type, names: readonly string[] = []): readonly string[] {
  const stack = stackOf(spec, names.length > 0 ? { backends: functionsCalled(names) } : {});
  const ids = Object.values(partTemplates(stack)).flatMap((template) => logicalIds(template, type));
  return ids.filter((id) => RULES[type].test(id)).sort();
}

const functionsCalled = (names: readonly string[]) => (stack: Stack) =>
  Object.fromEntries(names.map((name) => [name, fromFunction(asCdk(functionCalled(stack, name)))]));

function functionCalled(stack: Stack, name: string): aws_lambda.IFunction {
  const arn = `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
  return asCdk(aws_lambda.Function.fromFunctionArn(asCdk(stack), `Of-${name}`, arn));
}

/** Two parts whose routes call the same handlers. */
const sharing = (...handlers: readonly string[]) =>
  gateway('g', {
    split: { parts: { x: ['/x'], y: ['/y'] } },
    routes: ['x', 'y'].flatMap((part) =>
      handlers.map((handler, index) =>
        route(`GET /${part}/${index}` as 'GET /', { auth: 'public', to: lambda(handler) }),
      ),
    ) as never,
  });

const binding = (...names: readonly string[]) =>
  gateway('g', {
    routes: names.map((name) => route(`GET /${name}` as 'GET /', { auth: 'public', to: backend(name) })) as never,
  });

describe('permissions', () => {
  it('of handlers of several parts are apart where the ids differ in a dash alone', () => {
    const ids = idsOf(sharing('h/ab.ts', 'h/a-b.ts'), 'AWS::Lambda::Permission');
    expect(ids.filter((id) => id === 'CallhabFromhttp')).toHaveLength(2);
    expect(ids.filter((id) => /^Callhab[0-9a-f]{12}Fromhttp$/.test(id))).toHaveLength(2);
  });

  it.each(['h/ab.ts', 'h/a-b.ts'])('of %s alone have the id that they had', (handler) => {
    const ids = idsOf(sharing(handler), 'AWS::Lambda::Permission');
    expect(ids).toEqual(['CallhabFromhttp', 'CallhabFromhttp']);
  });

  it('of bound backends are apart, and the one that is written so keeps its id', () => {
    const ids = idsOf(binding('ab', 'a-b'), 'AWS::Lambda::Permission', ['ab', 'a-b']);
    expect(ids).toEqual(['InvokeabFromhttp', expect.stringMatching(/^Invokeab[0-9a-f]{12}Fromhttp$/)]);
    expect(idsOf(binding('a-b'), 'AWS::Lambda::Permission', ['a-b'])).toEqual(['InvokeabFromhttp']);
  });
});

describe('the web ACLs of stages', () => {
  const rest = (path: string) => route(`GET ${path}` as 'GET /', { auth: 'public', to: lambda('h.ts'), api: 'rest' });
  const named = gateway('g', {
    split: { parts: { ab: ['/x'], 'a-b': ['/y'] } },
    routes: [rest('/x'), rest('/y')] as never,
  });
  const started = gateway('g', {
    split: { from: ['/a/b', '/ab'] },
    routes: [rest('/a/b'), rest('/ab')] as never,
  });

  it.each([
    ['OriginWebAclAssociation', 'named', { ...named, edge: {} }],
    ['OriginWebAclAssociation', 'where they start', { ...started, edge: {} }],
    ['FirewallAssociation', 'named', { ...named, firewall: { managed: ['common'] } }],
  ] as const)('%s are apart of parts %s', (id, _how, spec) => {
    const ids = idsOf(spec as GatewaySpec, 'AWS::WAFv2::WebACLAssociation');
    expect(ids).toEqual([`${id}ab`, expect.stringMatching(`^${id}ab[0-9a-f]{12}$`)]);
  });

  it('has the id that it had, of a part that no other comes out like', () => {
    const alone: GatewaySpec = { ...named, split: { parts: { 'a-b': ['/x'], c: ['/y'] } }, edge: {} };
    expect(idsOf(alone, 'AWS::WAFv2::WebACLAssociation')).toEqual([
      'OriginWebAclAssociationab',
      'OriginWebAclAssociationc',
    ]);
  });
});
