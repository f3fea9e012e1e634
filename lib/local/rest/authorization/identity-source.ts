import { contextVariable, contextVariables } from '../exchange/context-variables.js';
import type { Exchange } from '../exchange/exchange.js';

/** Every value that the request has for a source: what is kept by it must not answer for another value. */
export type IdentitySource = (exchange: Exchange) => readonly string[];

/** Reads `method.request.header.X`, `method.request.querystring.X`, `stageVariables.X` or `context.X`. */
export function compileIdentitySource(source: string): IdentitySource {
  const [, kind, name = ''] =
    /^\s*(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+?)\s*$/.exec(source) ?? [];
  switch (kind) {
    case 'method.request.header':
      return (exchange) => headerValues(exchange, name.toLowerCase());
    case 'method.request.querystring':
      return (exchange) => exchange.query.get(name)?.toReversed() ?? [];
    case 'stageVariables':
      return (exchange) => present(contextVariable(exchange.scope.variables, name));
    case 'context':
      return (exchange) => present(contextVariable(contextVariables(exchange), name));
    default:
      return () => [];
  }
}

function headerValues({ headers }: Exchange, name: string): readonly string[] {
  return headers.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value);
}

function present(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}
