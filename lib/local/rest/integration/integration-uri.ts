import type { Mapped } from '../mapping/compile-sources.js';

const PARTS = /\$\{stageVariables\.([^}]*)\}|\{([^{}]+)\}/g;

/**
 * Fills stage variables and mapped path parameters into a URI. Both are put in at once, so that what a caller sends
 * is never read as a variable. An unknown stage variable is empty; an unmapped parameter stays as it is written.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/aws-api-gateway-stage-variables-reference.html
 */
export function fillUri(
  uri: string,
  stageVariables: Readonly<Record<string, string>>,
  pathParameters: ReadonlyMap<string, Exclude<Mapped, undefined>>,
): string {
  if (!uri.includes('{')) return uri;
  return uri.replace(PARTS, (all, variable: string | undefined, parameter: string | undefined) => {
    if (variable !== undefined) return Object.hasOwn(stageVariables, variable) ? (stageVariables[variable] ?? '') : '';
    const value = parameter === undefined ? undefined : pathParameters.get(parameter);
    return value === undefined ? all : escapeIllegal(String(value));
  });
}

/** Parameters go in as they stood in the path: escapes are kept, and only what a URL cannot hold is escaped. */
const escapeIllegal = (value: string): string =>
  /^[\w.~!$&'()*+,;=:@/?%#[\]-]*$/.test(value)
    ? value
    : value.replace(/[^\w.~!$&'()*+,;=:@/?%#[\]-]/gu, (character) =>
        encodeURIComponent(Buffer.from(character).toString()),
      );

/** Adds parameters behind those that the URI itself has. */
export function addQuery(uri: string, query: Iterable<readonly [string, Exclude<Mapped, undefined>]>): string {
  const pairs = [...query].flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : values).map((value) => `${encode(name)}=${encode(value)}`),
  );
  if (pairs.length === 0) return uri;
  const separator = uri.includes('?') ? (/[?&]$/.test(uri) ? '' : '&') : '?';
  return uri + separator + pairs.join('&');
}

const encode = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

/** The function's ARN in `arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/ARN/invocations`. */
export const functionArnOf = (uri: string): string | undefined =>
  /^arn:[^:]*:apigateway:[^:]*:lambda:path\/+[^/]+\/functions\/(.+?)\/(?:invocations|response-streaming-invocations)$/.exec(
    uri,
  )?.[1];

/** Whether a URI invokes a function for a stream. */
export const isStreamUri = (uri = ''): boolean => uri.endsWith('/response-streaming-invocations');
