import type { RestIntegration } from '../../model/rest-api.js';
import type { Exchange } from '../exchange/exchange.js';
import { compileRequestSource, type Mapped } from './compile-sources.js';

export interface MappedRequest {
  readonly header: Map<string, Exclude<Mapped, undefined>>;
  readonly querystring: Map<string, Exclude<Mapped, undefined>>;
  readonly path: Map<string, Exclude<Mapped, undefined>>;
}

/** Header names that a mapping may not set: the call fails. Recorded for each integration type. */
const FORBIDDEN = ['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'];
const FORBIDDEN_FOR_AWS = [...FORBIDDEN, 'authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

const PROXIED_BY_LAMBDA_TOO = new Set(['AWS', 'AWS_PROXY']);

/**
 * Reads `integration.request.{header|querystring|path}.NAME` → source. A source without a value leaves its target out;
 * the fixed value `''` empties a header, and so takes the place of the caller's.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function compileRequestMapping(
  parameters: Readonly<Record<string, string>>,
): (exchange: Exchange) => MappedRequest {
  const entries = Object.entries(parameters).flatMap(([target, source]) => {
    const [, place, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/s.exec(target) ?? [];
    if (place === undefined || name === undefined) return [];
    const isEmptied = place === 'header' && source === "''";
    return [{ place: place as keyof MappedRequest, name, read: compileRequestSource(source), isEmptied }];
  });
  return (exchange) => {
    const mapped: MappedRequest = { header: new Map(), querystring: new Map(), path: new Map() };
    for (const { place, name, read, isEmptied } of entries) {
      const value = read(undefined, exchange);
      if (value !== undefined && (value.length > 0 || isEmptied)) mapped[place].set(name, value);
    }
    return mapped;
  };
}

/** The first mapped header that this kind of integration refuses. */
export function forbiddenHeader(names: Iterable<string>, kind: RestIntegration['kind']): string | undefined {
  const forbidden = PROXIED_BY_LAMBDA_TOO.has(kind) ? FORBIDDEN_FOR_AWS : FORBIDDEN;
  for (const name of names) if (forbidden.includes(name.toLowerCase())) return name;
  return undefined;
}
