import type { WafSearch, WafStatement } from '../../model/web-acl.js';
import { bytesAsText, type Inspection, type TestStatement } from '../inspection.js';
import { runPatterns } from '../regex/run-patterns.js';
import { translatePattern } from '../regex/translate-pattern.js';
import { testField } from './field-content.js';

type Of<Kind extends WafStatement['kind']> = Extract<WafStatement, { kind: Kind }>;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-string-match.html */
export function testByteMatch(statement: Of<'byte-match'>): TestStatement {
  const isAt = POSITIONS[statement.position];
  const searchesOf = searches(statement.search);
  return testField(statement, (texts, inspection) =>
    searchesOf(inspection).some((search) => texts.some((text) => isAt(text, search))),
  );
}

const POSITIONS = {
  CONTAINS: (text: string, search: string) => text.includes(search),
  CONTAINS_WORD: containsWord,
  ENDS_WITH: (text: string, search: string) => text.endsWith(search),
  EXACTLY: (text: string, search: string) => text === search,
  STARTS_WITH: (text: string, search: string) => text.startsWith(search),
} satisfies Record<Of<'byte-match'>['position'], (text: string, search: string) => boolean>;

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /^[A-Za-z0-9_]$/.test(character);

function containsWord(text: string, search: string): boolean {
  if (search === '') return false;
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + 1)) {
    if (!isWordCharacter(text[at - 1]) && !isWordCharacter(text[at + search.length])) return true;
  }
  return false;
}

/** A reference without a value, or with an empty one, is found nowhere: what asks for a secret then stays closed. */
function searches(search: WafSearch): (inspection: Inspection) => readonly string[] {
  if (search.kind === 'bytes') {
    const only = [search.bytes.toString('latin1')];
    return () => only;
  }
  return ({ resolve }) => (resolve(search.text) ?? []).filter((value) => value !== '').map(bytesAsText);
}

/** After so many patterns that took too long, the others of a request are not tried. */
const MAX_TIMEOUTS = 3;

/** https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-regex-match.html */
export function testRegexMatch(statement: Of<'regex-match'>): TestStatement {
  const translated = statement.patterns.map(translatePattern);
  const patterns = translated.filter((pattern) => pattern.kind === 'regex');
  const isWhole = patterns.length === translated.length;
  return testField(statement, (texts, inspection) => {
    if (inspection.regexTimeouts >= MAX_TIMEOUTS) return 'unknown';
    const found = runPatterns(patterns, texts);
    if (found === undefined) {
      inspection.regexTimeouts += 1;
      inspection.warn('a regular expression took too long, and its rule was not applied');
    }
    return found === true || (found === false && isWhole ? found : 'unknown');
  });
}

/** Of what is not in a request there is no size. */
export function testSizeConstraint(statement: Of<'size-constraint'>): TestStatement {
  const compares = OPERATORS[statement.operator];
  return testField(statement, (texts) => texts.some((text) => compares(text.length, statement.sizeBytes)));
}

const OPERATORS = {
  EQ: (size: number, limit: number) => size === limit,
  NE: (size: number, limit: number) => size !== limit,
  LE: (size: number, limit: number) => size <= limit,
  LT: (size: number, limit: number) => size < limit,
  GE: (size: number, limit: number) => size >= limit,
  GT: (size: number, limit: number) => size > limit,
} satisfies Record<Of<'size-constraint'>['operator'], (size: number, limit: number) => boolean>;
