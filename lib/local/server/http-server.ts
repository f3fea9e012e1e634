import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { answerClientErrors } from './client-errors.js';
import { PortInUseError } from './port-in-use-error.js';
import { declaresOversize } from './request-body.js';

export interface ServerTimeouts {
  /** For all headers to arrive. @default 10_000 */
  readonly headersMs?: number;
  /** For the request as a whole. @default 60_000 */
  readonly requestMs?: number;
}

/**
 * Request line and headers may hold 10,240 bytes, which the engines answer as their API type does. This is where
 * reading itself ends, so that memory stays bounded.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
const MAX_HEAD_BYTES = 16 * 1024;

export function createHttpServer(listener: RequestListener, timeouts: ServerTimeouts): Server {
  return withRefusals(createServer(bounds(timeouts), listener), listener);
}

export function createHttpsServer(listener: RequestListener, timeouts: ServerTimeouts, tls: TlsOptions): TlsServer {
  return withRefusals(createTlsServer({ ...bounds(timeouts), ...tls }, listener), listener);
}

function bounds({ headersMs = 10_000, requestMs = 60_000 }: ServerTimeouts) {
  return {
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: headersMs,
    requestTimeout: requestMs,
    connectionsCheckingInterval: Math.min(5_000, headersMs),
    keepAliveTimeout: 65_000,
    noDelay: true,
  };
}

function withRefusals<AnyServer extends Server | TlsServer>(server: AnyServer, listener: RequestListener): AnyServer {
  answerClientErrors(server);
  server.on('checkContinue', (request, response) => {
    // A body that is too large need not be sent before it is refused.
    if (!declaresOversize(request)) response.writeContinue();
    else response.shouldKeepAlive = false;
    listener(request, response);
  });
  return server;
}

/** @throws PortInUseError */
export function listen(server: Server | TlsServer, host: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortInUseError(port, host) : error);
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      resolve(urlOf(server.address() as AddressInfo));
    });
  });
}

function urlOf({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://127.0.0.1:${port}`;
  return address.includes(':') ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}

/** Takes no more connections, waits up to `graceMs` for what is being answered, then cuts the rest off. */
export async function closeServer(server: Server | TlsServer, graceMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
