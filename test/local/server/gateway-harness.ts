import { connect } from 'node:net';
import type { FunctionLog } from '../../../lib/local/lambda/lambda-worker.js';
import type { Notice } from '../../../lib/local/model/cloud.js';
import type { Engine, EngineServices, InboundRequest, OutboundResponse } from '../../../lib/local/model/engine.js';
import type { GatewayLogger } from '../../../lib/local/server/gateway-logger.js';
import {
  type LocalGateway,
  type LocalGatewayOptions,
  startLocalGateway,
} from '../../../lib/local/server/local-gateway.js';
import type { EngineFactories } from '../../../lib/local/server/served-api.js';

export interface Collected extends GatewayLogger {
  readonly notices: Notice[];
  readonly warnings: string[];
  readonly functionLogs: FunctionLog[];
  readonly accessLogs: string[];
}

export function collect(): Collected {
  const [notices, warnings, functionLogs, accessLogs]: [Notice[], string[], FunctionLog[], string[]] = [[], [], [], []];
  return {
    notices,
    warnings,
    functionLogs,
    accessLogs,
    notice: (notice) => notices.push(notice),
    warn: (line) => warnings.push(line),
    functionLog: (log) => functionLogs.push(log),
    accessLog: ({ apiId, stage, line }) => accessLogs.push(`${apiId} ${stage} ${line}`),
  };
}

type Answer = (request: InboundRequest, services: EngineServices, api: string) => Promise<Partial<OutboundResponse>>;

/** Engines that answer what a test says, for both kinds of API. */
export function enginesOf(answer: Answer): EngineFactories {
  const engine = (api: { readonly logicalId: string }, _stage: string, services: EngineServices): Engine => {
    return async (request) => ({
      status: 200,
      headers: [],
      body: '',
      logContext: () => ({ requestId: 'req-7' }),
      ...(await answer(request, services, api.logicalId)),
    });
  };
  return { rest: engine, http: engine };
}

/** Tells what reached it. */
const mirror = enginesOf(async (request, _services, api) => {
  const { body, ...rest } = request;
  return {
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({
      api,
      ...rest,
      bodyLength: body.length,
      text: body.length < 100 ? body.toString() : undefined,
    }),
  };
});

export async function start(
  options: Partial<LocalGatewayOptions> & Pick<LocalGatewayOptions, 'model'>,
): Promise<LocalGateway> {
  return startLocalGateway({ host: '127.0.0.1', port: 0, engines: mirror, logger: collect(), ...options });
}

/** Writes bytes to the port, and answers what came back until the gateway closed or was quiet for `quietMs`. */
export function raw(port: number, parts: readonly (string | Buffer)[], quietMs = 400): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(part);
    });
    socket.setTimeout(quietMs, () => socket.destroy());
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? undefined : reject(error),
    );
    socket.on('close', () => resolve(text));
  });
}
