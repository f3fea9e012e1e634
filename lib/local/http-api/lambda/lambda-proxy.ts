import type { InvokeResult } from '../../model/engine.js';
import type { HttpIntegration } from '../../model/http-api.js';
import { type Answer, INTERNAL_SERVER_ERROR, REQUEST_TOO_LARGE, SERVICE_UNAVAILABLE } from '../answer.js';
import type { Exchange, Stage } from '../exchange.js';
import { compileExchangeMapping } from '../mapping/compile-exchange-mapping.js';
import { traceId } from './forwarded-headers.js';
import { functionArn } from './function-arn.js';
import { payloadV1 } from './payload-v1.js';
import { payloadV2 } from './payload-v2.js';
import { type ReadOptions, type ReadResult, readAnswerV1, readAnswerV2 } from './read-answer.js';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: synchronous invocation, request and response. */
const LAMBDA_PAYLOAD_BYTES = 6 * 1024 * 1024;

type PayloadFormat = HttpIntegration['payloadFormatVersion'];

const FORMATS = {
  '1.0': { event: payloadV1, read: readAnswerV1 },
  '2.0': { event: payloadV2, read: readAnswerV2 },
} satisfies Record<
  PayloadFormat,
  {
    event: (exchange: Exchange) => { readonly body?: string | null };
    read: (payload: string, options: ReadOptions) => ReadResult;
  }
>;

/** Compiles an `AWS_PROXY` integration: what of it does not change between requests is worked out once. */
export function compileLambdaProxy(integration: HttpIntegration, stage: Stage, options: ReadOptions) {
  const arn = functionArn(integration.uri ?? '', stage.variables);
  const { event, read } = FORMATS[integration.payloadFormatVersion];
  const mapped = compileExchangeMapping(integration.requestParameters);
  const { invoke, nowMs } = stage.services;
  return async (exchange: Exchange): Promise<Answer> => {
    const payload = event(mapped(exchange));
    if ((payload.body?.length ?? 0) > LAMBDA_PAYLOAD_BYTES) return REQUEST_TOO_LARGE;
    const startMs = nowMs();
    const result = await invoke(arn, payload, {
      requestId: exchange.requestId,
      timeoutMs: integration.timeoutMs,
      traceId: exchange.headers['x-amzn-trace-id'] ?? traceId(exchange),
    });
    return answerOf(exchange, result, Math.max(0, nowMs() - startMs), (text) => read(text, options));
  };
}

function answerOf(
  exchange: Exchange,
  result: InvokeResult,
  latencyMs: number,
  read: (payload: string) => ReadResult,
): Answer {
  switch (result.kind) {
    case 'success':
      return understood(exchange, latencyMs, read(result.payload));
    case 'function-error':
      return failed(exchange, latencyMs, INTERNAL_SERVER_ERROR, result.errorMessage, 200);
    case 'caller-timeout':
      return failed(exchange, latencyMs, SERVICE_UNAVAILABLE, 'Endpoint request timed out');
    case 'not-invocable':
      return failed(exchange, latencyMs, INTERNAL_SERVER_ERROR, result.reason);
  }
}

function understood(exchange: Exchange, latencyMs: number, result: ReadResult): Answer {
  if (result.kind === 'malformed') return failed(exchange, latencyMs, INTERNAL_SERVER_ERROR, result.reason, 200);
  exchange.integration = { latencyMs, status: result.answer.status, serviceStatus: 200 };
  return result.answer;
}

function failed(
  exchange: Exchange,
  latencyMs: number,
  answer: Answer,
  errorMessage: string,
  serviceStatus?: number,
): Answer {
  exchange.integration = { latencyMs, errorMessage, ...(serviceStatus !== undefined && { serviceStatus }) };
  return answer;
}
