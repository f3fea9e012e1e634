/** Flat plans of CloudFront, from the smallest. */
export const FLAT_PLANS = ['free', 'pro', 'business', 'premium'] as const;

export type FlatPlan = (typeof FLAT_PLANS)[number];

export interface FlatPlanLimits {
  /** The default one is counted with the others. */
  readonly behaviours: number;
  readonly wafRules: number;
  readonly inspectKb: number;
}

/** What a distribution on a flat plan may have. Its dollars stand with all others, in `prices`. */
export const flatPlanLimits = {
  free: { behaviours: 5, wafRules: 5, inspectKb: 16 },
  pro: { behaviours: 10, wafRules: 25, inspectKb: 16 },
  business: { behaviours: 50, wafRules: 50, inspectKb: 64 },
  premium: { behaviours: 100, wafRules: 75, inspectKb: 64 },
} as const satisfies Record<FlatPlan, FlatPlanLimits>;

/** What a month may bring: more costs nothing, and is sent from fewer places after a while. */
export interface FlatPlanAllowance {
  readonly plan: FlatPlan;
  readonly requests: number;
  readonly gb: number;
  readonly price:
    | 'flatFree'
    | 'flatPro'
    | 'flatBusiness'
    | 'flatPremium500M'
    | 'flatPremium750M'
    | 'flatPremium1250M'
    | 'flatPremium2000M'
    | 'flatPremium3500M'
    | 'flatPremium6000M';
}

const TB = 1_024;

/** Premium has six levels; from small to large. */
export const flatPlanAllowances: readonly FlatPlanAllowance[] = [
  { plan: 'free', requests: 1e6, gb: 100, price: 'flatFree' },
  { plan: 'pro', requests: 10e6, gb: 50 * TB, price: 'flatPro' },
  { plan: 'business', requests: 125e6, gb: 50 * TB, price: 'flatBusiness' },
  { plan: 'premium', requests: 500e6, gb: 50 * TB, price: 'flatPremium500M' },
  { plan: 'premium', requests: 750e6, gb: 75 * TB, price: 'flatPremium750M' },
  { plan: 'premium', requests: 1_250e6, gb: 125 * TB, price: 'flatPremium1250M' },
  { plan: 'premium', requests: 2_000e6, gb: 200 * TB, price: 'flatPremium2000M' },
  { plan: 'premium', requests: 3_500e6, gb: 350 * TB, price: 'flatPremium3500M' },
  { plan: 'premium', requests: 6_000e6, gb: 600 * TB, price: 'flatPremium6000M' },
];

/** Features and allowances by plan, read in November 2026. */
export const FLAT_PLAN_SOURCE =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html';
