import type { LambdaAuthorizerPlan } from '../plan/plan.js';

export const SIGV4_SCHEME = 'sigv4';

/**
 * Signatures of AWS, on both kinds of API. `awsSigv4` is a word that AWS reserves for this.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authtype.html
 */
export const sigv4Scheme = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
} as const;

/**
 * How the scheme of a REQUEST authorizer is written that reads several things, or something besides headers and query:
 * AWS asks for these very words.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
export const severalSources = { type: 'apiKey', name: 'Unused', in: 'header' } as const;

/** The prefixes under which one kind of API knows what a request brings. */
export interface SourcePrefixes {
  readonly header: string;
  readonly query: string;
}

/**
 * What a request has to bring for an authorizer, in order. Header names as most clients write them: they are compared
 * in any case.
 */
export function clientSources(
  { headers, query }: LambdaAuthorizerPlan['identity'],
  prefixes: SourcePrefixes,
): readonly string[] {
  return [
    ...headers.map((name) => `${prefixes.header}${capitalized(name)}`),
    ...query.map((name) => `${prefixes.query}${name}`),
  ];
}

/** `x-api-token` → `X-Api-Token`. */
function capitalized(header: string): string {
  return header.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
