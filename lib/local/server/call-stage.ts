import type { InboundRequest, OutboundResponse } from '../model/engine.js';
import type { GatewayLogger } from './gateway-logger.js';
import type { ServedStage } from './served-api.js';
import { writeAccessLog } from './write-access-log.js';

/** Calls a stage for a distribution, and writes its access log as for any other caller. */
export async function callStage(
  stage: ServedStage,
  request: InboundRequest,
  { logger, nowMs }: { readonly logger: GatewayLogger; readonly nowMs: () => number },
): Promise<OutboundResponse> {
  const outbound = await stage.engine(request);
  const { receivedAtMs } = request;
  const log = (sentBytes: number) =>
    writeAccessLog(logger, stage, outbound, { receivedAtMs, nowMs: nowMs(), sentBytes });
  if (outbound.parts) return { ...outbound, parts: counted(outbound.parts, log) };
  log(Buffer.byteLength(outbound.body));
  return outbound;
}

/** Hands parts on as they come, and tells their bytes once all are through. */
async function* counted(parts: AsyncIterable<Uint8Array>, done: (bytes: number) => void): AsyncIterable<Uint8Array> {
  let bytes = 0;
  try {
    for await (const part of parts) {
      bytes += part.byteLength;
      yield part;
    }
  } finally {
    done(bytes);
  }
}
