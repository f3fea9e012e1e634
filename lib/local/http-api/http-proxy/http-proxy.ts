import type { UpstreamResult } from '../../model/engine.js';
import type { HttpIntegration } from '../../model/http-api.js';
import { type Answer, SERVICE_UNAVAILABLE } from '../answer.js';
import { domainName } from '../context-variables.js';
import type { Exchange, Stage } from '../exchange.js';
import { traceId } from '../lambda/forwarded-headers.js';
import type { Pair } from '../mapping/change-pairs.js';
import { queryPairs } from '../mapping/compile-exchange-mapping.js';
import { compileRequestMapping } from '../mapping/compile-request-mapping.js';
import { withoutHopByHop } from './hop-by-hop.js';
import { compileIntegrationUrl } from './integration-url.js';

/** Compiles an `HTTP_PROXY` integration: request and response pass through, but for mappings and hop-by-hop headers. */
export function compileHttpProxy(integration: HttpIntegration, routeKey: string, stage: Stage) {
  const url = compileIntegrationUrl(integration, routeKey, stage.variables);
  const map = compileRequestMapping(integration.requestParameters);
  const { fetch, nowMs } = stage.services;
  const method = integration.httpMethod?.toUpperCase() ?? 'ANY';
  return async (exchange: Exchange): Promise<Answer> => {
    const mapped = map(exchange, { headers: upstreamHeaders(exchange), query: queryPairs(exchange), path: undefined });
    const startMs = nowMs();
    const result = await fetch({
      method: method === 'ANY' ? exchange.request.method : method,
      url: url(exchange, mapped),
      headers: mapped.headers,
      body: exchange.request.body,
      timeoutMs: integration.timeoutMs,
    });
    return answerOf(exchange, result, Math.max(0, nowMs() - startMs));
  };
}

/** The caller's headers, with `Forwarded` (RFC 7239) and `Via` in place of `X-Forwarded-*`, as HTTP APIs send them. */
function upstreamHeaders(exchange: Exchange): Pair[] {
  const { request, headers } = exchange;
  const kept = withoutHopByHop(request.headers, ['host', 'content-length', 'forwarded', 'via', 'x-amzn-trace-id']);
  const hop = `for=${quoted(request.sourceIp)};host=${quoted(domainName(exchange))};proto=http`;
  return [
    ...kept,
    ['forwarded', headers.forwarded ? `${headers.forwarded},${hop}` : hop],
    ['via', headers.via ? `${headers.via}, ${VIA}` : VIA],
    ['x-amzn-trace-id', headers['x-amzn-trace-id'] ?? traceId(exchange)],
  ];
}

const VIA = 'HTTP/1.1 AmazonAPIGateway';

/** Addresses with a colon are quoted, those of IPv6 in brackets (RFC 7239 6). */
function quoted(node: string): string {
  if (!node.includes(':')) return node;
  return /^[0-9a-f:.]+$/i.test(node) && node.split(':').length > 2 ? `"[${node}]"` : `"${node}"`;
}

function answerOf(exchange: Exchange, result: UpstreamResult, latencyMs: number): Answer {
  switch (result.kind) {
    case 'response':
      exchange.integration = { latencyMs, status: result.status };
      return {
        status: result.status,
        headers: withoutHopByHop(result.headers, ['content-length']),
        body: result.body,
      };
    case 'timeout':
      exchange.integration = { latencyMs, errorMessage: 'Endpoint request timed out' };
      return SERVICE_UNAVAILABLE;
    case 'unreachable':
      exchange.integration = { latencyMs, errorMessage: result.reason };
      return SERVICE_UNAVAILABLE;
  }
}
