import { conditionsHold, type PolicyContext } from './conditions.js';
import { matchesWildcards } from './matches-wildcards.js';

/** `implicit-deny` where no statement speaks of the request. */
export type PolicyDecision = 'allow' | 'explicit-deny' | 'implicit-deny';

export interface PolicyRequest {
  /** `execute-api:Invoke` */
  readonly action: string;
  /** `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/PATH` */
  readonly resource: string;
  readonly context: PolicyContext;
}

/**
 * Evaluates an IAM policy document: an explicit deny wins, what nobody allows is denied.
 * A statement that cannot be understood denies where it is a deny, and allows nothing.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluatePolicy(document: unknown, request: PolicyRequest): PolicyDecision {
  const statements = asList(field(document, 'Statement'));
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some((statement) => isEffect(statement, 'deny'))) return 'explicit-deny';
  return applying.some((statement) => isEffect(statement, 'allow')) ? 'allow' : 'implicit-deny';
}

function isEffect(statement: unknown, effect: string): boolean {
  const stated = field(statement, 'Effect');
  return typeof stated === 'string' && stated.toLowerCase() === effect;
}

function applies(statement: unknown, request: PolicyRequest): boolean {
  return (
    elementMatches(statement, 'Action', (pattern) => matchesWildcards(pattern, request.action, true)) &&
    elementMatches(statement, 'Resource', (pattern) =>
      matchesWildcards(expandResource(pattern, request.resource), request.resource),
    ) &&
    conditionsHold(field(statement, 'Condition'), request.context, isEffect(statement, 'deny'))
  );
}

function elementMatches(statement: unknown, name: string, test: (pattern: string) => boolean): boolean {
  const patterns = field(statement, name);
  if (patterns !== undefined) return asList(patterns).some((pattern) => typeof pattern === 'string' && test(pattern));
  const excluded = field(statement, `Not${name}`);
  return excluded !== undefined && !asList(excluded).some((pattern) => typeof pattern === 'string' && test(pattern));
}

/** A resource policy may leave out the region, account and API: `execute-api:/*`. */
function expandResource(pattern: string, resource: string): string {
  if (!pattern.startsWith('execute-api:/')) return pattern;
  return resource.slice(0, resource.indexOf('/')) + pattern.slice('execute-api:'.length);
}

function field(of: unknown, name: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined;
  return Object.hasOwn(of, name) ? (of as Record<string, unknown>)[name] : undefined;
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
