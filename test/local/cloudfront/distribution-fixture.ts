import {
  createDistribution,
  type DistributionServices,
  type ServedDistribution,
} from '../../../lib/local/cloudfront/create-distribution.js';
import type { OriginCall, OriginResult } from '../../../lib/local/cloudfront/origin/origin-call.js';
import type {
  BehaviorModel,
  CachePolicyModel,
  DistributionModel,
  HeaderPair,
  OriginModel,
} from '../../../lib/local/model/distribution.js';
import type { InboundRequest } from '../../../lib/local/model/engine.js';

const NONE = { kind: 'none' } as const;

export const cachePolicy = (given: Partial<CachePolicyModel> = {}): CachePolicyModel => ({
  minTtlSeconds: 0,
  defaultTtlSeconds: 0,
  maxTtlSeconds: 86_400,
  headers: NONE,
  cookies: NONE,
  queryStrings: NONE,
  gzip: false,
  brotli: false,
  ...given,
});

export const behavior = (given: Partial<BehaviorModel> = {}): BehaviorModel => ({
  pathPattern: '*',
  targetOriginId: 'books',
  allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
  cachedMethods: ['GET', 'HEAD'],
  compress: false,
  cachePolicy: cachePolicy(),
  ...given,
});

export const origin = (id: string, given: Partial<OriginModel> = {}): OriginModel => ({
  id,
  domainName: `${id}.example`,
  path: '',
  customHeaders: [],
  protocol: 'https',
  port: 443,
  responseTimeoutMs: 30_000,
  ...given,
});

export const distribution = (given: Partial<DistributionModel> = {}): DistributionModel => ({
  stackName: 'Edge',
  logicalId: 'Front',
  id: 'E1ABCDEFGHIJKL',
  domainName: 'd111111abcdef8.cloudfront.net',
  aliases: [],
  enabled: true,
  comment: '',
  geoRestriction: NONE,
  origins: [origin('books'), origin('feeds')],
  originGroups: [],
  behaviors: [behavior()],
  errorResponses: [],
  ...given,
});

export const inbound = (path: string, given: Partial<InboundRequest> = {}): InboundRequest => {
  const [rawPath = '', rawQuery = ''] = path.split('?', 2);
  return {
    method: 'GET',
    rawPath,
    rawQuery,
    basePath: '',
    headers: [['Host', 'd111111abcdef8.cloudfront.net']],
    body: Buffer.alloc(0),
    sourceIp: '203.0.113.7',
    protocol: 'HTTP/1.1',
    receivedAtMs: 0,
    sentPath: rawPath,
    ...given,
  };
};

export const reply = (
  body: string,
  headers: readonly HeaderPair[] = [],
  status = 200,
): OriginResult & { readonly kind: 'response' } => ({ kind: 'response', status, headers, body: Buffer.from(body) });

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly cache: string | undefined;
  readonly header: (name: string) => string | undefined;
  readonly headers: readonly HeaderPair[];
  readonly body: Buffer;
}

export interface Edge {
  readonly served: ServedDistribution;
  /** What origins were asked. */
  readonly calls: OriginCall[];
  readonly warnings: string[];
  readonly get: (path: string, given?: Partial<InboundRequest>) => Promise<Answered>;
  /** The time of the clock, to be moved. */
  readonly clock: { ms: number };
}

type OriginAnswer = OriginResult | Promise<OriginResult>;

/** A distribution over an origin that answers what a test says, with a clock that stands still. */
export function edge(
  given: Partial<DistributionModel>,
  answer: (call: OriginCall, index: number) => OriginAnswer = () => reply('ok'),
  services: Partial<DistributionServices> = {},
): Edge {
  const clock = { ms: 1_000_000 };
  const calls: OriginCall[] = [];
  const warnings: string[] = [];
  let ids = 0;
  const served = createDistribution(distribution(given), {
    nowMs: () => clock.ms,
    randomId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    callOrigin: async (call) => answer(call, calls.push(call) - 1),
    resolve: () => undefined,
    findFirewall: () => undefined,
    warn: (line) => warnings.push(line),
    ...services,
  });
  return {
    served,
    calls,
    warnings,
    clock,
    async get(path, request = {}) {
      const { status, headers, body } = await served.handle(inbound(path, request));
      const header = (name: string) => headers.find(([other]) => other.toLowerCase() === name)?.[1];
      const bytes = Buffer.from(body);
      return { status, headers, body: bytes, text: bytes.toString(), header, cache: header('x-cache')?.split(' ')[0] };
    },
  };
}
