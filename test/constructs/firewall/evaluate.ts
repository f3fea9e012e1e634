/** What a rule looks at. */
export interface TestRequest {
  readonly method: string;
  readonly path: string;
  readonly bodyBytes?: number;
}

// biome-ignore lint/suspicious/noExplicitAny: whatever the template holds
type Statement = Readonly<Record<string, any>>;
type Kind = (statement: Statement, request: TestRequest, sets: Sets) => boolean;

/** Regular expressions by the logical id of their set. */
export type Sets = Readonly<Record<string, readonly string[]>>;

const INSPECTED = 65_536;

/** AWS WAF's reading of a statement of a template, as far as paths, methods and sizes of bodies go. */
export function matches(statement: Statement, request: TestRequest, sets: Sets = {}): boolean {
  const [[kind, value] = ['', {}]] = Object.entries(statement);
  const evaluate = KINDS[kind];
  if (!evaluate) throw new Error(`No ${kind} in this test`);
  return evaluate(value, request, sets);
}

const KINDS: Readonly<Record<string, Kind>> = {
  AndStatement: ({ Statements }, ...rest) => Statements.every((one: Statement) => matches(one, ...rest)),
  OrStatement: ({ Statements }, ...rest) => Statements.some((one: Statement) => matches(one, ...rest)),
  NotStatement: ({ Statement }, ...rest) => !matches(Statement, ...rest),
  SizeConstraintStatement: ({ Size, ComparisonOperator, FieldToMatch }, { bodyBytes = 0 }) => {
    if (ComparisonOperator !== 'GT') throw new Error(ComparisonOperator);
    return bodyBytes > INSPECTED ? FieldToMatch.Body.OversizeHandling === 'MATCH' : bodyBytes > Size;
  },
  ByteMatchStatement: ({ SearchString, FieldToMatch }, { method }) =>
    'Method' in FieldToMatch && method === SearchString,
  RegexMatchStatement: ({ RegexString, TextTransformations }, { path }) =>
    new RegExp(RegexString).test(transformed(path, TextTransformations)),
  RegexPatternSetReferenceStatement: ({ Arn, TextTransformations }, { path }, sets) =>
    (sets[Arn['Fn::GetAtt'][0]] ?? []).some((regex) => new RegExp(regex).test(transformed(path, TextTransformations))),
};

function transformed(path: string, transformations: readonly { readonly Type: string }[]): string {
  return transformations.reduce((text, { Type }) => {
    const transform = TRANSFORMATIONS[Type];
    if (!transform) throw new Error(`No ${Type} in this test`);
    return transform(text);
  }, path);
}

const TRANSFORMATIONS: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) => text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
  NORMALIZE_PATH: normalized,
};

/** `//`, `/./` and what `/../` takes back are gone. */
function normalized(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '.' && segment !== '') kept.push(segment);
  }
  return `/${kept.join('/')}${/\/\.{0,2}$/.test(path) && kept.length > 0 ? '/' : ''}`;
}
