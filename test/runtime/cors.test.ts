import { describe, expect, it } from 'vitest';
import { corsHeaders } from '../../lib/runtime/cors.js';
import type { DecodedRequest } from '../../lib/runtime/event.js';

const SHOP = 'https://shop.example';

function request(origin?: string, version: '1.0' | '2.0' = '1.0'): DecodedRequest {
  return { version, requestId: 'r1', headers: origin ? { origin } : {}, query: {}, params: {}, body: undefined };
}

const setting = (changes: object = {}) =>
  JSON.stringify({ origins: [SHOP], exposeHeaders: [], credentials: false, ...changes });

describe('corsHeaders', () => {
  it.each<[string, DecodedRequest, string | undefined, Record<string, string>]>([
    ['an allowed origin', request(SHOP), setting(), { vary: 'Origin', 'access-control-allow-origin': SHOP }],
    ['another origin', request('https://evil.example'), setting(), { vary: 'Origin' }],
    ['an origin that begins like an allowed one', request(`${SHOP}.evil.example`), setting(), { vary: 'Origin' }],
    ['no origin', request(), setting(), { vary: 'Origin' }],
    ['any origin', request('https://any.example'), setting({ origins: ['*'] }), { 'access-control-allow-origin': '*' }],
    [
      'credentials',
      request(SHOP),
      setting({ credentials: true }),
      { vary: 'Origin', 'access-control-allow-origin': SHOP, 'access-control-allow-credentials': 'true' },
    ],
    [
      'exposed headers',
      request(SHOP),
      setting({ exposeHeaders: ['x-a', 'x-b'] }),
      { vary: 'Origin', 'access-control-allow-origin': SHOP, 'access-control-expose-headers': 'x-a,x-b' },
    ],
    ['an HTTP API, which adds its own', request(SHOP, '2.0'), setting(), {}],
    ['a gateway without CORS', request(SHOP), undefined, {}],
  ])('answers %s', (_, given, text, headers) => {
    expect(corsHeaders(given, text)).toEqual(headers);
  });
});
