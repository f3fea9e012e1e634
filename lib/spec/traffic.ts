import type { KnownProps } from './known-props.js';

/** What the gateway's callers do in a month, for the bill; where it says `requestsPerMonth`, the cheapest arrangement is taken. */
export interface Traffic {
  /** @default 1,000,000 */
  readonly requestsPerMonth?: number;
  /** Mean length of a request, headers and body. @default 1,000 */
  readonly requestBytes?: number;
  /** Mean length of an answer, headers and body. @default 2,000 */
  readonly responseBytes?: number;
  /** Share of the requests to cached routes that the edge answers itself, 0 to 1. @default 0.5 */
  readonly cacheHitShare?: number;
  /** Share of requests whose token is in the authorizer's result cache, 0 to 1. @default 0.8 */
  readonly tokenReuse?: number;
  /** Mean time that a handler runs. @default 50 */
  readonly handlerMs?: number;
  /** Mean length of a line of the access logs. @default what their formats make it: 510 of an HTTP API, 600 of a REST API, 690 of the edge */
  readonly logBytes?: number;
  /** What a function writes for a call, with the 3 lines of Lambda itself. @default 400 */
  readonly functionLogBytes?: number;
  /** Mean length of a record of the firewall, where it logs `all`. @default 1,800 */
  readonly firewallLogBytes?: number;
  /** Share of requests that X-Ray records, 0 to 1. @default X-Ray's rule: the first of each second, and 5 % of the others */
  readonly tracedShare?: number;
  /** Route pattern → its share of the requests: `{ 'GET /books': 0.6 }`. @default the rest, spread evenly over the other routes */
  readonly routes?: Readonly<Record<string, number>>;
}

export const TRAFFIC_PROPS = {
  requestsPerMonth: true,
  requestBytes: true,
  responseBytes: true,
  cacheHitShare: true,
  tokenReuse: true,
  handlerMs: true,
  logBytes: true,
  functionLogBytes: true,
  firewallLogBytes: true,
  tracedShare: true,
  routes: true,
} as const satisfies KnownProps<Traffic>;

/** What `isRequestCount` takes, in the words that the spec and the command line share. More no number holds to a unit. */
export const REQUEST_COUNT = 'a whole number of requests, 0 to 9,007,199,254,740,991';
/** What `isTrafficCount` takes. */
export const TRAFFIC_COUNT = 'a number, 0 to 9,007,199,254,740,991';

export function isRequestCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

export function isTrafficCount(value: number): boolean {
  return value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
