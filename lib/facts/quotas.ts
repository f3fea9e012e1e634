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
const edgeQuotas = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html';
const restQuotas = `${guide}/api-gateway-execution-service-limits-table.html`;

const wafQuotas = 'https://docs.aws.amazon.com/waf/latest/developerguide/limits.html';
const lambdaQuotas = 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html';
const formationQuotas = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html';

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
  /** Of `restapi:put`, which CloudFormation calls. */
  restImportBytes: { value: 6_000_000, unit: 'bytes per API definition', raisable: false, source: restQuotas },
  /** The page has one line, "Model size per API": whether it holds for one model or for all is not said. */
  restModelBytes: { value: 400_000, unit: 'bytes of models per REST API', raisable: false, source: restQuotas },
  usagePlans: { value: 300, unit: 'usage plans per account and Region', raisable: true, source: restQuotas },
  usagePlanMethodThrottles: {
    value: 20,
    unit: 'method throttles per usage plan and stage',
    raisable: true,
    source: restQuotas,
  },
  accountRatePerSecond: {
    value: 10_000,
    unit: 'requests per second per account and Region',
    raisable: true,
    source: restQuotas,
  },
  accountBurst: { value: 5_000, unit: 'requests in the account bucket', raisable: false, source: restQuotas },
  edgeBehaviours: { value: 75, unit: 'cache behaviors per distribution', raisable: true, source: edgeQuotas },
  edgeOrigins: { value: 100, unit: 'origins per distribution', raisable: true, source: edgeQuotas },
  edgeNames: { value: 100, unit: 'alternate domain names per distribution', raisable: true, source: edgeQuotas },
  edgeCachePolicies: { value: 20, unit: 'cache policies per account', raisable: true, source: edgeQuotas },
  edgeFunctionBytes: { value: 10_240, unit: 'bytes per CloudFront function', raisable: false, source: edgeQuotas },
  edgePatternLength: { value: 255, unit: 'characters per path pattern', raisable: false, source: edgeQuotas },
  lambdaMemoryMb: {
    value: 10_240,
    unit: 'MB',
    raisable: false,
    source: lambdaQuotas,
  },
  lambdaMinMemoryMb: {
    value: 128,
    unit: 'MB',
    raisable: false,
    source: lambdaQuotas,
  },
  lambdaTimeoutMs: {
    value: 900_000,
    unit: 'ms',
    raisable: false,
    source: lambdaQuotas,
  },
  lambdaEnvironmentBytes: {
    value: 4_096,
    unit: 'bytes of environment variables',
    raisable: false,
    source: lambdaQuotas,
  },
  lambdaPolicyBytes: {
    value: 20_480,
    unit: 'bytes of a resource-based policy per function',
    raisable: false,
    source: lambdaQuotas,
  },
  /** All inline policies of a role together, without white space. */
  rolePolicyCharacters: {
    value: 10_240,
    unit: 'characters of inline policies per role',
    raisable: false,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  },
  templateResources: { value: 500, unit: 'resources per template', raisable: false, source: formationQuotas },
  templateBytes: { value: 1_000_000, unit: 'bytes per template', raisable: false, source: formationQuotas },
  templateParameters: { value: 200, unit: 'parameters per template', raisable: false, source: formationQuotas },
  templateOutputs: { value: 200, unit: 'outputs per template', raisable: false, source: formationQuotas },
  templateDynamicReferences: {
    value: 60,
    unit: 'dynamic references per template',
    raisable: false,
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html',
  },
  /** Created, updated or deleted, in a stack and all that are nested in it. */
  nestedOperationResources: {
    value: 2_500,
    unit: 'resources of nested stacks per operation',
    raisable: false,
    source: formationQuotas,
  },
  wafCapacity: { value: 5_000, unit: 'WCU per web ACL', raisable: false, source: wafQuotas },
  wafRateRules: { value: 10, unit: 'rate-based rules per web ACL', raisable: false, source: wafQuotas },
  wafReferences: {
    value: 50,
    unit: 'references to sets and rule groups per web ACL',
    raisable: false,
    source: wafQuotas,
  },
  wafSetAddresses: { value: 10_000, unit: 'addresses per IP set', raisable: false, source: wafQuotas },
  wafSetRegexes: { value: 10, unit: 'patterns per regex set', raisable: false, source: wafQuotas },
  wafRegexSets: { value: 10, unit: 'regex sets per account and Region', raisable: true, source: wafQuotas },
  wafIpSets: { value: 100, unit: 'IP sets per account and Region', raisable: true, source: wafQuotas },
  wafRegexCharacters: { value: 200, unit: 'characters per regular expression', raisable: false, source: wafQuotas },
  wafMatchCharacters: { value: 200, unit: 'characters per string match', raisable: false, source: wafQuotas },
  wafCountries: { value: 50, unit: 'country codes per rule', raisable: false, source: wafQuotas },
  wafBodyBytes: { value: 65_536, unit: 'bytes of a body that WAF inspects', raisable: false, source: wafQuotas },
  wafResponseBytes: { value: 4_096, unit: 'bytes per custom response body', raisable: false, source: wafQuotas },
  wafResponseHeaders: { value: 10, unit: 'headers per custom response', raisable: false, source: wafQuotas },
} as const satisfies Record<string, Quota>;

export type QuotaName = keyof typeof quotas;
