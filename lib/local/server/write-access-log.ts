import type { OutboundResponse } from '../model/engine.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { ServedStage } from './served-api.js';

export interface LoggedAnswer {
  readonly receivedAtMs: number;
  readonly nowMs: number;
  readonly sentBytes: number;
}

/** The line of a stage's access log for one request, where the stage and the gateway write any. */
export function writeAccessLog(
  logger: GatewayLogger,
  { accessLogLine, apiId, name }: ServedStage,
  outbound: OutboundResponse,
  { receivedAtMs, nowMs, sentBytes }: LoggedAnswer,
): void {
  if (accessLogLine === undefined || logger.accessLog === undefined) return;
  const context = {
    status: String(outbound.status),
    responseLength: String(sentBytes),
    responseLatency: String(nowMs - receivedAtMs),
    ...outbound.logContext(),
  };
  logger.accessLog({ apiId, stage: name, line: accessLogLine(context) });
}
