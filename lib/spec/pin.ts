import type { KnownProps } from './known-props.js';
import { SPLIT_PROPS, type Split } from './split.js';

/**
 * An arrangement that stays whatever it costs: what `gatewright plan --pin` writes into `gateway.pin.json`, for the
 * gateway to import. Its texts are of any kind to the compiler, since that is what it makes of an imported JSON file;
 * the plan refuses those that it does not know.
 */
export interface Pin {
  /** 1. */
  readonly schemaVersion: number;
  readonly arrangement: PinnedArrangement;
  /** The day on which it was pinned: `2026-11-22`. For people. @default not known */
  readonly madeOn?: string;
  /** What it cost on that day, at that traffic. For people. @default not known */
  readonly usdPerMonth?: number;
  /** @default not known */
  readonly requestsPerMonth?: number;
}

export interface PinnedArrangement {
  /**
   * `split`: HTTP where it can do all that a route asks, REST where it cannot; `rest-first`: REST where it can, HTTP where
   * it cannot; `http` or `rest`: all routes on one.
   */
  readonly apis: string;
  /** Whether CloudFront stands in front. */
  readonly edge: boolean;
  /** `edge` or `rest-stage`; it follows from `edge`. @default there was no firewall */
  readonly firewallAt?: string;
  /** `pay-as-you-go`, or the flat plan that the distribution is subscribed to: `free`, `pro`, `business`, `premium`. @default 'pay-as-you-go' */
  readonly cloudFrontPricing?: string;
  /** Its parts, as a spec says them: `{ from: ['/n', '/s'] }`. @default the gateway is one stack */
  readonly split?: Split;
  /** Which paths are on which type of API, where that is their address: with neither an edge nor a name. @default no path is held */
  readonly paths?: { readonly http: readonly string[]; readonly rest: readonly string[] };
}

export const PIN_PROPS = {
  schemaVersion: true,
  arrangement: {
    apis: true,
    edge: true,
    firewallAt: true,
    cloudFrontPricing: true,
    split: SPLIT_PROPS,
    paths: { http: true, rest: true },
  },
  madeOn: true,
  usdPerMonth: true,
  requestsPerMonth: true,
} as const satisfies KnownProps<Pin>;

/** Of what `gatewright plan --pin` writes. */
export const PIN_SCHEMA_VERSION = 1;

export const API_ARRANGEMENTS = ['split', 'http', 'rest', 'rest-first'] as const;
export const FIREWALL_PLACES = ['edge', 'rest-stage'] as const;
export const CLOUDFRONT_PRICINGS = ['pay-as-you-go', 'free', 'pro', 'business', 'premium'] as const;

export type ApiArrangement = (typeof API_ARRANGEMENTS)[number];
export type FirewallPlace = (typeof FIREWALL_PLACES)[number];
export type CloudFrontPricing = (typeof CLOUDFRONT_PRICINGS)[number];
