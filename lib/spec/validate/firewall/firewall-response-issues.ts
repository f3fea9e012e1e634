import type { Issue } from '../../../errors/issue.js';
import { quotas } from '../../../facts/quotas.js';
import type { FirewallResponse } from '../../firewall.js';
import { brokenRules, type Rule } from '../rule.js';

const guide = 'https://docs.aws.amazon.com/waf/latest/developerguide';
const RESPONSE = `${guide}/customizing-the-response-for-blocked-requests.html`;
const STATUSES = [
  200, 201, 202, 204, 206, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 414,
  415, 416, 421, 429, 500, 501, 502, 503, 504, 505,
];
/** https://docs.aws.amazon.com/waf/latest/APIReference/API_CustomHTTPHeader.html */
const HEADER_NAME = /^[a-zA-Z0-9._$-]{1,64}$/;
const HEADER_VALUE = /^[\x20-\x7e]{1,255}$/;
const FRAMING = ['content-type', 'content-length', 'transfer-encoding', 'connection'];

const RULES: readonly Rule<FirewallResponse>[] = [
  {
    holds: ({ status }) => status === undefined || STATUSES.includes(status),
    words: ({ status }) => ({
      code: 'FIREWALL_RESPONSE_STATUS',
      at: 'status',
      message: 'AWS WAF does not answer with this status',
      got: status,
      allowed: STATUSES.join(', '),
      fix: 'leave it out: 403, 429 for rate limits and 413 for bodies that are too long',
      source: `${guide}/customizing-the-response-status-codes.html`,
    }),
  },
  {
    holds: ({ body }) => body === undefined || bytesOf(body) !== undefined,
    words: ({ body }) => ({
      code: 'FIREWALL_RESPONSE_JSON',
      at: 'body',
      message: 'JSON cannot hold this body',
      got: body,
      allowed: 'objects, lists, texts, numbers, true, false and null',
      fix: "write { title: 'Forbidden' }",
      source: RESPONSE,
    }),
  },
  {
    holds: ({ body }) => body === undefined || (bytesOf(body) ?? 0) <= quotas.wafResponseBytes.value,
    words: ({ body }) => ({
      code: 'FIREWALL_RESPONSE_BYTES',
      at: 'body',
      message: 'the body is too long for AWS WAF',
      got: bytesOf(body),
      allowed: `${quotas.wafResponseBytes.value} bytes of JSON`,
      fix: 'say less, or name an address that says more',
      source: quotas.wafResponseBytes.source,
    }),
  },
  {
    holds: ({ headers = {} }) => Object.keys(headers).length <= quotas.wafResponseHeaders.value,
    words: ({ headers = {} }) => ({
      code: 'FIREWALL_RESPONSE_HEADERS',
      at: 'headers',
      message: 'AWS WAF sends no such number of headers',
      got: Object.keys(headers).length,
      allowed: `${quotas.wafResponseHeaders.value} headers`,
      fix: 'leave some out',
      source: quotas.wafResponseHeaders.source,
    }),
  },
  {
    holds: ({ headers = {} }) => new Set(lowerNames(headers)).size === Object.keys(headers).length,
    words: ({ headers = {} }) => ({
      code: 'FIREWALL_RESPONSE_HEADER_TWICE',
      at: 'headers',
      message: 'AWS WAF sends a header once, and capitals make no difference',
      got: Object.keys(headers),
      allowed: 'each name once',
      fix: 'leave one of them out',
      source: RESPONSE,
    }),
  },
  {
    holds: ({ headers = {} }) => Object.entries(headers).every(isHeader),
    words: ({ headers = {} }) => ({
      code: 'FIREWALL_RESPONSE_HEADER',
      at: 'headers',
      message: 'AWS WAF does not send these headers',
      got: Object.fromEntries(Object.entries(headers).filter((header) => !isHeader(header))),
      allowed: `names of 1 to 64 letters, digits and . _ $ -, but ${FRAMING.join(', ')}; values of 1 to 255 visible characters`,
      fix: 'leave them out; bodies are sent as application/json',
      source: RESPONSE,
    }),
  },
];

export function firewallResponseIssues(response: FirewallResponse | undefined, place: string): readonly Issue[] {
  return response ? brokenRules(RULES, response, place) : [];
}

function lowerNames(headers: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(headers).map((name) => name.toLowerCase());
}

function isHeader([name, value]: readonly [string, string]): boolean {
  return HEADER_NAME.test(name) && !FRAMING.includes(name.toLowerCase()) && HEADER_VALUE.test(value);
}

function bytesOf(body: unknown): number | undefined {
  try {
    return new TextEncoder().encode(JSON.stringify(body)).length || undefined;
  } catch {
    return undefined;
  }
}
