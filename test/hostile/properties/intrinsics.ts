import assert from 'node:assert/strict';
import fc from 'fast-check';
import { evaluate } from '../../../lib/local/assembly/intrinsics/evaluate.js';
import { openStacks } from '../../../lib/local/assembly/world.js';
import { hostileProperty } from '../hostile-property.js';

const names = [
  ...['Ref', 'Fn::And', 'Fn::Base64', 'Fn::Cidr', 'Fn::Equals', 'Fn::FindInMap', 'Fn::GetAZs', 'Fn::GetAtt', 'Fn::If'],
  ...[
    'Fn::GetStackOutput',
    'Fn::ImportValue',
    'Fn::Join',
    'Fn::Length',
    'Fn::Not',
    'Fn::Or',
    'Fn::Select',
    'Fn::Split',
  ],
  ...['Fn::Sub', 'Fn::ToJsonString', 'Fn::Transform', 'Fn::ForEach::A', 'Fn::Nothing', 'Condition'],
];
const scalars = [
  ...[
    'A',
    'B',
    'P',
    'M',
    'Yes',
    'Loop',
    'A.Arn',
    'AWS::Region',
    'AWS::NoValue',
    'AWS::Partition',
    '',
    ',',
    '/',
    '10.0.0.0/8',
  ],
  ...[
    '${A}',
    '${A.Arn}',
    '${!A}',
    '${',
    '${}',
    '${AWS::StackName}',
    '${__proto__}',
    '{{resolve:ssm:A}}',
    '{{resolve:',
    '__proto__',
  ],
  ...['0', '-1', '256', 'constructor', '::/0', 'eu-west-1', '{{resolve:secretsmanager:x:SecretString:y}}'],
];
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 8, depthSize: 'medium' },
    {
      weight: 4,
      arbitrary: fc.constantFrom<unknown>(...scalars, { toString: 1 }, 0, 1, -1, 2 ** 53, 0.5, true, false, null),
    },
    {
      weight: 5,
      arbitrary: fc.tuple(fc.constantFrom(...names), tie('value')).map(([name, inner]) => ({ [name]: inner })),
    },
    { weight: 4, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 1, arbitrary: fc.dictionary(fc.constantFrom('A', 'Fn::Transform', '__proto__', 'Name'), tie('value')) },
  ),
}));

const nested = (depth: number, wrap: (inner: unknown) => unknown) => {
  let made: unknown = 'A';
  for (let at = 0; at < depth; at++) made = wrap(made);
  return made;
};

const corpus: readonly unknown[] = [
  nested(50_000, (inner) => ({ 'Fn::Base64': inner })),
  nested(50_000, (inner) => [inner]),
  nested(200, (inner) => ({ 'Fn::Sub': ['${x}${x}', { x: inner }] })),
  { 'Fn::Sub': '${'.repeat(100_000) },
  { 'Fn::Sub': '${A}'.repeat(100_000) },
  { 'Fn::Join': ['x'.repeat(1_000_000), Array(10_000).fill('y')] },
  { 'Fn::Split': ['', 'x'.repeat(1_000_000)] },
  { 'Fn::Cidr': ['10.0.0.0/8', 256, 1] },
  { 'Fn::Cidr': ['0.0.0.0/0', 1e9, 1e9] },
  { 'Fn::Cidr': ['::/0', '256', '127'] },
  { 'Fn::Select': [1e300, ['a']] },
  { 'Fn::GetAtt': ['__proto__', 'constructor'] },
  { 'Fn::FindInMap': ['__proto__', '__proto__', '__proto__'] },
  { 'Fn::If': ['Loop', { Ref: 'A' }, { Ref: 'B' }] },
  `{{resolve:${'ssm:'.repeat(50_000)}}}`,
  '{{resolve:ssm:A}}'.repeat(20_000),
];

function scopeOf(expression: unknown) {
  const template = {
    Parameters: { P: { Type: 'String', Default: 'p' } },
    Mappings: { M: { A: { B: 'c' } } },
    Conditions: { Yes: { 'Fn::Equals': [1, 1] }, Loop: { 'Fn::Not': [{ Condition: 'Loop' }] } },
    Resources: {
      A: { Type: 'AWS::S3::Bucket', Properties: { BucketName: expression } },
      B: { Type: 'AWS::SSM::Parameter', Properties: { Name: 'A', Value: { Ref: 'A' } } },
    },
    Outputs: { O: { Value: expression, Export: { Name: expression } } },
  };
  const stack = {
    stackName: 'S',
    directory: '/',
    template,
    region: 'eu-west-1',
    account: '123456789012',
    parameters: {},
  };
  const [opened] = openStacks({ root: '/', stacks: [stack], assets: new Map() }, { region: 'r', account: 'a' });
  assert.ok(opened);
  return opened.scope;
}

export const intrinsics = [
  hostileProperty('an expression of a template has a value, or a reason why not', {
    corpus,
    inputs: value,
    holds: (expression) => {
      const result = evaluate(expression, scopeOf(expression));
      assert.notEqual(result, expression === undefined ? null : undefined);
      assert.equal(({} as Record<string, unknown>).A, undefined, 'no prototype was written to');
    },
    limitMs: 4_000,
  }),
];
