import { describe, expect, it } from 'vitest';
import { readWebAcl } from '../../../lib/local/assembly/waf/read-web-acl.js';
import { blocking, byteMatch, firewallOf, noSets, PLACE, request, verdictOf, webAcl } from './waf-support.js';

const always = byteMatch({ UriPath: {} }, '/', 'STARTS_WITH');
const never = byteMatch({ UriPath: {} }, 'never');
const unknown = { SqliMatchStatement: { FieldToMatch: { Body: {} }, TextTransformations: [] } };
const not = (Statement: object) => ({ NotStatement: { Statement } });
const and = (...Statements: object[]) => ({ AndStatement: { Statements } });
const or = (...Statements: object[]) => ({ OrStatement: { Statements } });

const rule = (Name: string, Priority: number, Action: object, more: object = {}) => ({
  Name,
  Priority,
  Statement: always,
  Action,
  ...more,
});

describe('statements', () => {
  it.each([
    [and(always, always), 'block'],
    [and(always, never), 'allow'],
    [or(never, always), 'block'],
    [or(never, never), 'allow'],
    [not(never), 'block'],
    [not(always), 'allow'],
    [not(not(always)), 'block'],
    [unknown, 'allow'],
    [not(unknown), 'allow'],
    [or(unknown, always), 'block'],
    [or(always, unknown), 'block'],
    [not(and(unknown, never)), 'block'],
    [and(unknown, always), 'allow'],
    [not(and(unknown, always)), 'allow'],
    [not(or(unknown, never)), 'allow'],
    [{ XssMatchStatement: {} }, 'allow'],
    [{ UnheardOfStatement: {} }, 'allow'],
    [not({ UnheardOfStatement: {} }), 'allow'],
    [{}, 'allow'],
  ])('%j: %s', (statement, kind) => {
    expect(verdictOf({ Rules: [blocking(statement)] }).kind).toBe(kind);
  });
});

describe('rules', () => {
  it('are asked in the order of their priorities until one ends it', () => {
    const Rules = [rule('second', 20, { Block: {} }), rule('first', 3, { Allow: {} })];
    expect(verdictOf({ Rules })).toMatchObject({ kind: 'allow', rule: 'first' });
    expect(verdictOf({ Rules: [...Rules, rule('zero', 0, { Block: {} })] })).toMatchObject({
      kind: 'block',
      rule: 'zero',
    });
  });

  it('count, and the next one is asked', () => {
    const Rules = [rule('counted', 1, { Count: {} }), rule('last', 2, { Block: {} })];
    expect(verdictOf({ Rules })).toMatchObject({ kind: 'block', rule: 'last' });
  });

  it.each([
    [{ Allow: {} }, 'allow'],
    [{ Block: {} }, 'block'],
    [{ 'AWS::NoSuch': {} }, 'block'],
    [undefined, 'block'],
  ])('leave the rest to the default action %j: %s', (DefaultAction, kind) => {
    const verdict = verdictOf({ DefaultAction, Rules: [blocking(never)] });
    expect(verdict.kind).toBe(kind);
    expect(verdict).not.toHaveProperty('rule');
  });

  it('whose action is not known do nothing', () => {
    expect(verdictOf({ Rules: [rule('paid', 1, { Monetize: {} })] }).kind).toBe('allow');
  });

  it('insert headers with their prefix, those that count too', () => {
    const insert = (...names: string[]) => ({
      CustomRequestHandling: { InsertHeaders: names.map((Name) => ({ Name, Value: `${Name} 7` })) },
    });
    const Rules = [rule('one', 1, { Count: insert('seen') }), rule('two', 2, { Allow: insert('a', 'b') })];
    expect(verdictOf({ Rules })).toMatchObject({
      insertedHeaders: [
        ['x-amzn-waf-seen', 'seen 7'],
        ['x-amzn-waf-a', 'a 7'],
        ['x-amzn-waf-b', 'b 7'],
      ],
    });
    expect(verdictOf({ DefaultAction: { Allow: insert('fell') } })).toMatchObject({
      insertedHeaders: [['x-amzn-waf-fell', 'fell 7']],
    });
  });

  it('answer with a response of their own', () => {
    const Block = {
      CustomResponse: {
        ResponseCode: 429,
        ResponseHeaders: [{ Name: 'Retry-After', Value: '60' }],
        CustomResponseBodyKey: 'slow',
      },
    };
    const CustomResponseBodies = { slow: { ContentType: 'APPLICATION_JSON', Content: '{"slow":true}' } };
    expect(verdictOf({ Rules: [rule('slow', 1, { Block })], CustomResponseBodies })).toEqual({
      kind: 'block',
      action: 'block',
      rule: 'slow',
      labels: [],
      custom: {
        status: 429,
        headers: [['Retry-After', '60']],
        body: { contentType: 'application/json', content: '{"slow":true}' },
      },
    });
  });

  it.each([
    ['Captcha', 405, 'captcha'],
    ['Challenge', 202, 'challenge'],
  ])('%s a client that has no token', (action, status, word) => {
    expect(verdictOf({ Rules: [rule('ask', 1, { [action]: {} })] })).toMatchObject({
      kind: 'block',
      action: word,
      custom: { status, headers: [['x-amzn-waf-action', word]] },
    });
  });
});

