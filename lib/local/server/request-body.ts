import type { IncomingMessage } from 'node:http';

/** Payload of both API types, https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

const EMPTY = Buffer.alloc(0);
let oversized: Buffer | undefined;

/**
 * Stands for a body beyond the limit: one byte longer than it, so that the engine answers what its API type answers to
 * that. Its bytes are not the caller's, which are dropped as they arrive.
 */
function oversizedBody(): Buffer {
  oversized ??= Buffer.alloc(BODY_LIMIT_BYTES + 1);
  return oversized;
}

/** Whether the caller says that it will send more than the limit. */
export function declaresOversize(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES;
}

/** Reads a request's body. Undefined: the caller went away. */
export function readRequestBody(request: IncomingMessage): Buffer | Promise<Buffer | undefined> {
  const { headers } = request;
  if (headers['transfer-encoding'] === undefined && (headers['content-length'] ?? '0') === '0') return EMPTY;
  if (declaresOversize(request)) {
    request.resume();
    return oversizedBody();
  }
  return collect(request);
}

function collect(request: IncomingMessage): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= BODY_LIMIT_BYTES) {
        chunks.push(chunk);
      } else {
        chunks = [];
        resolve(oversizedBody());
      }
    });
    request.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}
