import type { HttpIntegration } from '../../model/http-api.js';
import { type Exchange, requestPath } from '../exchange.js';
import { withStageVariables } from '../lambda/function-arn.js';
import { rawPath } from '../lambda/payload-v2.js';
import type { MappedRequest } from '../mapping/compile-request-mapping.js';

/** How the address of a backend follows from the request. */
type IntegrationUrl = (exchange: Exchange, mapped: MappedRequest) => string;

/**
 * A URL is called as written, with path variables filled in; only `$default` routes have the caller's path appended.
 * Private integrations name a listener, and get the caller's path with the stage.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-private.html
 */
export function compileIntegrationUrl(
  integration: HttpIntegration,
  routeKey: string,
  stageVariables: Readonly<Record<string, string>>,
): IntegrationUrl {
  const uri = withStageVariables(integration.uri ?? '', stageVariables);
  const [base = '', ownQuery] = uri.split('?', 2);
  const isPrivate = integration.connectionType === 'VPC_LINK';
  const appendPath = routeKey === '$default';
  return (exchange, mapped) => {
    const path = mapped.path ?? (isPrivate ? encodeURI(rawPath(exchange)) : appendPath ? requestPath(exchange) : '');
    const target =
      mapped.path === undefined ? fillVariables(base, exchange.pathParameters ?? {}) : base.replace(ORIGIN, '$1');
    return withQuery(joinPath(target, path), [...(ownQuery ? [ownQuery] : []), ...mapped.query.map(encodePair)]);
  };
}

const ORIGIN = /^([a-z]+:\/\/[^/]+).*$/i;

const joinPath = (base: string, path: string): string => {
  if (path === '') return base;
  return `${base.replace(/\/$/, '')}${path.startsWith('/') ? '' : '/'}${path}`;
};

const withQuery = (url: string, parts: readonly string[]): string =>
  parts.length === 0 ? url : `${url}?${parts.join('&')}`;

const encodePair = ([name, value]: readonly [string, string]): string =>
  `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** `{id}` takes one segment, `{proxy}` and `{proxy+}` of a greedy route the rest of the path. */
function fillVariables(base: string, values: Readonly<Record<string, string>>): string {
  return base.replace(/\{([^}+]+)\+?\}/g, (whole, name: string) => {
    return Object.hasOwn(values, name) ? encodePath(values[name] ?? '') : whole;
  });
}

/** Dot segments would leave the path that the template names; URL parsers undo a single encoding of them. */
const encodePath = (value: string): string =>
  value
    .split('/')
    .map((segment) => (/^\.{1,2}$/.test(segment) ? segment.replaceAll('.', '%252E') : encodeURIComponent(segment)))
    .join('/');
