import type { HeaderList } from '../exchange/exchange.js';

/**
 * Headers that end at API Gateway: no template, mapping or integration sees them.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const DROPPED = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Names that arrive in one spelling however they were sent. */
const SPELLED: Readonly<Record<string, string>> = {
  authorization: 'Authorization',
  host: 'Host',
  'user-agent': 'User-Agent',
};

const FORWARDED = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id']);

/** A signature of AWS ends here as well: who made it is in `$context.identity`. */
const isSignature = (lowerName: string, value: string): boolean =>
  lowerName === 'authorization' && /^AWS4-HMAC-SHA256\s/.test(value);

/** The caller's headers as the rest of the gateway sees them, with those that API Gateway itself adds. */
export function readHeaders(sent: HeaderList, sourceIp: string, traceId: string): HeaderList {
  const headers: [string, string][] = [];
  let forwardedFor = '';
  let host = '';
  for (const [name, value] of sent) {
    const lower = name.toLowerCase();
    if (DROPPED.has(lower) || isSignature(lower, value)) continue;
    if (FORWARDED.has(lower)) {
      if (lower === 'x-forwarded-for') forwardedFor = `${value}, `;
      continue;
    }
    if (lower === 'host') host = value;
    headers.push([SPELLED[lower] ?? name, value]);
  }
  headers.push(
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', forwardedFor + sourceIp],
    ['X-Forwarded-Port', /:(\d+)$/.exec(host)?.[1] ?? '80'],
    ['X-Forwarded-Proto', 'http'],
  );
  return headers;
}
