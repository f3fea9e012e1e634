import { contextVariable, contextVariables } from '../exchange/context-variables.js';
import type { Exchange, HeaderList } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';
import { newBudget } from '../vtl/budget.js';
import { formatJson } from '../vtl/format-value.js';
import { findByPath } from '../vtl/json-path.js';
import { parseJson } from '../vtl/parse-json.js';
import type { VtlValue } from '../vtl/value.js';

/** A mapped value; several only of a multi-value query string. Undefined leaves the parameter out. */
export type Mapped = string | readonly string[] | undefined;

/** What an integration answered, as far as mappings see it. */
export interface MappableResponse {
  readonly headers: HeaderList;
  readonly body: Buffer;
}

type Source<Given> = (given: Given, exchange: Exchange) => Mapped;

/**
 * Reads the right side of a request mapping: `'static'`, `method.request.…`, `context.…`, `stageVariables.…`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function compileRequestSource(expression: string): Source<undefined> {
  const [, kind, name = ''] = /^method\.request\.([a-z]+)(?:\.(.+))?$/s.exec(expression) ?? [];
  switch (kind) {
    case 'header':
      return (_none, exchange) => lastHeader(exchange.headers, name);
    case 'multivalueheader':
      return (_none, exchange) => allHeaders(exchange.headers, name);
    case 'querystring':
      return (_none, exchange) => exchange.query.get(name)?.at(-1);
    case 'multivaluequerystring':
      return (_none, exchange) => exchange.query.get(name);
    case 'path':
      return (_none, exchange) => ownValue(exchange.route?.pathParameters ?? {}, name);
    case 'body':
      return (_none, exchange) => bodyValue(exchange.request.body, name, badRequest);
    default:
      return compileSharedSource(expression);
  }
}

/** Reads the right side of a response mapping: `integration.response.…` and what both directions share. */
export function compileResponseSource(expression: string): Source<MappableResponse> {
  const [, kind, name = ''] = /^integration\.response\.([a-z]+)(?:\.(.+))?$/s.exec(expression) ?? [];
  switch (kind) {
    case 'header':
      return (response) => lastHeader(response.headers, name);
    case 'multivalueheader':
      return (response) => allHeaders(response.headers, name);
    case 'body':
      return (response) => bodyValue(response.body, name, badResponse);
    default:
      return compileSharedSource(expression);
  }
}

function compileSharedSource(expression: string): (given: unknown, exchange: Exchange) => Mapped {
  const fixed = /^'(.*)'$/s.exec(expression)?.[1];
  if (fixed !== undefined) return () => fixed;
  const [, kind, name = ''] = /^(context|stageVariables)\.(.+)$/.exec(expression) ?? [];
  if (kind === 'context') return (_given, exchange) => contextVariable(contextVariables(exchange), name);
  if (kind === 'stageVariables') return (_given, exchange) => ownValue(exchange.scope.variables, name);
  return () => undefined;
}

/** Mappings take header names by their exact case, and the last of several values. */
const lastHeader = (headers: HeaderList, name: string): string | undefined =>
  headers.findLast(([each]) => each === name)?.[1];

function allHeaders(headers: HeaderList, name: string): string | undefined {
  const values = headers.filter(([each]) => each === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}

const ownValue = (of: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(of, name) ? of[name] : undefined;

/** Only what looks like JSON is read as JSON; other text has no fields. */
function bodyValue(body: Buffer, path: string, fail: () => GatewayFault): string | undefined {
  const text = (body.length === 0 ? '{}' : body.toString()).trim();
  const document = /^[{["']/.test(text) ? parseJson(text) : null;
  if (document === undefined) throw fail();
  if (path === '') return text;
  const budget = newBudget();
  return textOf(findByPath(document, `$.${path}`, budget), budget);
}

function textOf(value: VtlValue, budget: ReturnType<typeof newBudget>): string | undefined {
  if (value === null) return undefined;
  return typeof value === 'string' ? value : formatJson(value, budget);
}

const badRequest = (): GatewayFault => new GatewayFault('DEFAULT_4XX', { message: 'Invalid JSON in request body' });

const badResponse = (): GatewayFault => new GatewayFault('DEFAULT_5XX', { reason: 'the response is not JSON' });
