import type { Exchange } from '../exchange.js';
import { changePairs, type Pair } from './change-pairs.js';
import { parseMappingKey } from './parse-mapping-key.js';
import { type MappingValue, parseMappingValue } from './parse-mapping-value.js';
import { isReservedHeader } from './reserved-headers.js';

/** The parts of an outgoing request that mappings may change. */
export interface MappedRequest {
  readonly headers: readonly Pair[];
  readonly query: readonly Pair[];
  /** Set by `overwrite:path`. */
  readonly path: string | undefined;
}

type Step = (exchange: Exchange, mapped: MappedRequest) => MappedRequest;

/** Compiles `requestParameters`. All values are read from the request as the caller sent it, whatever comes first. */
export function compileRequestMapping(parameters: Readonly<Record<string, string>>) {
  const steps = Object.entries(parameters).flatMap(([key, value]) => compileStep(key, parseMappingValue(value)) ?? []);
  return (exchange: Exchange, request: MappedRequest): MappedRequest =>
    steps.reduce((mapped, step) => step(exchange, mapped), request);
}

function compileStep(key: string, read: MappingValue): Step | undefined {
  const target = parseMappingKey(key);
  switch (target?.kind) {
    case 'header':
      if (isReservedHeader(target.name)) return undefined;
      return (exchange, mapped) => {
        const pair = [target.name.toLowerCase(), headerValue(read({ exchange }))] as const;
        return { ...mapped, headers: changePairs(mapped.headers, target.change, pair, (name) => name.toLowerCase()) };
      };
    case 'querystring':
      return (exchange, mapped) => {
        const pair = [target.name, read({ exchange })] as const;
        return { ...mapped, query: changePairs(mapped.query, target.change, pair, (name) => name) };
      };
    case 'path':
      return (exchange, mapped) => ({ ...mapped, path: read({ exchange }) ?? mapped.path });
    default:
      return undefined;
  }
}

/** What cannot stand in a header is no value: a decoded path may hold a line break. */
export function headerValue(value: string | undefined): string | undefined {
  return value !== undefined && /[\0\r\n]/.test(value) ? undefined : value;
}
