import { BlockList, isIP } from 'node:net';
import { matchesWildcards } from './matches-wildcards.js';

/** Condition keys, lower case: `aws:sourceip`. */
export type PolicyContext = Readonly<Record<string, string>>;

type Test = (value: string, wanted: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  stringequals: (value, wanted) => value === wanted,
  stringequalsignorecase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  stringlike: (value, wanted) => matchesWildcards(wanted, value),
  arnequals: (value, wanted) => matchesWildcards(wanted, value),
  arnlike: (value, wanted) => matchesWildcards(wanted, value),
  bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  ipaddress: (value, wanted) => isInside(value, wanted),
};

const NEGATIONS: Readonly<Record<string, string>> = {
  stringnotequals: 'stringequals',
  stringnotequalsignorecase: 'stringequalsignorecase',
  stringnotlike: 'stringlike',
  arnnotequals: 'arnequals',
  arnnotlike: 'arnlike',
  notipaddress: 'ipaddress',
};

/**
 * Whether all conditions of a statement hold. An operator that is not known here fails closed: it holds for a deny
 * and does not for an allow.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function conditionsHold(conditions: unknown, context: PolicyContext, isDeny: boolean): boolean {
  if (typeof conditions !== 'object' || conditions === null) return conditions === undefined;
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries((keys ?? {}) as object).every(([key, wanted]) =>
      conditionHolds(operator.toLowerCase(), context[key.toLowerCase()], wanted, isDeny),
    ),
  );
}

function conditionHolds(operator: string, value: string | undefined, wanted: unknown, isDeny: boolean): boolean {
  const values = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  if (operator === 'null') return values.includes(String(value === undefined));
  const plain = operator.replace(/ifexists$/, '');
  if (value === undefined && plain !== operator) return true;
  const positive = NEGATIONS[plain];
  const test = TESTS[positive ?? plain];
  if (test === undefined) return isDeny;
  const some = value !== undefined && values.some((each) => test(value, each));
  return positive === undefined ? some : !some;
}

function isInside(address: string, range: string): boolean {
  const [network = '', prefix] = range.split('/');
  const version = isIP(network);
  if (version === 0 || isIP(address) !== version) return false;
  const bits = prefix === undefined ? (version === 4 ? 32 : 128) : Number(prefix);
  if (!Number.isInteger(bits) || bits < 0 || bits > (version === 4 ? 32 : 128)) return false;
  const block = new BlockList();
  const family = version === 4 ? 'ipv4' : 'ipv6';
  block.addSubnet(network, bits, family);
  return block.check(address, family);
}