describe('labels', () => {
  const label = (Scope: string, Key: string) => ({ LabelMatchStatement: { Scope, Key } });
  const labelling = (Name: string, Priority: number, ...names: string[]) =>
    rule(Name, Priority, { Count: {} }, { RuleLabels: names.map((each) => ({ Name: each })) });

  it.each([
    ['LABEL', 'bot:curl', true],
    ['LABEL', 'awswaf:000000000000:webacl:shop:bot:curl', true],
    ['LABEL', 'curl', false],
    ['LABEL', 'bot:', false],
    ['LABEL', 'BOT:curl', false],
    ['NAMESPACE', 'bot:', true],
    ['NAMESPACE', 'awswaf:000000000000:webacl:shop:', true],
    ['NAMESPACE', 'awswaf:000000000000:webacl:other:', false],
    ['NAMESPACE', 'cat:', false],
  ])('are seen by later rules: %s %s %s', (scope, key, matches) => {
    const Rules = [labelling('tag', 1, 'bot:curl'), blocking(label(scope, key), { Priority: 2 })];
    expect(verdictOf({ Rules }).kind).toBe(matches ? 'block' : 'allow');
  });

  it('are not seen by earlier rules, nor by the rule that adds them', () => {
    const Rules = [
      blocking(label('LABEL', 'late'), { Priority: 1 }),
      rule('tag', 2, { Block: {} }, { Statement: label('LABEL', 'late'), RuleLabels: [{ Name: 'late' }] }),
      labelling('tag2', 3, 'late'),
    ];
    expect(verdictOf({ Rules })).toMatchObject({
      kind: 'allow',
      labels: ['awswaf:000000000000:webacl:shop:late'],
    });
  });

  it('are added by a rule that ends it, and by none that does not match', () => {
    const Rules = [
      { ...labelling('no', 1, 'no'), Statement: never },
      rule('stop', 2, { Block: {} }, { RuleLabels: [{ Name: 'stopped' }] }),
    ];
    expect(verdictOf({ Rules }).labels).toEqual(['awswaf:000000000000:webacl:shop:stopped']);
  });
});

describe('a rule group', () => {
  const inside = webAcl({
    Rules: [
      rule('tag', 1, { Count: {} }, { RuleLabels: [{ Name: 'seen' }] }),
      rule('stop', 2, { Block: { CustomResponse: { ResponseCode: 451 } } }),
    ],
  }).rules;
  const group = { name: 'arn:group', labelNamespace: 'awswaf:000000000000:rulegroup:g:', rules: inside };
  const sets = { ...noSets, ruleGroups: new Map([['arn:group', group]]) };
  const reference = (given: object = {}, OverrideAction: object = { None: {} }) => ({
    Name: 'group',
    Priority: 1,
    Statement: { RuleGroupReferenceStatement: { Arn: 'arn:group', ...given } },
    OverrideAction,
  });
  const override = (Name: string, ActionToUse: object) => ({ RuleActionOverrides: [{ Name, ActionToUse }] });

  it('acts as its rules say', () => {
    expect(verdictOf({ Rules: [reference()] }, request(), sets)).toMatchObject({
      kind: 'block',
      rule: 'group',
      custom: { status: 451 },
      labels: ['awswaf:000000000000:rulegroup:g:seen'],
    });
  });

  it.each([
    [reference({}, { Count: {} }), 'allow'],
    [reference(override('stop', { Count: {} })), 'allow'],
    [reference({ ExcludedRules: [{ Name: 'stop' }] }), 'allow'],
    [reference(override('stop', { Allow: {} })), 'allow'],
    [reference(override('other', { Count: {} })), 'block'],
    [reference(override('tag', { Allow: {} })), 'allow'],
    [reference({}, {}), 'block'],
  ])('is overridden by %j: %s', (rule, kind) => {
    const verdict = verdictOf({ Rules: [rule] }, request(), sets);
    expect(verdict.kind).toBe(kind);
    expect(verdict.labels).toEqual(['awswaf:000000000000:rulegroup:g:seen']);
  });

  it('that is only counted lets the rules behind it decide', () => {
    const Rules = [reference({}, { Count: {} }), rule('behind', 2, { Block: {} })];
    expect(verdictOf({ Rules }, request(), sets)).toMatchObject({ kind: 'block', rule: 'behind' });
  });

  it('that is not there does nothing', () => {
    expect(verdictOf({ Rules: [reference()] }).kind).toBe('allow');
  });
});

