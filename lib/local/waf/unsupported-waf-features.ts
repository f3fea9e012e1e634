import type { WafInspection, WafRule, WafStatement, WebAclModel } from '../model/web-acl.js';
import { parseBlock } from './addresses/parse-address.js';
import { translatePattern } from './regex/translate-pattern.js';
import { unknownTransformations } from './transformations/transform.js';

interface UnsupportedWafFeature {
  readonly rule: string;
  readonly message: string;
}

/** What of a web ACL is not evaluated here, so that its rule does nothing: to be said at start, rule by rule. */
export function unsupportedWafFeatures({ rules }: WebAclModel): UnsupportedWafFeature[] {
  return rules.flatMap((rule) => [...new Set(ruleProblems(rule))].map((message) => ({ rule: rule.name, message })));
}

function ruleProblems(rule: WafRule): string[] {
  const { kind } = rule.action;
  const isToken = kind === 'captcha' || kind === 'challenge';
  const token = `${kind}: no client has a token here, so each is answered ${kind === 'captcha' ? '405' : '202'}`;
  return [...statementProblems(rule.statement), ...(isToken ? [token] : [])];
}

function statementProblems(statement: WafStatement): string[] {
  switch (statement.kind) {
    case 'and':
    case 'or':
      return statement.statements.flatMap(statementProblems);
    case 'not':
      return statementProblems(statement.statement);
    case 'not-evaluated':
      return [statement.reason];
    case 'rule-group':
      return [
        ...(statement.leftOut === undefined ? [] : [statement.leftOut]),
        ...statement.rules.flatMap((rule) => ruleProblems(rule).map((problem) => `${rule.name}: ${problem}`)),
        ...(statement.scopeDown ? statementProblems(statement.scopeDown) : []),
      ];
    case 'rate-based':
      return [
        ...statement.keys.flatMap((key) => (key.kind === 'field' ? transformationProblems(key) : [])),
        ...(statement.scopeDown ? statementProblems(statement.scopeDown) : []),
      ];
    case 'regex-match':
      return [...transformationProblems(statement), ...statement.patterns.flatMap(patternProblems)];
    case 'ip-set':
      return statement.addresses.flatMap(addressProblems);
    case 'byte-match':
    case 'size-constraint':
      return transformationProblems(statement);
    default:
      return [];
  }
}

const transformationProblems = ({ transformations }: WafInspection): string[] =>
  unknownTransformations(transformations).map((name) => `the transformation ${name} is not done here`);

const addressProblems = (address: string): string[] =>
  parseBlock(address) ? [] : [`${address} is no block of addresses: it matches nobody`];

function patternProblems(pattern: string): string[] {
  const translated = translatePattern(pattern);
  return translated.kind === 'regex' ? [] : [`the pattern ${pattern} cannot be run: ${translated.reason}`];
}
