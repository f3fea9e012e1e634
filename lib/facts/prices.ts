/** One step of a tiered price: `usdPerMillion` for the units up to `upTo` (in units, cumulative). */
export interface PriceTier {
  readonly upTo: number;
  readonly usdPerMillion: number;
}

/** List prices of us-east-1 in USD, collected in November 2026 from the AWS price pages. */
export const prices = {
  httpApiRequests: [
    { upTo: 300e6, usdPerMillion: 1.0 },
    { upTo: Number.POSITIVE_INFINITY, usdPerMillion: 0.9 },
  ],
  restApiRequests: [
    { upTo: 333e6, usdPerMillion: 3.5 },
    { upTo: 1_000e6, usdPerMillion: 2.8 },
    { upTo: 20_000e6, usdPerMillion: 2.38 },
    { upTo: Number.POSITIVE_INFINITY, usdPerMillion: 1.51 },
  ],
  lambdaRequests: [{ upTo: Number.POSITIVE_INFINITY, usdPerMillion: 0.2 }],
  lambdaArm64UsdPerGbSecond: 0.0000133334,
  logsUsdPerGb: 0.5,
  alarmUsdPerMonth: 0.1,
  /** HTTPS, North America and Europe: 0.0100 for 10,000. */
  cloudFrontUsdPerMillionRequests: 1,
  cloudFrontFunctionUsdPerMillion: 0.1,
  /** North America and Europe, the first 10 TB a month. */
  cloudFrontUsdPerGb: 0.085,
  secretUsdPerMonth: 0.4,
  webAclUsdPerMonth: 5,
  wafRuleUsdPerMonth: 1,
  wafUsdPerMillionRequests: 0.6,
  /** Each 500 above 1,500. */
  wafUsdPerMillionRequestsAnd500Wcu: 0.2,
  /** Each 16 KB of a body above 16. */
  wafUsdPerMillionRequestsAnd16Kb: 0.3,
  botControlUsdPerMonth: 10,
  botControlCommonUsdPerMillionRequests: 1,
  botControlTargetedUsdPerMillionRequests: 10,
  antiDdosUsdPerMonth: 20,
  antiDdosUsdPerMillionRequests: 0.15,
} as const satisfies Record<string, readonly PriceTier[] | number>;
