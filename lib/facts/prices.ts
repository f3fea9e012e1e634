/** One step of a tiered price, for the units up to `upTo`, counted from the first of the month; the last step has no end. */
export interface PriceTier {
  readonly upTo?: number;
  readonly usd: number;
}

/** One price for every unit, or steps that ascend. */
export type PriceValue = number | readonly PriceTier[];

export interface Price {
  readonly usd: PriceValue;
  /** How many units the dollars are for. */
  readonly per: number;
  readonly unit: string;
  readonly source: string;
}

/** AWS bills 2^30 bytes as a GB: the example of its API Gateway page makes 14.3 GB of 5 million answers of 3 KB. */
export const BYTES_PER_GB = 2 ** 30;
/** AWS's month. */
export const HOURS_PER_MONTH = 730;
export const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3_600;

const aws = 'https://aws.amazon.com';
const apiGateway = `${aws}/api-gateway/pricing/`;
const lambda = `${aws}/lambda/pricing/`;
const cloudWatch = `${aws}/cloudwatch/pricing/`;
const cloudFront = `${aws}/cloudfront/pricing/pay-as-you-go/`;
const flatPlans = `${aws}/cloudfront/pricing/`;
const waf = `${aws}/waf/pricing/`;
const ec2 = `${aws}/ec2/pricing/on-demand/`;
const loadBalancing = `${aws}/elasticloadbalancing/pricing/`;

const MILLION = 1_000_000;
const TB = 1_024;

/** Logs of functions and those that AWS services write, by GB. */
const LOG_TIERS = [
  { upTo: 10 * TB, usd: 0.5 },
  { upTo: 30 * TB, usd: 0.25 },
  { upTo: 50 * TB, usd: 0.1 },
  { usd: 0.05 },
];

/** A cache is paid for whether it is used or not. */
const CACHE_HOURS = 'hours of a cache';

