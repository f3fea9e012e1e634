import { contextVariable, contextVariables } from '../exchange/context-variables.js';
import { type Exchange, headerValue } from '../exchange/exchange.js';

export type IdentitySource = (exchange: Exchange) => string | undefined;

/** Reads `method.request.header.X`, `method.request.querystring.X`, `stageVariables.X` or `context.X`. */
export function compileIdentitySource(source: string): IdentitySource {
  const [, kind, name = ''] =
    /^\s*(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+?)\s*$/.exec(source) ?? [];
  switch (kind) {
    case 'method.request.header':
      return (exchange) => headerValue(exchange.headers, name);
    case 'method.request.querystring':
      return (exchange) => exchange.query.get(name)?.at(-1);
    case 'stageVariables':
      return (exchange) => contextVariable(exchange.scope.variables, name);
    case 'context':
      return (exchange) => contextVariable(contextVariables(exchange), name);
    default:
      return () => undefined;
  }
}
