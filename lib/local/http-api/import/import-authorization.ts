import type { HttpAuthorizer, HttpRoute } from '../../model/http-api.js';
import { type Fields, fieldsOf, isFields, textOf } from '../../openapi-body/fields.js';

type Authorization = HttpRoute['authorization'];

export interface SecurityContext {
  readonly authorizers: Readonly<Record<string, HttpAuthorizer>>;
  readonly securitySchemes: Fields;
  /** The document's own `security`. */
  readonly security: unknown;
}

/**
 * How an operation is protected: `x-amazon-apigateway-auth`, else its first security requirement, else the
 * document's. A requirement that names nothing known closes the route rather than opening it.
 */
export function importAuthorization(operation: Fields, context: SecurityContext): Authorization {
  const auth = textOf(fieldsOf(operation, 'x-amazon-apigateway-auth'), 'type')?.toUpperCase();
  if (auth === 'AWS_IAM' || auth === 'NONE') return { kind: auth };
  const requirements = operation.security ?? context.security;
  const first: unknown = Array.isArray(requirements) ? requirements[0] : undefined;
  const [name, scopes] = isFields(first) ? (Object.entries(first)[0] ?? []) : [];
  if (name === undefined) return { kind: 'NONE' };
  return authorizationBy(name, Array.isArray(scopes) ? scopes.map(scopeText) : [], context);
}

/** A scope that is no text stays one that no token holds: without it the route would ask for less. */
const scopeText = (scope: unknown): string => (typeof scope === 'string' ? scope : JSON.stringify(scope));

function authorizationBy(name: string, scopes: readonly string[], context: SecurityContext): Authorization {
  const scheme = fieldsOf(context.securitySchemes, name);
  if (textOf(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase() === 'awssigv4') return { kind: 'AWS_IAM' };
  return context.authorizers[name]?.kind === 'JWT'
    ? { kind: 'JWT', authorizerId: name, scopes }
    : { kind: 'CUSTOM', authorizerId: name };
}
