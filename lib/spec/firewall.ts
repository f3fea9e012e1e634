import type { JsonValue } from './backend.js';
import type { KnownProps } from './known-props.js';

/**
 * A web ACL of AWS WAF, on the gateway's edge, or on the stage of its REST API where it has no edge. Rules go in this
 * order: `allow`, `block`, `rateLimits`, sizes of bodies, `managed`.
 *
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export interface Firewall {
  /** Rule groups that AWS keeps, in this order: `['common', 'known-bad-inputs', 'ip-reputation']`. @default none */
  readonly managed?: readonly (ManagedGroupName | ManagedGroup)[];
  /** Name → how many requests of one kind may come in a window. @default none */
  readonly rateLimits?: Readonly<Record<string, RateLimit>>;
  /** Let through without a look at any rule behind. @default none */
  readonly allow?: FirewallMatch;
  /** Refused. @default none */
  readonly block?: FirewallMatch;
  /** What refused callers get. @default 403, and 429 for rate limits, each with a problem (RFC 9457) */
  readonly response?: FirewallResponse;
  /** How much of a body the rules look at, in KB: 16, 32, 48 or 64. More than 16 has its price. @default what `maxBodyBytes` of the routes needs, 16 at least */
  readonly inspectKb?: 16 | 32 | 48 | 64;
  /** Decisions into CloudWatch Logs, without credentials. @default 'blocked': the requests that a rule blocked or counted */
  readonly log?: 'all' | 'blocked' | 'none';
}

/** A readable name → `AWSManagedRules…RuleSet`. https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
export type ManagedGroupName =
  | 'common'
  | 'admin-protection'
  | 'known-bad-inputs'
  | 'sqli'
  | 'linux'
  | 'posix'
  | 'windows'
  | 'php'
  | 'wordpress'
  | 'ip-reputation'
  | 'anonymous-ip'
  | 'bot-control'
  | 'anti-ddos';

export interface ManagedGroup {
  readonly group: ManagedGroupName;
  /** Rule of the group, as AWS names it → what it does in place of its own action. @default the group's own; of `common`, `SizeRestrictions_BODY` counts */
  readonly override?: Readonly<Record<string, RuleAction>>;
  /** The group counts what it would have blocked. @default false */
  readonly count?: true;
  /** One of the group's versions: `Version_1.11`. @default AWS's default, which AWS moves */
  readonly version?: string;
  /** Only `bot-control`: `targeted` costs ten times `common`. @default 'common' */
  readonly level?: 'common' | 'targeted';
}

export type RuleAction = 'allow' | 'block' | 'count' | 'captcha' | 'challenge';

export interface RateLimit {
  /** Requests of one key in a window, 10 to 2,000,000,000. AWS estimates, and takes up to a minute to notice. */
  readonly limit: number;
  /** @default 300 */
  readonly windowSeconds?: 60 | 120 | 300 | 600;
  /** What is counted together; several: their combination, at most five. What lacks one of them is not counted. @default 'ip' */
  readonly by?: RateKey | readonly RateKey[];
  /** Which requests are counted. @default all */
  readonly only?: RequestMatch;
  /** `count` lets them through, and tells. @default 'block' */
  readonly action?: 'block' | 'count';
  /** @default the firewall's, with 429 */
  readonly response?: FirewallResponse;
}

/** `ip`: who is connected; `forwarded-ip`: the first address of `X-Forwarded-For`, which anybody can write. */
export type RateKey =
  | 'ip'
  | 'forwarded-ip'
  | 'method'
  | 'path'
  | 'query-string'
  | 'ja3'
  | 'ja4'
  | 'asn'
  | { readonly header: string }
  | { readonly cookie: string }
  | { readonly query: string };

/** All of what is named has to hold. */
export interface RequestMatch {
  /** Any of these: `/login`, or all below with a star at the end: `/admin/*`. */
  readonly paths?: readonly string[];
  readonly methods?: readonly string[];
}

/** Any of what is named is enough. */
export interface FirewallMatch {
  /** Addresses and ranges: `203.0.113.0/24`, `2001:db8::/32`. */
  readonly ips?: readonly string[];
  /** ISO 3166-1 alpha-2: `CH`. */
  readonly countries?: readonly string[];
  /** Numbers of autonomous systems. */
  readonly asns?: readonly number[];
  /** Regular expressions on the decoded, lower-case path: `\\.(php|env)$`. */
  readonly paths?: readonly string[];
  /** Count only. @default they are blocked, or allowed */
  readonly action?: 'count';
}

export interface FirewallResponse {
  /** 200 to 599. */
  readonly status?: number;
  /** Sent as JSON, at most 4 KB. */
  readonly body?: JsonValue;
  readonly headers?: Readonly<Record<string, string>>;
}

const MATCH_PROPS = { ips: true, countries: true, asns: true, paths: true, action: true } as const;
const RESPONSE_PROPS = { status: true, body: true, headers: true } as const;

/** What `managed` and `rateLimits` hold is looked at where they are validated. */
export const FIREWALL_PROPS = {
  managed: true,
  rateLimits: true,
  allow: MATCH_PROPS,
  block: MATCH_PROPS,
  response: RESPONSE_PROPS,
  inspectKb: true,
  log: true,
} as const satisfies KnownProps<Firewall>;

export const MANAGED_GROUP_PROPS = {
  group: true,
  override: true,
  count: true,
  version: true,
  level: true,
} as const satisfies KnownProps<ManagedGroup>;

export const RATE_LIMIT_PROPS = {
  limit: true,
  windowSeconds: true,
  by: true,
  only: { paths: true, methods: true },
  action: true,
  response: RESPONSE_PROPS,
} as const satisfies KnownProps<RateLimit>;
