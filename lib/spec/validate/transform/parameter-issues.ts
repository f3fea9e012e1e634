import type { Issue } from '../../../errors/issue.js';
import type { ParameterChanges, TransformValue, ValueSource } from '../../transform.js';
import { issueAt } from '../rule.js';
import { plainHeader } from './reserved-headers.js';

const HTTP_MAPPING = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html';

/** What values of a request may come from. */
export interface ParameterScope {
  readonly params: readonly string[];
  /** Whether callers bring a token. */
  readonly hasToken: boolean;
}

export interface ParameterPlace {
  readonly place: string;
  /** Why a header may not be touched. @default the names are of a query */
  readonly isReserved?: (name: string) => string | undefined;
  /** @default nothing but what stands in the same message */
  readonly scope?: ParameterScope;
  /** An answer's values come from its headers alone. @default false */
  readonly isResponse?: boolean;
}

/** What is wrong with changes of headers or of a query. */
export function parameterIssues(changes: ParameterChanges, at: ParameterPlace): readonly Issue[] {
  return [...nameIssues(changes, at), ...twiceIssues(changes, at), ...valueIssues(changes, at)];
}

/** Every name that a change touches. */
function namesOf({ remove = [], rename = {}, set = {}, add = {}, default: defaults = {} }: ParameterChanges) {
  const renamed = Object.entries(rename).flat();
  return [...remove, ...renamed, ...Object.keys(set), ...Object.keys(add), ...Object.keys(defaults)];
}

/** What every place writes into a query in one way. */
const QUERY_NAME = /^[\w.~[\]-]{1,64}$/;

function nameIssues(changes: ParameterChanges, { place, isReserved }: ParameterPlace): readonly Issue[] {
  const reason =
    isReserved ?? ((name) => (QUERY_NAME.test(name) ? undefined : 'names are letters, digits and . _ ~ - [ ]'));
  const refused = [...new Set(namesOf(changes))].flatMap((name) => {
    const why = reason(name);
    return why === undefined ? [] : [{ name, why }];
  });
  if (refused.length === 0) return [];
  return [
    issueAt(place, {
      code: isReserved ? 'TRANSFORM_RESERVED_HEADER' : 'TRANSFORM_QUERY_NAME',
      at: '',
      message: `these cannot be changed: ${[...new Set(refused.map(({ why }) => why))].join('; ')}`,
      got: refused.map(({ name }) => name),
      allowed: isReserved
        ? 'names that neither HTTP, browsers, API Gateway nor the gateway itself give a meaning'
        : '1 to 64 letters, digits and . _ ~ - [ ]',
      fix: isReserved ? 'leave them as they are, or write a middleware' : 'correct the name',
      source: HTTP_MAPPING,
    }),
  ];
}

function twiceIssues(changes: ParameterChanges, { place, isReserved }: ParameterPlace): readonly Issue[] {
  const names = namesOf(changes).map((name) => (isReserved ? plainHeader(name) : name));
  const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  if (twice.length === 0) return [];
  return [
    issueAt(place, {
      code: 'TRANSFORM_CONFLICT',
      at: '',
      message: 'two changes are of one name, and changes have no order',
      got: twice,
      allowed: 'each name once: removed, renamed, renamed to, set, added to or given a default',
      fix: 'say in one change what shall come out',
    }),
  ];
}

function valueIssues(changes: ParameterChanges, at: ParameterPlace): readonly Issue[] {
  return (['set', 'add', 'default'] as const).flatMap((change) =>
    Object.entries(changes[change] ?? {}).flatMap(([name, value]) => {
      const fault = faultOf(value, change, at);
      return fault ? [valueIssue(at.place, `${change}['${name}']`, value, fault)] : [];
    }),
  );
}

interface Fault {
  readonly code: string;
  readonly message: string;
  readonly allowed: string;
}

const HEADER_TEXT = /^[\x21-\x7e](?:[\x20-\x7e]{0,1022}[\x21-\x7e])?$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no query value may have
const QUERY_TEXT = /^[^\u0000-\u001f\u007f]{1,1024}$/;

function faultOf(value: TransformValue, change: 'set' | 'add' | 'default', at: ParameterPlace): Fault | undefined {
  if (typeof value === 'string') return textFault(value, at.isReserved !== undefined);
  if (at.isResponse && value.kind !== 'header')
    return fault('an answer is made of an answer', 'a text, or fromHeader(…) for a header of the answer');
  return sourceFault(value, change, at);
}

function textFault(value: string, isHeader: boolean): Fault | undefined {
  if ((isHeader ? HEADER_TEXT : QUERY_TEXT).test(value)) return undefined;
  const allowed = isHeader
    ? '1 to 1,024 visible ASCII characters, with blanks between them'
    : '1 to 1,024 characters without control characters';
  return { code: 'TRANSFORM_TEXT', message: 'this text cannot be sent', allowed };
}

function sourceFault({ kind, name }: ValueSource, change: string, { scope }: ParameterPlace): Fault | undefined {
  if (name === '') return fault('a part of the request is found by its name', 'a name');
  if (kind === 'path' && !scope?.params.includes(name))
    return fault(
      `"${name}" is no parameter of the route's path`,
      scope?.params.join(', ') || 'no parameter: it has none',
    );
  if (kind !== 'claim') return undefined;
  if (!scope?.hasToken)
    return fault('callers of this route bring no token, so there are no claims', 'a route whose callers bring a token');
  return change === 'set'
    ? undefined
    : fault('a claim beside what clients send would be no claim', 'fromClaim(…) in `set`, which replaces it');
}

function fault(message: string, allowed: string): Fault {
  return { code: 'TRANSFORM_SOURCE', message, allowed };
}

function valueIssue(place: string, at: string, got: TransformValue, { code, message, allowed }: Fault): Issue {
  return issueAt(place, { code, at, message, got, allowed, fix: 'write one of these' });
}
