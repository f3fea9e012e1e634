import type { FetchUpstream, InboundRequest, OutboundResponse } from '../../model/engine.js';
import type { CallOrigin, OriginCall, OriginResult } from './origin-call.js';

/** What answers at a host name of this assembly. */
export type ReachedApi =
  | {
      readonly kind: 'stage';
      readonly basePath: string;
      readonly rawPath: string;
      readonly call: (request: InboundRequest) => Promise<OutboundResponse>;
      /** Whether the call leaves a line in its access log. */
      readonly hasAccessLog: boolean;
    }
  /** Its address is switched off, or has no such stage. */
  | { readonly kind: 'closed' };

export interface CallOriginServices {
  /** Undefined where the host is no API's of the assembly. */
  readonly reachApi: (host: string, path: string) => ReachedApi | undefined;
  readonly fetch: FetchUpstream;
}

/**
 * What an origin sees as its caller: an edge location, never the viewer. The address is one of CloudFront's own.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const EDGE_ADDRESS = '130.176.0.1';

/** Asks APIs of the assembly themselves, and all others over the network, with stand-ins in their places. */
export function createCallOrigin({ reachApi, fetch }: CallOriginServices): CallOrigin {
  return async (call) => {
    const api = reachApi(call.origin.domainName, call.path);
    if (api === undefined) return callUpstream(call, fetch);
    if (api.kind === 'closed') return FORBIDDEN;
    return within(call.origin.responseTimeoutMs, callStage(call, api));
  };
}

const FORBIDDEN: OriginResult = {
  kind: 'response',
  status: 403,
  headers: [
    ['Content-Type', 'application/json'],
    ['x-amzn-ErrorType', 'ForbiddenException'],
  ],
  body: Buffer.from('{"message":"Forbidden"}'),
};

async function callStage(call: OriginCall, stage: ReachedApi & { readonly kind: 'stage' }): Promise<OriginResult> {
  const { method, path, query, headers, body, receivedAtMs } = call;
  const answer = await stage.call({
    method,
    rawPath: stage.rawPath,
    basePath: stage.basePath,
    rawQuery: query,
    headers,
    body,
    sourceIp: EDGE_ADDRESS,
    protocol: 'HTTP/1.1',
    receivedAtMs,
    sentPath: path,
  });
  const { status, parts, headers: answered } = answer;
  const whole = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  const logged = stage.hasAccessLog && ({ hasAccessLine: true } as const);
  return { kind: 'response', status, headers: answered, body: whole, ...(parts && { parts }), ...logged };
}

async function callUpstream(call: OriginCall, fetch: FetchUpstream): Promise<OriginResult> {
  const { origin, method, path, query, headers, body } = call;
  const { protocol, port, domainName } = origin;
  const usualPort = protocol === 'http' ? 80 : 443;
  const authority = port === usualPort ? domainName : `${domainName}:${port}`;
  const url = `${protocol}://${authority}${path}${query === '' ? '' : `?${query}`}`;
  return fetch({ method, url, headers, body, timeoutMs: origin.responseTimeoutMs });
}

function within(timeoutMs: number, result: Promise<OriginResult>): Promise<OriginResult> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<OriginResult>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'timeout' }), timeoutMs);
  });
  const failed = result.catch((): OriginResult => ({ kind: 'unreachable' }));
  return Promise.race([failed, late]).finally(() => clearTimeout(timer));
}
