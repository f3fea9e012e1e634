import type { BehaviorModel, DistributionModel, HeaderPair } from '../model/distribution.js';
import type { InboundRequest, OutboundResponse } from '../model/engine.js';
import type { FindFirewall, WafRequest } from '../model/firewall.js';
import { giveUp } from '../server/send-parts.js';
import { wafRequestOf } from '../waf/waf-request.js';
import { answerConditions } from './cache/conditional.js';
import { createObjectCache } from './cache/object-cache.js';
import { createObjectServer } from './cache/serve-object.js';
import type { EdgeLogEntry } from './edge-log-entry.js';
import { type EdgeRequest, type EdgeResponse, edgeError } from './edge-message.js';
import { passFirewall } from './firewall-pass.js';
import type { OriginChange } from './functions/origin-change.js';
import { createViewerFunctions } from './functions/run-viewer-functions.js';
import { askOrigins } from './origin/ask-origin.js';
import { chooseOrigins } from './origin/choose-origins.js';
import { withCloudFrontHeaders } from './origin/cloudfront-headers.js';
import type { CallOrigin } from './origin/origin-call.js';
import { createOriginHeaders, type OriginHeaders } from './origin/origin-headers.js';
import { originRequest } from './origin/origin-request.js';
import { chooseBehavior } from './request/choose-behavior.js';
import { edgeRequest, refusedAtOnce } from './request/edge-request.js';
import { compressed } from './response/compress.js';
import { withEdgeHeaders } from './response/edge-headers.js';
import { cleanOriginResponse } from './response/origin-response.js';
import { applyResponsePolicy } from './response/response-policy.js';

/** A distribution that answers. */
export interface ServedDistribution extends Pick<OriginHeaders, 'originHeaders' | 'replaceOriginHeaders'> {
  readonly model: DistributionModel;
  /** Never throws: what goes wrong is an answer. */
  readonly handle: (request: InboundRequest) => Promise<OutboundResponse>;
  /**
   * Drops what is cached for paths (`/books/1`, `/books/*`) and tags (`#book-1`).
   *
   * @returns how many answers were dropped
   */
  readonly invalidate: (paths: readonly string[]) => number;
}

export interface DistributionServices {
  readonly nowMs: () => number;
  readonly randomId: () => string;
  readonly callOrigin: CallOrigin;
  /** A text with the values of the secrets that it refers to put in; undefined where one is not known. Asked at each request. */
  readonly resolve: (text: string) => string | undefined;
  readonly findFirewall: FindFirewall;
  readonly warn: (line: string) => void;
  /** Told of each answer. @default nobody is */
  readonly log?: (entry: EdgeLogEntry) => void;
  /** @default 67_108_864 */
  readonly maxCacheBytes?: number;
  /** @default 250 */
  readonly functionTimeoutMs?: number;
}

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

