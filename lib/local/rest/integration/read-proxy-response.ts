import { isRecord, parseJson } from '../../json/json-value.js';
import type { Header } from '../exchange/exchange.js';
import { GatewayFault } from '../gateway-response/gateway-fault.js';

export interface ProxyResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const FIELDS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads what a function answered to a proxy integration. No field has to be there, none that is not known may be;
 * plain values are turned into what the field holds, others are a malformed response: 502.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 * @throws GatewayFault with status 502
 */
export function readProxyResponse(payload: string): ProxyResponse {
  const answer = parseJson(payload);
  if (!isRecord(answer)) throw malformed('it is no object');
  const unknown = Object.keys(answer).find((name) => !FIELDS.has(name));
  if (unknown !== undefined) throw malformed('it has a field that is not known');
  return {
    status: readStatus(answer.statusCode),
    headers: readHeaders(answer.headers, answer.multiValueHeaders),
    body: readText(answer.body) ?? '',
    isBase64Encoded: readBoolean(answer.isBase64Encoded),
  };
}

export const malformed = (reason: string): GatewayFault =>
  new GatewayFault('DEFAULT_5XX', { status: 502, reason: `malformed Lambda proxy response: ${reason}` });

export function readStatus(value: unknown): number {
  if (value === undefined || value === null || value === '') return 200;
  const isText = typeof value === 'string' && /^\s*\d+\s*$/.test(value);
  const status = typeof value === 'number' || isText ? Math.trunc(Number(value)) : Number.NaN;
  if (!(status >= 200 && status <= 599)) throw malformed('statusCode is no status');
  return status;
}

function readText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'object') throw malformed('a text is an object or a list');
  return String(value);
}

function readBoolean(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (text === 'true' || text === 'false') return text === 'true';
  throw malformed('isBase64Encoded is neither true nor false');
}

/**
 * Values of `multiValueHeaders` come first; those of `headers` join them, whatever the case of the name, unless the very
 * same value is among them.
 */
export function readHeaders(single: unknown, multi: unknown): readonly Header[] {
  if (single == null && multi == null) return [];
  if (!isRecord(single ?? {}) || !isRecord(multi ?? {})) throw malformed('headers are no object');
  const many = Object.entries((multi ?? {}) as object).flatMap(([name, values]): Header[] => {
    if (!Array.isArray(values)) throw malformed('a header of multiValueHeaders is no list');
    return values.map((value): Header => [name, readText(value) ?? '']);
  });
  const stated = new Set(many.map(pairOf));
  const one = Object.entries((single ?? {}) as object).flatMap(([name, value]): Header[] => {
    const text = readText(value);
    return text === undefined || stated.has(pairOf([name, text])) ? [] : [[name, text]];
  });
  return [...many, ...one];
}

const pairOf = ([name, value]: Header): string => `${name.toLowerCase()}: ${value}`;
