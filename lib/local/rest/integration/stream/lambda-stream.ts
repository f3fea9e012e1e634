import type { RestIntegration } from '../../../model/rest-api.js';
import type { IntegrationOutcome } from '../../exchange/exchange.js';
import type { Integrate } from '../http.js';
import { proxyCaller } from '../lambda-proxy.js';
import { invokeForStream } from './invoke-for-stream.js';
import { readStreamHead } from './read-stream-head.js';

/**
 * A function that is handed the whole request, and whose answer is sent on as it comes. What fails before status and
 * headers are there is an answer of the gateway's own; after them the connection is cut.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function lambdaStreamIntegration(integration: RestIntegration): Integrate {
  const prepare = proxyCaller(integration);
  return async (exchange) => {
    const call = prepare(exchange);
    const { services } = exchange.scope;
    const startedMs = services.nowMs();
    const elapsedMs = () => services.nowMs() - startedMs;
    const requestId = services.randomId();
    const outcome: IntegrationOutcome = { requestId, transferMode: 'STREAMED' };
    exchange.integration = outcome;
    const chunks = invokeForStream(exchange, call, { requestId, timeoutMs: integration.timeoutMs });
    try {
      const { status, headers, first } = await readStreamHead(chunks);
      Object.assign(outcome, { status, serviceStatus: 200, timeToAllHeadersMs: elapsedMs() });
      return { status, headers, body: '', parts: measured(first, chunks, outcome, elapsedMs) };
    } catch (error) {
      outcome.latencyMs = elapsedMs();
      throw error;
    }
  };
}

async function* measured(
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void>,
  outcome: IntegrationOutcome,
  elapsedMs: () => number,
): AsyncGenerator<Uint8Array, void> {
  try {
    for await (const chunk of joined(first, rest)) {
      outcome.timeToFirstContentMs ??= elapsedMs();
      yield chunk;
    }
  } finally {
    outcome.latencyMs = elapsedMs();
    await rest.return();
  }
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  if (first.length > 0) yield first;
  yield* rest;
}
