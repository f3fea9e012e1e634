/** A limit that AWS sets. Collected in November 2026 from the pages named in `source`. */
export interface Quota {
  readonly value: number;
  readonly unit: string;
  /** Whether Service Quotas raises it on request. */
  readonly raisable: boolean;
  readonly source: string;
}

const guide = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const httpQuotas = `${guide}/http-api-quotas.html`;
const restQuotas = `${guide}/api-gateway-execution-service-limits-table.html`;

export const quotas = {
  httpRoutes: { value: 300, unit: 'routes per HTTP API', raisable: true, source: httpQuotas },
  httpIntegrations: { value: 300, unit: 'integrations per HTTP API', raisable: false, source: httpQuotas },
  httpAuthorizers: { value: 10, unit: 'authorizers per HTTP API', raisable: true, source: httpQuotas },
  httpAudiences: { value: 50, unit: 'audiences per authorizer', raisable: false, source: httpQuotas },
  httpScopes: { value: 10, unit: 'scopes per route', raisable: false, source: httpQuotas },
  httpTimeoutMs: { value: 30_000, unit: 'ms', raisable: false, source: httpQuotas },
  restTimeoutMs: { value: 29_000, unit: 'ms', raisable: true, source: restQuotas },
  restStreamTimeoutMs: {
    value: 900_000,
    unit: 'ms',
    raisable: false,
    source: `${guide}/response-transfer-mode.html`,
  },
  minTimeoutMs: { value: 50, unit: 'ms', raisable: false, source: restQuotas },
  restResources: { value: 300, unit: 'resources per REST API', raisable: true, source: restQuotas },
  restAuthorizers: { value: 10, unit: 'authorizers per REST API', raisable: true, source: restQuotas },
  restTemplateBytes: { value: 300_000, unit: 'bytes per mapping template', raisable: false, source: restQuotas },
  usagePlans: { value: 300, unit: 'usage plans per account and Region', raisable: true, source: restQuotas },
  usagePlanMethodThrottles: {
    value: 20,
    unit: 'method throttles per usage plan and stage',
    raisable: false,
    source: restQuotas,
  },
  accountRatePerSecond: {
    value: 10_000,
    unit: 'requests per second per account and Region',
    raisable: true,
    source: restQuotas,
  },
  accountBurst: { value: 5_000, unit: 'requests in the account bucket', raisable: false, source: restQuotas },
  lambdaMemoryMb: {
    value: 10_240,
    unit: 'MB',
    raisable: false,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  lambdaMinMemoryMb: {
    value: 128,
    unit: 'MB',
    raisable: false,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  lambdaTimeoutMs: {
    value: 900_000,
    unit: 'ms',
    raisable: false,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  lambdaEnvironmentBytes: {
    value: 4_096,
    unit: 'bytes of environment variables',
    raisable: false,
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
