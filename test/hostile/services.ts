import type { EngineServices, InboundRequest, OutboundResponse } from '../../lib/local/model/engine.js';

export const NOW_MS = 1_800_000_000_000;

/** A world in which functions and backends answer what an input says. */
export function servicesWith(given: Partial<EngineServices> = {}): EngineServices {
  return {
    region: 'eu-west-1',
    account: '123456789012',
    nowMs: () => NOW_MS,
    randomId: () => '11111111-1111-4222-8333-444444444444',
    invoke: async () => ({ kind: 'success', payload: '{"statusCode":200,"body":"from the function"}' }),
    fetch: async () => ({ kind: 'response', status: 200, statusText: 'OK', headers: [], body: Buffer.from('{}') }),
    keys: { admit: () => ({ kind: 'invalid' }) },
    fetchJson: async () => Promise.reject(new Error('there is no network')),
    ...given,
  };
}

export function requestTo(target: string, given: Partial<InboundRequest> = {}): InboundRequest {
  const [rawPath = '', rawQuery = ''] = target.split(/\?(.*)/s);
  return {
    method: 'GET',
    rawPath,
    rawQuery,
    basePath: '',
    headers: [['Host', 'shop.example']],
    body: Buffer.alloc(0),
    sourceIp: '203.0.113.9',
    protocol: 'HTTP/1.1',
    receivedAtMs: NOW_MS,
    ...given,
  };
}

const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: a header with one of these would be another header
const FIELD_VALUE = /^[^\0-\x08\x0a-\x1f\x7f]*$/;

/** Why an answer could not be sent over HTTP, and what it says that nobody should read; empty where all is well. */
export function faultsOf({ status, headers, body, logContext }: OutboundResponse): readonly string[] {
  const faults: string[] = [];
  if (!Number.isInteger(status) || status < 200 || status > 599) faults.push(`status ${status}`);
  for (const [name, value] of headers) {
    if (!FIELD_NAME.test(name)) faults.push(`header name ${JSON.stringify(name)}`);
    if (!FIELD_VALUE.test(value) || /[^\0-\xff]/.test(value)) faults.push(`value of ${name}: ${JSON.stringify(value)}`);
  }
  if (/\n\s+at .+:\d+:\d+/.test(String(body))) faults.push('a stack trace in the body');
  for (const [name, value] of Object.entries(logContext())) {
    if (typeof value !== 'string') faults.push(`log context ${name} is ${typeof value}`);
  }
  return faults;
}
