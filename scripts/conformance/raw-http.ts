import { connect, type Socket } from 'node:net';

export interface RawRequest {
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** Sent as it is. */
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
  readonly timeoutMs: number;
}

export interface RawResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/**
 * One HTTP/1.1 request over a connection of its own, with headers that client libraries refuse to send
 * (`Upgrade`, `Trailer`, `TE`, `Expect`): the recordings have them.
 */
export function sendRaw(request: RawRequest): Promise<RawResponse> {
  const socket = connect(request.port, request.host);
  socket.setTimeout(request.timeoutMs, () => socket.destroy(new Error('timeout')));
  const answered = readResponse(socket, request.method);
  socket.write(`${request.method} ${request.target} HTTP/1.1\r\n${headLines(request)}\r\n`, 'latin1');
  if (isChunked(request)) {
    socket.write(request.body.length === 0 ? '0\r\n\r\n' : `${request.body.length.toString(16)}\r\n`);
    if (request.body.length > 0) socket.write(Buffer.concat([request.body, Buffer.from('\r\n0\r\n\r\n')]));
  } else socket.write(request.body);
  return answered.finally(() => socket.destroy());
}

const isChunked = ({ headers }: RawRequest): boolean =>
  headers.some(([name, value]) => name.toLowerCase() === 'transfer-encoding' && /chunked/i.test(value));

function headLines(request: RawRequest): string {
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const lines = request.headers.map(([name, value]) => `${name}: ${value}\r\n`);
  if (!names.has('host')) lines.push(`Host: ${request.host}:${request.port}\r\n`);
  const carries = request.body.length > 0 || !['GET', 'HEAD', 'OPTIONS', 'DELETE'].includes(request.method);
  if (!isChunked(request) && !names.has('content-length') && carries)
    lines.push(`Content-Length: ${request.body.length}\r\n`);
  return lines.join('');
}

function readResponse(socket: Socket, method: string): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const tryParse = (ended: boolean): void => {
      const response = parseResponse(received, method, ended);
      if (response !== undefined) resolve(response);
      else if (ended) reject(new Error('the connection ended early'));
    };
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      tryParse(false);
    });
    socket.on('end', () => tryParse(true));
    socket.on('error', reject);
  });
}

function parseResponse(bytes: Buffer, method: string, ended: boolean): RawResponse | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return undefined;
  const [statusLine = '', ...lines] = bytes.subarray(0, headEnd).toString('latin1').split('\r\n');
  const [, code = '0', ...reason] = statusLine.split(' ');
  const rest = bytes.subarray(headEnd + 4);
  if (code.startsWith('1')) return parseResponse(rest, method, ended);
  const headers = lines.map((line): readonly [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const body = method === 'HEAD' ? Buffer.alloc(0) : parseBody(rest, headers, ended, Number(code));
  return body && { status: Number(code), statusText: reason.join(' '), headers, body };
}

function parseBody(rest: Buffer, headers: RawResponse['headers'], ended: boolean, status: number): Buffer | undefined {
  if (status === 204 || status === 304) return Buffer.alloc(0);
  const header = (name: string) => headers.find(([each]) => each.toLowerCase() === name)?.[1];
  if (/chunked/i.test(header('transfer-encoding') ?? '')) return parseChunks(rest);
  const length = header('content-length');
  if (length === undefined) return ended ? rest : undefined;
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined;
}

function parseChunks(rest: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = rest.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(rest.subarray(at, lineEnd).toString(), 16);
    if (size === 0) return Buffer.concat(chunks);
    if (rest.length < lineEnd + 2 + size + 2) return undefined;
    chunks.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