describe('a managed rule group', () => {
  const managed = (Name: string, given: object = {}) => ({
    Name: 'managed',
    Priority: 1,
    Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name, ...given } },
    OverrideAction: { None: {} },
  });
  const core = (given: object = {}) => ({ Rules: [managed('AWSManagedRulesCommonRuleSet', given)] });
  const large = request({ body: Buffer.alloc(8193) });
  const LABEL = 'awswaf:managed:aws:core-rule-set:';

  it.each([
    [{ body: Buffer.alloc(8192) }, undefined],
    [{ body: Buffer.alloc(8193) }, 'SizeRestrictions_Body'],
    [{ queryString: 'q'.repeat(2048) }, undefined],
    [{ queryString: 'q'.repeat(2049) }, 'SizeRestrictions_QueryString'],
    [{ uriPath: `/${'p'.repeat(1023)}` }, undefined],
    [{ uriPath: `/${'p'.repeat(1024)}` }, 'SizeRestrictions_URIPath'],
    [
      {
        headers: [
          ['user-agent', 'x'],
          ['cookie', 'c'.repeat(10_240)],
        ] as const,
      },
      undefined,
    ],
    [
      {
        headers: [
          ['user-agent', 'x'],
          ['cookie', 'c'.repeat(10_241)],
        ] as const,
      },
      'SizeRestrictions_Cookie_Header',
    ],
    [{ headers: [] }, 'NoUserAgent_Header'],
  ])('of AWS knows sizes to the byte', (given, label) => {
    const verdict = verdictOf(core(), request(given));
    expect(verdict.kind).toBe(label === undefined ? 'allow' : 'block');
    expect(verdict.labels).toEqual(label === undefined ? [] : [LABEL + label]);
  });

  it('does not stop a large body once that is counted', () => {
    const counted = { RuleActionOverrides: [{ Name: 'SizeRestrictions_BODY', ActionToUse: { Count: {} } }] };
    expect(verdictOf(core(counted), large)).toMatchObject({ kind: 'allow', labels: [`${LABEL}SizeRestrictions_Body`] });
  });

  it('looks at what its scope-down statement describes alone', () => {
    expect(verdictOf(core({ ScopeDownStatement: always }), large).kind).toBe('block');
    expect(verdictOf(core({ ScopeDownStatement: never }), large).kind).toBe('allow');
  });

  it('that is not known here lets everything through', () => {
    expect(verdictOf({ Rules: [managed('AWSManagedRulesSQLiRuleSet')] }, large).kind).toBe('allow');
  });
});

describe('rules that are replaced', () => {
  it('hold from the next request on, read from the form of the API', () => {
    const firewall = firewallOf(webAcl({ Rules: [blocking(byteMatch({ UriPath: {} }, '/prod/books'))] }));
    expect(firewall.evaluate(request()).kind).toBe('block');
    const json = {
      DefaultAction: { Allow: {} },
      Rules: [blocking(byteMatch({ UriPath: {} }, Buffer.from('/prod/orders').toString('base64')))],
    };
    firewall.replaceRules(readWebAcl(json, { place: PLACE, format: 'api' }));
    expect(firewall.evaluate(request()).kind).toBe('allow');
    expect(firewall.evaluate(request({ uriPath: '/prod/orders' })).kind).toBe('block');
    expect(firewall.acl().json).toEqual(json);
  });
});
