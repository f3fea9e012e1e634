import type { PriceKey } from '../../facts/prices.js';

export interface CostItem {
  readonly item: string;
  readonly unit: string;
  /** Where the price depends on a size, the smallest's: the flat plan, the REST API's cache. */
  readonly priceOf: PriceKey;
  /** How the quantity comes about; `docs/cost.md` has each. */
  readonly formula: string;
  /** A flat plan of CloudFront has it in its price. */
  readonly inFlatPlan?: true;
  /** Kong on EC2 would take its place. */
  readonly kongReplaces?: true;
}

/** Everything that a bill can have a line for. */
export const COST_ITEMS = {
  httpRequests: {
    item: 'HTTP API requests',
    unit: 'requests',
    priceOf: 'httpApiRequests',
    formula: 'requests that reach the HTTP API × ⌈(requestBytes + responseBytes) ÷ 512 KB⌉',
    kongReplaces: true,
  },
  restRequests: {
    item: 'REST API requests',
    unit: 'requests',
    priceOf: 'restApiRequests',
    formula: 'requests that reach the REST API; of streamed answers × ⌈responseBytes ÷ 10 MB⌉',
    kongReplaces: true,
  },
  handlerCalls: {
    item: 'Handler invocations',
    unit: 'invocations',
    priceOf: 'lambdaRequests',
    formula: 'requests that reach routes with a function',
  },
  handlerCompute: {
    item: 'Handler compute, arm64',
    unit: 'GB-s',
    priceOf: 'lambdaGbSeconds',
    formula: 'invocations of each function × its memory in GB × handlerMs ÷ 1,000',
  },
  streamed: {
    item: 'Streamed answers beyond 6 MB',
    unit: 'GB',
    priceOf: 'lambdaStreamedGb',
    formula: 'requests that reach streamed routes × (responseBytes − 6 MB)',
  },
  authorizerCalls: {
    item: 'Authorizer invocations',
    unit: 'invocations',
    priceOf: 'lambdaRequests',
    formula: 'requests that reach routes with a Lambda authorizer × (1 − tokenReuse where answers are kept)',
    kongReplaces: true,
  },
  authorizerCompute: {
    item: 'Authorizer compute, arm64',
    unit: 'GB-s',
    priceOf: 'lambdaGbSeconds',
    formula: "invocations of each authorizer × its memory in GB × authorizerMs (handlerMs of the user's own) ÷ 1,000",
    kongReplaces: true,
  },
  accessLogs: {
    item: 'Access logs',
    unit: 'GB',
    priceOf: 'accessLogsGb',
    formula: 'requests that reach the APIs × logBytes',
  },
  functionLogs: {
    item: 'Function logs',
    unit: 'GB',
    priceOf: 'functionLogsGb',
    formula: 'handler invocations × functionLogBytes',
  },
  authorizerLogs: {
    item: 'Authorizer logs',
    unit: 'GB',
    priceOf: 'functionLogsGb',
    formula: 'authorizer invocations × functionLogBytes',
    kongReplaces: true,
  },
  edgeLogs: {
    item: 'Access logs of the edge',
    unit: 'GB',
    priceOf: 'edgeLogsGb',
    formula: 'requests × logBytes',
    inFlatPlan: true,
  },
  logStorage: {
    item: 'Logs kept',
    unit: 'GB-months',
    priceOf: 'logStorageGbMonths',
    formula: 'GB of logs, but of authorizers, × 0.15 (compressed) × logRetentionDays ÷ (365 ÷ 12)',
  },
  authorizerLogStorage: {
    item: 'Authorizer logs kept',
    unit: 'GB-months',
    priceOf: 'logStorageGbMonths',
    formula: 'GB of authorizer logs × 0.15 (compressed) × logRetentionDays ÷ (365 ÷ 12)',
    kongReplaces: true,
  },
  traces: {
    item: 'Traces',
    unit: 'traces',
    priceOf: 'traces',
    formula:
      "requests that reach a REST API or a function × tracedShare; by X-Ray's own rule the first of each second and 5 % of the others",
  },
  alarms: {
    item: 'Alarms on the key keeper',
    unit: 'alarms',
    priceOf: 'alarms',
    formula: '2 where there are keys',
    kongReplaces: true,
  },
  dataOut: {
    item: 'Data out of the APIs',
    unit: 'GB',
    priceOf: 'dataOutGb',
    formula: 'requests × responseBytes, without an edge',
  },
  originSecret: {
    item: 'Secret of the origin',
    unit: 'secrets',
    priceOf: 'secrets',
    formula: '1 where the origin is closed by a secret',
  },
  originAlarm: {
    item: "Alarm on that secret's rotation",
    unit: 'alarms',
    priceOf: 'alarms',
    formula: '1 where the origin is closed by a secret',
  },
  originAcl: {
    item: 'Firewall before the REST API',
    unit: 'web ACLs',
    priceOf: 'webAcls',
    formula: '1 where the origin is closed and there is a REST API',
    kongReplaces: true,
  },
  originRule: {
    item: 'Its rule',
    unit: 'rules',
    priceOf: 'wafRules',
    formula: '1 where the origin is closed and there is a REST API',
    kongReplaces: true,
  },
  originRequests: {
    item: 'Requests that it looks at',
    unit: 'requests',
    priceOf: 'wafRequests',
    formula: 'requests that reach the closed REST API',
    kongReplaces: true,
  },
  firewall: {
    item: 'Firewall',
    unit: 'web ACLs',
    priceOf: 'webAcls',
    formula: '1 where there is a firewall',
    inFlatPlan: true,
  },
  firewallRules: {
    item: 'Rules of the firewall',
    unit: 'rules',
    priceOf: 'wafRules',
    formula: 'rules, a managed group being one',
    inFlatPlan: true,
  },
  firewallRequests: {
    item: 'Requests that the firewall looks at',
    unit: 'requests',
    priceOf: 'wafRequests',
    formula: 'requests',
    inFlatPlan: true,
  },
  firewallCapacity: {
    item: 'Capacity above 1,500 WCU',
    unit: 'requests',
    priceOf: 'wafCapacity',
    formula: 'requests that it looks at × ⌈(WCU − 1,500) ÷ 500⌉',
    inFlatPlan: true,
  },
  firewallBodies: {
    item: 'Bodies over 16 KB, at most',
    unit: 'requests',
    priceOf: 'wafBodies',
    formula: 'requests of POST, PUT, PATCH and ANY routes × (inspectKb ÷ 16 − 1)',
    inFlatPlan: true,
  },
  botControl: {
    item: 'Bot control',
    unit: 'web ACLs',
    priceOf: 'botControl',
    formula: '1 with the group bot-control',
    inFlatPlan: true,
  },
  botControlCommon: {
    item: 'Requests that bot control looks at',
    unit: 'requests',
    priceOf: 'botControlCommonRequests',
    formula: 'requests that the firewall looks at, with the group bot-control',
    inFlatPlan: true,
  },
  botControlTargeted: {
    item: 'Requests that targeted bot control looks at',
    unit: 'requests',
    priceOf: 'botControlTargetedRequests',
    formula: 'requests that the firewall looks at, with the group bot-control, level targeted',
  },
  antiDdos: {
    item: 'Anti-DDoS',
    unit: 'web ACLs',
    priceOf: 'antiDdos',
    formula: '1 with the group anti-ddos',
    inFlatPlan: true,
  },
  antiDdosRequests: {
    item: 'Requests that anti-DDoS looks at',
    unit: 'requests',
    priceOf: 'antiDdosRequests',
    formula: 'requests that the firewall looks at, with the group anti-ddos',
    inFlatPlan: true,
  },
  firewallLogs: {
    item: 'Logs of the firewall beyond 500 MB for a million requests',
    unit: 'GB',
    priceOf: 'edgeLogsGb',
    formula: "requests × (firewallLogBytes − 500 MB ÷ 1,000,000), where it logs 'all'",
    inFlatPlan: true,
  },
  edgeRequests: {
    item: 'Edge requests',
    unit: 'requests',
    priceOf: 'edgeRequests',
    formula: 'requests',
    inFlatPlan: true,
  },
  edgeFunction: {
    item: 'Edge function',
    unit: 'invocations',
    priceOf: 'edgeFunctionCalls',
    formula: 'requests + requests of cached routes',
    inFlatPlan: true,
  },
  edgeDataOut: {
    item: 'Data out of the edge',
    unit: 'GB',
    priceOf: 'edgeDataOutGb',
    formula: 'requests × responseBytes',
    inFlatPlan: true,
  },
  edgeToOrigin: {
    item: 'Bodies from the edge to the APIs',
    unit: 'GB',
    priceOf: 'edgeToOriginGb',
    formula: 'requests of routes other than GET and HEAD × requestBytes',
    inFlatPlan: true,
  },
  restCache: {
    item: 'Cache of the REST API, which Gatewright does not make',
    unit: 'hours',
    priceOf: 'restCache0_5GbHours',
    formula:
      "730 of each REST API that has cached routes, of the smallest size that holds Σ requests of these × (1 − cacheHitShare) ÷ 2,628,000 s × ttlSeconds (3,600 at most) × responseBytes; in the comparison's alternative alone",
  },
  flatPlan: {
    item: 'Flat plan of CloudFront',
    unit: 'months',
    priceOf: 'flatFree',
    formula: '1 where the pin names a flat plan, at its price, of Premium that of the smallest level with room',
  },
} as const satisfies Record<string, CostItem>;

export type CostItemId = keyof typeof COST_ITEMS;
