import { PassThrough } from 'node:stream';
import type { InvokeOptions, InvokeResult } from '../../../model/engine.js';
import type { Exchange } from '../../exchange/exchange.js';
import { GatewayFault } from '../../gateway-response/gateway-fault.js';
import type { ProxyCall } from '../lambda-proxy.js';

/** Of Regional and private endpoints. https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html */
const LONGEST_SILENCE_MS = 300_000;

/**
 * What a function writes, as it does. Behind the last chunk it throws the fault that the call ended with. Where nobody
 * reads to the end the function goes on all the same, as on AWS.
 *
 * @throws GatewayFault
 */
export async function* invokeForStream(
  exchange: Exchange,
  { functionArn, event }: ProxyCall,
  options: InvokeOptions,
): AsyncGenerator<Uint8Array, void> {
  const body = new PassThrough();
  let fault: GatewayFault | undefined;
  const silence = silenceOf(() => end(new GatewayFault('INTEGRATION_TIMEOUT')));
  function end(by: GatewayFault | undefined): void {
    silence.end();
    if (isOver(body)) return;
    fault = by;
    body.end();
  }
  const onChunk = async (chunk: Uint8Array) => {
    silence.end();
    await written(body, chunk);
    if (!isOver(body)) silence.begin();
  };
  silence.begin();
  const ended = exchange.scope.services.invoke(functionArn, event, { ...options, traceId: exchange.traceId, onChunk });
  void ended.then(
    (result) => end(faultOf(result, exchange)),
    () => end(new GatewayFault('DEFAULT_5XX', { reason: 'the function could not be invoked' })),
  );
  try {
    yield* body as AsyncIterable<Buffer>;
  } finally {
    silence.end();
    body.destroy();
  }
  if (fault) throw fault;
}

function silenceOf(expire: () => void): { readonly begin: () => void; readonly end: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    begin() {
      timer = setTimeout(expire, LONGEST_SILENCE_MS);
    },
    end: () => clearTimeout(timer),
  };
}

const isOver = (body: PassThrough): boolean => body.destroyed || body.writableEnded;

function written(body: PassThrough, chunk: Uint8Array): Promise<void> {
  if (isOver(body)) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      body.off('close', go);
      resolve();
    };
    // A stream that is destroyed forgets the write that waits for its reader.
    body.on('close', go);
    body.write(chunk, go);
  });
}

/** AWS's page has one answer for whatever is no stream of its format: 500. */
function faultOf(result: InvokeResult, exchange: Exchange): GatewayFault | undefined {
  switch (result.kind) {
    case 'success':
      return undefined;
    case 'caller-timeout':
      return new GatewayFault('INTEGRATION_TIMEOUT');
    case 'not-invocable':
      return new GatewayFault('API_CONFIGURATION_ERROR', { reason: result.reason });
    case 'function-error':
      if (exchange.integration) exchange.integration.error = result.errorMessage;
      return new GatewayFault('DEFAULT_5XX', { reason: 'the function failed' });
  }
}