/** Serves a distribution as CloudFront does: firewall, behavior, function, cache, origin, and all of it back again. */
export function createDistribution(model: DistributionModel, services: DistributionServices): ServedDistribution {
  const { nowMs, callOrigin, warn } = services;
  const via = `1.1 ${model.domainName.split('.')[0]}local.cloudfront.net (CloudFront)`;
  const cache = createObjectCache(services.maxCacheBytes ?? DEFAULT_CACHE_BYTES);
  const headersOf = createOriginHeaders(model, services);
  const functions = createViewerFunctions(model, {
    log: (line) => warn(`${model.logicalId}: ${line}`),
    ...(services.functionTimeoutMs !== undefined && { functionTimeoutMs: services.functionTimeoutMs }),
  });
  const errorMinTtlSeconds = (status: number) =>
    model.errorResponses.find((one) => one.status === status)?.cachingMinTtlSeconds ?? DEFAULT_ERROR_CACHING_SECONDS;
  const serveObject = createObjectServer({ cache, nowMs, errorMinTtlSeconds, tagHeader: model.cacheTagHeader });

  function fetchObject(behavior: BehaviorModel, request: EdgeRequest, change?: OriginChange): Promise<EdgeResponse> {
    const choice = chooseOrigins(model, behavior.targetOriginId, change);
    return serveObject(request, {
      behavior,
      async ask(asked) {
        const response = await askOrigins(asked.method, choice, (origin) => {
          const customHeaders = headersOf.valuesFor(origin);
          return callOrigin(originRequest(asked, { behavior, origin, customHeaders, via }));
        });
        return compressed(cleanOriginResponse(response, behavior), request, behavior);
      },
    });
  }

  async function throughBehavior(behavior: BehaviorModel, viewer: EdgeRequest): Promise<EdgeResponse> {
    const outcome = await functions.onRequest(behavior, withCloudFrontHeaders(viewer, behavior));
    if (outcome.kind === 'response') return outcome.response;
    const response = await fetchObject(behavior, outcome.request, outcome.origin);
    if (response.status >= 400) return errorPage(response, viewer);
    return functions.onResponse(behavior, outcome.request, answerConditions(outcome.request, response));
  }

  /** The page that the distribution has for an error, got as any other object; the error itself where that fails too. */
  async function errorPage(error: EdgeResponse, viewer: EdgeRequest): Promise<EdgeResponse> {
    const page = model.errorResponses.find(({ status }) => status === error.status)?.page;
    const behavior = page && chooseBehavior(model.behaviors, page.path);
    if (page === undefined || behavior === undefined) return error;
    const request: EdgeRequest = {
      ...viewer,
      method: 'GET',
      uri: page.path,
      query: '',
      headers: [],
      body: Buffer.alloc(0),
    };
    const found = await fetchObject(behavior, request);
    if (found.status !== 200) return error;
    if (error.parts) void giveUp(error.parts);
    return { ...found, status: page.status, source: 'Error' };
  }

  async function answer(seen: WafRequest, request: EdgeRequest): Promise<readonly [EdgeResponse, BehaviorModel?]> {
    const refusal = refusedAtOnce(model, request);
    if (refusal) return [await errorPage(refusal, request)];
    const passed = passFirewall(model, request, seen, services.findFirewall);
    if (passed.kind === 'blocked')
      return [passed.isCustom ? passed.response : await errorPage(passed.response, request)];
    const behavior = chooseBehavior(model.behaviors, request.uri);
    if (behavior === undefined) return [edgeError(502, 'The distribution has no behavior for this request.')];
    const forbidden = methodRefusal(behavior, request);
    if (forbidden) return [await errorPage(forbidden, request), behavior];
    return [await throughBehavior(behavior, passed.request), behavior];
  }

  function logged({ method, rawPath }: InboundRequest, request: EdgeRequest, response: EdgeResponse): void {
    services.log?.({
      logicalId: model.logicalId,
      requestId: request.requestId,
      method,
      path: rawPath,
      status: response.status,
      result: response.source,
      latencyMs: nowMs() - request.receivedAtMs,
      hasAccessLine: response.hasAccessLine ?? false,
    });
  }

  return {
    model,
    originHeaders: headersOf.originHeaders,
    replaceOriginHeaders: headersOf.replaceOriginHeaders,
    invalidate: (paths) => cache.invalidate(paths, nowMs()),
    async handle(inbound) {
      const seen = wafRequestOf(inbound);
      const request = edgeRequest(model, inbound, seen.country, services.randomId());
      const [response, behavior] = await answer(seen, request);
      logged(inbound, request, response);
      const headers = applyResponsePolicy(response.headers, behavior?.responseHeadersPolicy, request);
      return outbound(withEdgeHeaders({ ...response, headers }, request, via));
    },
  };
}

const DEFAULT_ERROR_CACHING_SECONDS = 10;

const NOT_ALLOWED =
  'This distribution is not configured to allow the HTTP request method that was used for this request.';

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html#RequestCustom-get-body */
function methodRefusal({ allowedMethods }: BehaviorModel, { method, body }: EdgeRequest): EdgeResponse | undefined {
  if (!allowedMethods.includes(method)) return edgeError(403, NOT_ALLOWED);
  return method === 'GET' && body.length > 0 ? edgeError(403, 'A GET request may not have a body.') : undefined;
}

function outbound({ status, headers, body, parts }: EdgeResponse): OutboundResponse {
  const sent: readonly HeaderPair[] = headers;
  return { status, headers: sent, body, ...(parts && { parts }), logContext: () => ({}) };
}
