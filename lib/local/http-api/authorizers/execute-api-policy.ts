import { isRecord } from '../../json/json-value.js';

type Statement = Readonly<Record<string, unknown>>;

/** An IAM policy of an authorizer, reduced to what it says of calling an API. */
export interface ExecuteApiPolicy {
  readonly statements: readonly Statement[];
}

/** Reads a policy document; `undefined` where it is none. */
export function parsePolicy(document: unknown): ExecuteApiPolicy | undefined {
  if (!isRecord(document)) return undefined;
  const statements = listOf(document.Statement);
  return statements.length > 0 && statements.every(isStatement) ? { statements: statements as Statement[] } : undefined;
}

function isStatement(value: unknown): value is Statement {
  if (!isRecord(value)) return false;
  const { Effect, Action, NotAction, Resource, NotResource } = value;
  return (
    (Effect === 'Allow' || Effect === 'Deny') &&
    [Action, NotAction, Resource, NotResource].every((part) =>
      listOf(part).every((each) => typeof each === 'string'),
    ) &&
    (Action ?? NotAction) !== undefined &&
    (Resource ?? NotResource) !== undefined
  );
}

/**
 * True where a statement allows the call and none denies it. Conditions are not evaluated: a statement that has one
 * never allows, and always denies.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-control-access-using-iam-policies-to-invoke-api.html
 */
export function isAllowed(policy: ExecuteApiPolicy, routeArn: string): boolean {
  const applying = policy.statements.filter((statement) => applies(statement, routeArn));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return false;
  return applying.some(({ Effect, Condition }) => Effect === 'Allow' && Condition === undefined);
}

function applies(statement: Statement, routeArn: string): boolean {
  return (
    matchesAny(statement.Action, statement.NotAction, 'execute-api:invoke', (text) => text.toLowerCase()) &&
    matchesAny(statement.Resource, statement.NotResource, routeArn, (text) => text)
  );
}

function matchesAny(wanted: unknown, unwanted: unknown, text: string, normalise: (text: string) => string): boolean {
  const matches = (patterns: unknown) =>
    (listOf(patterns) as string[]).some((pattern) => matchesWildcard(normalise(pattern), text));
  return wanted === undefined ? !matches(unwanted) : matches(wanted);
}

/** `*` stands for any text, `?` for one character. Takes time in proportion to both lengths at worst. */
export function matchesWildcard(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let index = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      resume = index;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++resume;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

const listOf = (value: unknown): unknown[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
