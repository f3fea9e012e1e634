import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../lib/local/assembly/intrinsics/evaluate.js';
import { ABSENT, isUnresolved } from '../../../../lib/local/assembly/intrinsics/unresolved.js';
import { openStacks } from '../../../../lib/local/assembly/world.js';

const TEMPLATE = {
  Parameters: {
    Stage: { Type: 'String', Default: 'beta' },
    Zones: { Type: 'CommaDelimitedList', Default: 'east, west' },
    Asked: { Type: 'String' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
    TableParameter: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/table' },
  },
  Mappings: { Sizes: { beta: { memory: 256, zones: ['x', 'y'] } } },
  Conditions: {
    IsBeta: { 'Fn::Equals': [{ Ref: 'Stage' }, 'beta'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsBeta' }] },
    Unknown: { 'Fn::Equals': [{ Ref: 'Asked' }, 'x'] },
    Round: { 'Fn::Not': [{ Condition: 'Trip' }] },
    Trip: { 'Fn::And': [{ Condition: 'Round' }, { Condition: 'IsBeta' }] },
  },
  Resources: {
    Orders: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
    Missing: { Type: 'AWS::DynamoDB::Table', Condition: 'IsProd', Properties: { TableName: 'missing' } },
    Doubtful: { Type: 'AWS::DynamoDB::Table', Condition: 'Unknown' },
    Chicken: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { Ref: 'Egg' } } },
    Egg: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': 'of-${Chicken}' } } },
    Odd: { Type: 'AWS::Odd::Thing' },
    Stored: {
      Type: 'AWS::SSM::Parameter',
      Properties: { Name: '/shop/table', Type: 'String', Value: { Ref: 'Orders' } },
    },
  },
};

const artifact = {
  stackName: 'Shop',
  directory: '/nowhere',
  template: TEMPLATE,
  region: 'eu-west-2',
  account: '111122223333',
  parameters: {},
};
const [stack] = openStacks({ root: '/nowhere', stacks: [artifact], assets: new Map() }, { region: 'r', account: 'a' });
const scope = (stack ?? expect.fail('no stack')).scope;
const resolve = (expression: unknown) => evaluate(expression, scope);
const reasonOf = (expression: unknown): string => {
  const value = resolve(expression);
  return isUnresolved(value) ? value.reason : expect.fail(`resolved to ${String(value)}`);
};

describe('evaluate', () => {
  it.each<[string, unknown, unknown]>([
    ['a literal', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
    ['Ref of a parameter', { Ref: 'Stage' }, 'beta'],
    ['Ref of a list parameter', { Ref: 'Zones' }, ['east', 'west']],
    ['Ref of a resource', { Ref: 'Orders' }, 'orders'],
    ['Ref of an SSM parameter type that a template declares', { Ref: 'TableParameter' }, 'orders'],
    ['Ref of the region', { Ref: 'AWS::Region' }, 'eu-west-2'],
    ['Ref of the account', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['Ref of the partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['Ref of the URL suffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['Ref of the stack name', { Ref: 'AWS::StackName' }, 'Shop'],
    [
      'Fn::GetAtt as a list',
      { 'Fn::GetAtt': ['Orders', 'Arn'] },
      'arn:aws:dynamodb:eu-west-2:111122223333:table/orders',
    ],
    ['Fn::GetAtt as a string', { 'Fn::GetAtt': 'Orders.Arn' }, 'arn:aws:dynamodb:eu-west-2:111122223333:table/orders'],
    [
      'Fn::Sub as a string',
      { 'Fn::Sub': '${Stage}/${Orders}/${Orders.Arn}/${AWS::Region}' },
      'beta/orders/arn:aws:dynamodb:eu-west-2:111122223333:table/orders/eu-west-2',
    ],
    ['Fn::Sub with a literal', { 'Fn::Sub': '${!stageVariables.x} ${Stage}' }, '${stageVariables.x} beta'],
    [
      'Fn::Sub with variables, which stand before names',
      { 'Fn::Sub': ['${Stage} ${N}', { Stage: 'mine', N: 7 }] },
      'mine 7',
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3, { Ref: 'AWS::NoValue' }]] }, 'a-beta-3'],
    ['Fn::Join of a list parameter', { 'Fn::Join': ['+', { Ref: 'Zones' }] }, 'east+west'],
    ['Fn::Split and Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['Fn::Select that passes by what is unknown', { 'Fn::Select': [1, [{ Ref: 'Asked' }, 'known']] }, 'known'],
    ['Fn::If', { 'Fn::If': ['IsBeta', 'yes', { Ref: 'Asked' }] }, 'yes'],
    ['Fn::If with the other branch', { 'Fn::If': ['IsProd', 'yes', 'no'] }, 'no'],
    ['Fn::And', { 'Fn::And': [{ Condition: 'IsBeta' }, { 'Fn::Equals': [1, '1'] }] }, true],
    [
      'Fn::And that one false condition settles',
      { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsProd' }] },
      false,
    ],
    ['Fn::Or that one true condition settles', { 'Fn::Or': [{ Condition: 'Unknown' }, { Condition: 'IsBeta' }] }, true],
    ['Fn::Or', { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['a', 'b'] }] }, false],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'memory'] }, 256],
    ['Fn::FindInMap of a list', { 'Fn::FindInMap': ['Sizes', 'beta', 'zones'] }, ['x', 'y']],
    [
      'Fn::FindInMap with a default',
      { 'Fn::FindInMap': ['Sizes', 'gamma', 'memory', { DefaultValue: { Ref: 'Stage' } }] },
      'beta',
    ],
    ['Fn::Base64', { 'Fn::Base64': 'héllo' }, 'aMOpbGxv'],
    ['Fn::GetAZs of here', { 'Fn::GetAZs': '' }, ['eu-west-2a', 'eu-west-2b', 'eu-west-2c']],
    ['Fn::GetAZs of a region', { 'Fn::GetAZs': 'us-west-1' }, ['us-west-1a', 'us-west-1b', 'us-west-1c']],
    ['Fn::Length', { 'Fn::Length': { Ref: 'Zones' } }, 2],
    ['Fn::ToJsonString', { 'Fn::ToJsonString': { a: { Ref: 'Stage' }, b: [1] } }, '{"a":"beta","b":[1]}'],
    [
      'AWS::NoValue in an object and a list',
      { a: { Ref: 'AWS::NoValue' }, b: [1, { Ref: 'AWS::NoValue' }, 2] },
      { b: [1, 2] },
    ],
    ['a dynamic reference to a declared SSM parameter', 'table {{resolve:ssm:/shop/table}}', 'table orders'],
    [
      'an object whose single key is no function',
      { Condition: { StringEquals: { a: 'b' } } },
      { Condition: { StringEquals: { a: 'b' } } },
    ],
    ['a key that every object has', { constructor: 'x', toString: 'y' }, { constructor: 'x', toString: 'y' }],
  ])('resolves %s', (_, expression, expected) => {
    expect(resolve(expression)).toEqual(expected);
  });

  it.each<[string, unknown, string]>([
    ['Ref of nothing', { Ref: 'Nobody' }, 'the template has no Nobody'],
    ['Ref of what every object has', { Ref: 'constructor' }, 'the template has no constructor'],
    ['Ref of no name', { Ref: ['Stage'] }, 'Ref is malformed'],
    ['Ref of an unknown pseudo parameter', { Ref: 'AWS::Weather' }, 'AWS::Weather is no pseudo parameter'],
    ['Ref of a parameter without default', { Ref: 'Asked' }, 'the parameter Asked has no default'],
    ['Ref of an SSM parameter type', { Ref: 'BootstrapVersion' }, '/cdk-bootstrap/x/version is not declared'],
    [
      'Ref of a resource whose condition is false',
      { Ref: 'Missing' },
      'Missing does not exist: its condition IsProd is false',
    ],
    ['Ref of a resource whose condition is unknown', { Ref: 'Doubtful' }, 'the parameter Asked has no default'],
    ['Ref of an unknown type', { Ref: 'Odd' }, 'known after deployment only'],
    ['a circle of names', { Ref: 'Chicken' }, 'circular: Chicken → Egg → Chicken'],
    [
      'a circle of conditions',
      { 'Fn::If': ['Round', 1, 2] },
      'circular: Conditions.Round → Conditions.Trip → Conditions.Round',
    ],
    ['Fn::GetAtt of nothing', { 'Fn::GetAtt': ['Nobody', 'Arn'] }, 'the template has no Nobody'],
    [
      'Fn::GetAtt of an unknown attribute',
      { 'Fn::GetAtt': ['Orders', 'StreamArn'] },
      'Orders.StreamArn of AWS::DynamoDB::Table',
    ],
    ['Fn::GetAtt of an unknown ARN', { 'Fn::GetAtt': ['Odd', 'Arn'] }, 'Odd.Arn of AWS::Odd::Thing'],
    ['Fn::GetAtt of three', { 'Fn::GetAtt': ['Orders', 'Arn', 'x'] }, 'Fn::GetAtt is malformed'],
    ['Fn::GetAtt without a dot', { 'Fn::GetAtt': 'Orders' }, 'Fn::GetAtt is malformed'],
    ['Fn::Sub of an unknown name', { 'Fn::Sub': 'a ${Nobody}' }, 'the template has no Nobody'],
    ['Fn::Sub of a list', { 'Fn::Sub': 'a ${Zones}' }, 'Fn::Sub is malformed'],
    ['Fn::Sub of a number', { 'Fn::Sub': 7 }, 'Fn::Sub is malformed'],
    ['Fn::Sub with three arguments', { 'Fn::Sub': ['a', {}, 'b'] }, 'Fn::Sub is malformed'],
    ['Fn::Join without a list', { 'Fn::Join': ['-', 'abc'] }, 'Fn::Join is malformed'],
    ['Fn::Join of objects', { 'Fn::Join': ['-', [{ a: 1 }]] }, 'Fn::Join is malformed'],
    ['Fn::Join of something unknown', { 'Fn::Join': ['-', ['a', { Ref: 'Asked' }]] }, 'the parameter Asked'],
    ['Fn::Select past the end', { 'Fn::Select': [3, ['a', 'b']] }, 'asks for item 3 of a list of 2'],
    ['Fn::Select before the start', { 'Fn::Select': [-1, ['a', 'b']] }, 'asks for item -1'],
    ['Fn::Select of no list', { 'Fn::Select': [0, 'a'] }, 'Fn::Select is malformed'],
    ['Fn::Split by nothing', { 'Fn::Split': ['', 'a'] }, 'Fn::Split is malformed'],
    ['Fn::If of an unknown condition', { 'Fn::If': ['Nope', 1, 2] }, 'the template has no condition Nope'],
    ['Fn::If of two', { 'Fn::If': ['IsBeta', 1] }, 'Fn::If is malformed'],
    ['Fn::And of no conditions', { 'Fn::And': ['x', 'y'] }, 'Condition is malformed'],
    [
      'Fn::And of what is unknown',
      { 'Fn::And': [{ Condition: 'Unknown' }, { Condition: 'IsBeta' }] },
      'the parameter Asked',
    ],
    ['Fn::Or of too many', { 'Fn::Or': Array(11).fill({ Condition: 'IsBeta' }) }, 'Fn::Or is malformed'],
    ['Fn::Not of two', { 'Fn::Not': [true, false] }, 'Fn::Not is malformed'],
    ['Fn::Equals of one', { 'Fn::Equals': ['a'] }, 'Fn::Equals is malformed'],
    [
      'Fn::FindInMap of a missing key',
      { 'Fn::FindInMap': ['Sizes', 'gamma', 'memory'] },
      'Mappings has no Sizes.gamma.memory',
    ],
    ['Fn::FindInMap of a missing map', { 'Fn::FindInMap': ['toString', 'a', 'b'] }, 'Mappings has no toString.a.b'],
    ['Fn::FindInMap of two', { 'Fn::FindInMap': ['Sizes', 'beta'] }, 'Fn::FindInMap is malformed'],
    ['Fn::ImportValue of nothing', { 'Fn::ImportValue': 'other' }, 'no stack of the cloud assembly exports other'],
    [
      'Fn::GetStackOutput of nothing',
      { 'Fn::GetStackOutput': { StackName: 'Other', OutputName: 'O' } },
      'the stack Other has no output O',
    ],
    ['Fn::GetStackOutput of a string', { 'Fn::GetStackOutput': 'Other.O' }, 'Fn::GetStackOutput is malformed'],
    ['Fn::Length of a string', { 'Fn::Length': 'abc' }, 'Fn::Length is malformed'],
    ['Fn::Base64 of an object', { 'Fn::Base64': {} }, 'Fn::Base64 is malformed'],
    ['Fn::ToJsonString of something unknown', { 'Fn::ToJsonString': { a: [{ Ref: 'Asked' }] } }, 'the parameter Asked'],
    [
      'Fn::Transform',
      { 'Fn::Transform': { Name: 'AWS::Include', Parameters: {} } },
      'Fn::Transform AWS::Include runs in CloudFormation only',
    ],
    ['Fn::Transform beside other keys', { a: 1, 'Fn::Transform': { Name: 'Mine' } }, 'Fn::Transform Mine runs'],
    ['a function nobody knows', { 'Fn::Guess': 1 }, 'Fn::Guess is not a function'],
    [
      'a secret',
      '{{resolve:secretsmanager:db:SecretString:password}}',
      'the dynamic reference {{resolve:secretsmanager:…}}',
    ],
    [
      'a secret inside Fn::Sub',
      { 'Fn::Sub': 'x{{resolve:ssm-secure:/${Stage}}}' },
      'the dynamic reference {{resolve:ssm-secure:…}}',
    ],
  ])('names the reason for %s', (_, expression, reason) => {
    expect(reasonOf(expression)).toContain(reason);
  });

  it('answers ABSENT for AWS::NoValue at the top', () => {
    expect(resolve({ Ref: 'AWS::NoValue' })).toBe(ABSENT);
  });

  it('keeps an unresolved leaf in its place, and resolves what stands beside it', () => {
    const value = resolve({ known: { Ref: 'Stage' }, unknown: { Ref: 'Asked' } }) as Record<string, unknown>;

    expect(value.known).toBe('beta');
    expect(isUnresolved(value.unknown)).toBe(true);
  });

  it('does not follow expressions without end', () => {
    let deep: unknown = 'end';
    for (let level = 0; level < 5000; level += 1) deep = { 'Fn::Join': ['', [deep]] };

    expect(reasonOf(deep)).toContain('nest more than');
  });

  it('does not grow strings without end', () => {
    let wide: unknown = 'x'.repeat(1000);
    for (let level = 0; level < 11; level += 1) wide = { 'Fn::Join': ['', [wide, wide]] };

    expect(reasonOf(wide)).toContain('more than 1 MiB');
  });

  it('works out a variable of Fn::Sub once, though it stands twice in each of many nested strings', () => {
    let nested: unknown = '';
    for (let depth = 0; depth < 150; depth++) nested = { 'Fn::Sub': ['${x}${x}', { x: nested }] };
    expect(evaluate(nested, scope)).toBe('');
  });

  it('reads Fn::Sub in one pass, though none of its braces ends', () => {
    const open = '${'.repeat(100_000);
    expect(evaluate({ 'Fn::Sub': open }, scope)).toBe(open);
    expect(evaluate({ 'Fn::Sub': '${Stage}${' }, scope)).toBe('beta${');
  });

  it('answers any nesting of functions, well formed or not, without throwing', () => {
    const names = [
      'Ref',
      'Fn::GetAtt',
      'Fn::Sub',
      'Fn::Join',
      'Fn::Select',
      'Fn::Split',
      'Fn::If',
      'Fn::And',
      'Fn::Or',
    ];
    const more = ['Fn::Not', 'Fn::Equals', 'Fn::FindInMap', 'Fn::Cidr', 'Fn::GetAZs', 'Fn::Length', 'Fn::ToJsonString'];
    const rest = [
      'Fn::Base64',
      'Fn::ImportValue',
      'Fn::GetStackOutput',
      'Fn::Transform',
      'Fn::Other',
      'Condition',
      'key',
    ];
    const words = [
      'Stage',
      'Zones',
      'Orders',
      'Chicken',
      'IsBeta',
      'Round',
      'AWS::NoValue',
      'Orders.Arn',
      '${Egg}',
      '10.0.0.0/16',
      '{{resolve:ssm:/shop/table}}',
      '__proto__',
      '',
    ];
    const { node } = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6, withCrossShrink: true },
        fc.oneof(fc.constantFrom(...words), fc.integer({ min: -2, max: 300 }), fc.boolean(), fc.constant(null)),
        fc.array(tie('node'), { maxLength: 4 }),
        fc
          .tuple(fc.constantFrom(...names, ...more, ...rest), tie('node'))
          .map(([name, argument]) => ({ [name]: argument })),
      ),
    }));
    fc.assert(
      fc.property(node, (expression) => {
        resolve(expression);
      }),
      { numRuns: 2000 },
    );
  });
});
