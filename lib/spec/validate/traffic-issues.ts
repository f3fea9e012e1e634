import type { Issue } from '../../errors/issue.js';
import { oneLine } from '../../errors/one-line.js';
import { shown } from '../../errors/shown.js';
import { quotas } from '../../facts/quotas.js';
import { isStreamed } from '../backend.js';
import type { GatewaySpec } from '../gateway.js';
import { isRequestCount, isTrafficCount, REQUEST_COUNT, TRAFFIC_COUNT, type Traffic } from '../traffic.js';

/** A sum of shares that people write in decimals: 0.6 + 0.3 + 0.1 is a little less than 1. */
const ROUNDING = 1e-9;

const COUNTS = [
  'requestsPerMonth',
  'requestBytes',
  'responseBytes',
  'handlerMs',
  'logBytes',
  'functionLogBytes',
  'firewallLogBytes',
] as const;
const SHARES = ['cacheHitShare', 'tokenReuse', 'tracedShare'] as const;

/** What is wrong with the traffic that a spec states. */
export function trafficIssues({ traffic, routes }: Pick<GatewaySpec, 'traffic' | 'routes'>): readonly Issue[] {
  if (!traffic) return [];
  const patterns = routes.map(({ pattern }) => pattern);
  const known = new Set(patterns);
  const shares = Object.entries(traffic.routes ?? {});
  return [
    ...COUNTS.flatMap((name) => countIssues(name, traffic[name])),
    ...payloadIssues('requestBytes', traffic.requestBytes, false),
    ...payloadIssues(
      'responseBytes',
      traffic.responseBytes,
      routes.some(({ to }) => isStreamed(to)),
    ),
    ...timeIssues(traffic.handlerMs),
    ...SHARES.flatMap((name) => shareIssues(`traffic.${name}`, traffic[name])),
    ...shares.flatMap(([pattern, share]) => shareIssues(placeOf(pattern), share)),
    ...shares.filter(([pattern]) => !known.has(pattern)).map(([pattern]) => strangerIssue(pattern, patterns)),
    ...sumIssues(traffic, patterns),
  ];
}

function placeOf(pattern: string): string {
  return `traffic.routes['${oneLine(pattern)}']`;
}

function countIssues(name: (typeof COUNTS)[number], value: number | undefined): readonly Issue[] {
  const [isCount, allowed] =
    name === 'requestsPerMonth' ? [isRequestCount, REQUEST_COUNT] : [isTrafficCount, TRAFFIC_COUNT];
  if (value === undefined || isCount(value)) return [];
  return [
    {
      code: 'TRAFFIC_COUNT',
      place: `traffic.${name}`,
      message: 'nothing can be reckoned with this',
      got: shown(value),
      allowed,
      fix: `leave it out for the default, or state what you expect: ${name}: 1_000`,
    },
  ];
}

/** What API Gateway takes of a request or an answer. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const LARGEST_PAYLOAD_BYTES = 10 * 1_024 * 1_024;

/** No mean can be more than the most; what streams may be longer. */
function payloadIssues(
  name: 'requestBytes' | 'responseBytes',
  value: number | undefined,
  streams: boolean,
): readonly Issue[] {
  if (value === undefined || streams || value <= LARGEST_PAYLOAD_BYTES || !isTrafficCount(value)) return [];
  return [
    {
      code: 'TRAFFIC_PAYLOAD',
      place: `traffic.${name}`,
      message: 'API Gateway takes no request or answer of more than 10 MB, so they cannot be longer on average',
      got: shown(value),
      allowed: `0 to ${LARGEST_PAYLOAD_BYTES} bytes${name === 'responseBytes' ? ', and more where a route streams' : ''}`,
      fix: 'state the mean of what the gateway itself passes on; for larger files let callers use a signed URL of S3',
      source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html',
    },
  ];
}

/** Lambda ends what runs longer. */
function timeIssues(handlerMs: number | undefined): readonly Issue[] {
  const { value: most, source } = quotas.lambdaTimeoutMs;
  if (handlerMs === undefined || handlerMs <= most || !isTrafficCount(handlerMs)) return [];
  return [
    {
      code: 'TRAFFIC_TIME',
      place: 'traffic.handlerMs',
      message: 'no function runs for more than 15 minutes, so handlers cannot take longer on average',
      got: shown(handlerMs),
      allowed: `0 to ${most.toLocaleString('en')} ms`,
      fix: 'state the mean in milliseconds: handlerMs: 50',
      source,
    },
  ];
}

function shareIssues(place: string, value: number | undefined): readonly Issue[] {
  if (value === undefined || (value >= 0 && value <= 1)) return [];
  return [
    {
      code: 'TRAFFIC_SHARE',
      place,
      message: 'a share is a part of a whole',
      got: shown(value),
      allowed: '0 to 1',
      fix: 'write 60 % as 0.6',
    },
  ];
}

const SHOWN_PATTERNS = 8;

function strangerIssue(pattern: string, patterns: readonly string[]): Issue {
  const more = patterns.length - SHOWN_PATTERNS;
  return {
    code: 'TRAFFIC_ROUTE',
    place: placeOf(pattern),
    message: 'the gateway has no such route',
    got: shown(pattern),
    allowed: patterns.slice(0, SHOWN_PATTERNS).join(', ') + (more > 0 ? ` and ${more} more` : ''),
    fix: 'write the pattern as the route does',
  };
}

/** More than all, or, where every route has a share, less. */
function sumIssues({ routes = {} }: Traffic, patterns: readonly string[]): readonly Issue[] {
  const sum = Object.values(routes).reduce((total, share) => total + share, 0);
  const complete = patterns.length > 0 && patterns.every((pattern) => Object.hasOwn(routes, pattern));
  if (!(sum > 1 + ROUNDING || (complete && sum < 1 - ROUNDING))) return [];
  return [
    {
      code: 'TRAFFIC_SHARES',
      place: 'traffic.routes',
      message: sum > 1 ? 'the routes get more than all requests' : 'requests are left, and no route for them',
      got: shown(sum),
      allowed: complete ? 'shares of all routes that add up to 1' : 'shares that add up to 1 at most',
      fix: 'mend the shares, or leave out routes: these share the rest evenly',
    },
  ];
}
