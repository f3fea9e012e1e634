import type { AuthorizerEvent } from './authorizer-event.js';

/** Shorter words would blot out the message, and are no secrets. */
const SHORTEST_SECRET = 6;

/** A text for the log, without anything of the request's headers and query: an error may quote what it could not read. */
export function withoutSecrets(text: string, event: AuthorizerEvent): string {
  const secrets = valuesOf(event)
    .flatMap((value) => [value, ...value.split(/[\s,;=&"']+/)])
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, '…'), text);
}

function valuesOf(event: AuthorizerEvent): readonly string[] {
  const { headers, cookies, multiValueHeaders, rawQueryString, queryStringParameters } = (event ??
    {}) as Partial<AnyEvent>;
  const all = [headers, multiValueHeaders, queryStringParameters].flatMap((values) => Object.values(values ?? {}));
  return [...all, cookies, rawQueryString].flat().filter((value) => typeof value === 'string');
}

interface AnyEvent {
  readonly headers: object | null;
  readonly multiValueHeaders: object | null;
  readonly cookies: readonly string[];
  readonly rawQueryString: string;
  readonly queryStringParameters: object | null;
}