/** List prices in USD, without free tiers. The one place that has dollars: `gatewright plan --prices FILE` replaces any. */
export const prices = {
  httpApiRequests: tiers(apiGateway, 'requests of 512 KB', MILLION, [{ upTo: 300e6, usd: 1 }, { usd: 0.9 }]),
  restApiRequests: tiers(apiGateway, 'requests', MILLION, [
    { upTo: 333e6, usd: 3.5 },
    { upTo: 1_000e6, usd: 2.8 },
    { upTo: 20_000e6, usd: 2.38 },
    { usd: 1.51 },
  ]),
  restCache0_5GbHours: flat(apiGateway, CACHE_HOURS, 1, 0.02),
  restCache1_6GbHours: flat(apiGateway, CACHE_HOURS, 1, 0.038),
  restCache6_1GbHours: flat(apiGateway, CACHE_HOURS, 1, 0.2),
  restCache13_5GbHours: flat(apiGateway, CACHE_HOURS, 1, 0.25),
  restCache28_4GbHours: flat(apiGateway, CACHE_HOURS, 1, 0.5),
  restCache58_2GbHours: flat(apiGateway, CACHE_HOURS, 1, 1),
  restCache118GbHours: flat(apiGateway, CACHE_HOURS, 1, 1.9),
  restCache237GbHours: flat(apiGateway, CACHE_HOURS, 1, 3.8),
  lambdaRequests: flat(lambda, 'requests', MILLION, 0.2),
  lambdaGbSeconds: tiers(lambda, 'GB-s on arm64', 1, [
    { upTo: 7.5e9, usd: 0.0000133334 },
    { upTo: 18.75e9, usd: 0.0000120001 },
    { usd: 0.0000106667 },
  ]),
  lambdaStreamedGb: flat(lambda, 'GB streamed beyond 6 MB an answer', 1, 0.008),
  accessLogsGb: flat(cloudWatch, 'GB', 1, 0.5),
  functionLogsGb: tiers(cloudWatch, 'GB', 1, LOG_TIERS),
  edgeLogsGb: tiers(cloudWatch, 'GB', 1, LOG_TIERS),
  logStorageGbMonths: flat(cloudWatch, 'GB-months, compressed', 1, 0.03),
  alarms: flat(cloudWatch, 'alarms', 1, 0.1),
  traces: flat(`${aws}/xray/pricing/`, 'traces recorded', MILLION, 5),
  secrets: flat(`${aws}/secrets-manager/pricing/`, 'secrets', 1, 0.4),
  dataOutGb: tiers(`${ec2}#Data_Transfer`, 'GB', 1, [
    { upTo: 10 * TB, usd: 0.09 },
    { upTo: 50 * TB, usd: 0.085 },
    { upTo: 150 * TB, usd: 0.07 },
    { usd: 0.05 },
  ]),
  /** HTTPS in North America: 0.0100 for 10,000. In Europe these are 0.0120; data cost the same. */
  edgeRequests: flat(cloudFront, 'requests', MILLION, 1),
  edgeFunctionCalls: flat(cloudFront, 'invocations', MILLION, 0.1),
  /** North America and Europe. */
  edgeDataOutGb: tiers(cloudFront, 'GB', 1, [
    { upTo: 10 * TB, usd: 0.085 },
    { upTo: 50 * TB, usd: 0.08 },
    { upTo: 150 * TB, usd: 0.06 },
    { upTo: 500 * TB, usd: 0.04 },
    { upTo: 1_024 * TB, usd: 0.03 },
    { upTo: 5 * 1_024 * TB, usd: 0.025 },
    { usd: 0.02 },
  ]),
  edgeToOriginGb: flat(cloudFront, 'GB', 1, 0.02),
  flatFree: flat(flatPlans, 'months', 1, 0),
  flatPro: flat(flatPlans, 'months', 1, 15),
  flatBusiness: flat(flatPlans, 'months', 1, 200),
  flatPremium500M: flat(flatPlans, 'months', 1, 1_000),
  flatPremium750M: flat(flatPlans, 'months', 1, 1_450),
  flatPremium1250M: flat(flatPlans, 'months', 1, 2_250),
  flatPremium2000M: flat(flatPlans, 'months', 1, 3_500),
  flatPremium3500M: flat(flatPlans, 'months', 1, 6_000),
  flatPremium6000M: flat(flatPlans, 'months', 1, 10_000),
  webAcls: flat(waf, 'web ACLs', 1, 5),
  wafRules: flat(waf, 'rules', 1, 1),
  wafRequests: flat(waf, 'requests', MILLION, 0.6),
  wafCapacity: flat(waf, 'requests, for each 500 WCU above 1,500', MILLION, 0.2),
  wafBodies: flat(waf, 'requests, for each 16 KB of a body above 16', MILLION, 0.3),
  botControl: flat(waf, 'web ACLs', 1, 10),
  botControlCommonRequests: flat(waf, 'requests', MILLION, 1),
  botControlTargetedRequests: flat(waf, 'requests', MILLION, 10),
  antiDdos: flat(waf, 'web ACLs', 1, 20),
  antiDdosRequests: flat(waf, 'requests', MILLION, 0.15),
  wafCaptchaAttempts: flat(waf, 'CAPTCHA attempts', 1_000, 0.4),
  wafChallengeResponses: flat(waf, 'challenges sent', MILLION, 0.4),
  /** c7g.large: 2 vCPU, 4 GiB, Linux. */
  kongNodeHours: flat(ec2, 'instance-hours', 1, 0.0725),
  loadBalancerHours: flat(loadBalancing, 'NLB-hours', 1, 0.0225),
  /** One is a GB or 800 new connections a second for an hour. */
  loadBalancerCapacityHours: flat(loadBalancing, 'NLCU-hours', 1, 0.006),
  applicationLoadBalancerHours: flat(loadBalancing, 'ALB-hours', 1, 0.0225),
  /** One is a GB or 25 new connections a second for an hour. */
  applicationLoadBalancerCapacityHours: flat(loadBalancing, 'LCU-hours', 1, 0.008),
} as const satisfies Record<string, Price>;

export type PriceKey = keyof typeof prices;

/** Prices of one Region, to the month or day that they were read. */
export interface PriceList {
  readonly region: string;
  readonly date: string;
  readonly usd: Readonly<Record<PriceKey, PriceValue>>;
  /** Where each was read: a page, a file of the Price List, or a file of yours. */
  readonly sources: Readonly<Record<PriceKey, string>>;
  /** What this list lacked, and has from ours. */
  readonly filled: readonly PriceKey[];
}

/** Read from the pages that each price names. */
export const listPrices: PriceList = {
  region: 'us-east-1',
  date: '2026-11',
  usd: Object.fromEntries(Object.entries(prices).map(([key, { usd }]) => [key, usd])) as PriceList['usd'],
  sources: Object.fromEntries(Object.entries(prices).map(([key, { source }]) => [key, source])) as PriceList['sources'],
  filled: [],
};

function flat(source: string, unit: string, per: number, usd: number): Price {
  return { usd, per, unit, source };
}

function tiers(source: string, unit: string, per: number, usd: readonly PriceTier[]): Price {
  return { usd, per, unit, source };
}
