import type { StreamedLambda } from '../spec/backend.js';
import type { Contract } from '../spec/contract.js';
import type { PathParams } from '../spec/path.js';
import type { PathOf } from '../spec/route.js';
import { corsHeaders } from './cors.js';
import { declaredType, encodeResult } from './encode-result.js';
import { type DecodedRequest, decodeEvent } from './event.js';
import { type AnyHandler, type HandledRoute, type Responder, responder, unhandled } from './handle-with.js';
import type { LambdaHandler, StreamFunction } from './handler.js';
import { awsLambda, type ResponseStream } from './response-stream.js';
import type { HandlerResult } from './result.js';

type Chunks = AsyncIterable<string | Uint8Array>;

/** A route, as far as streaming its answers needs it. */
export interface StreamedRoute extends HandledRoute {
  readonly pattern: string;
  readonly to: StreamedLambda;
}

type StreamFunctionOf<R extends StreamedRoute> = StreamFunction<
  PathParams<PathOf<R['pattern']>>,
  R['auth'],
  Contract<R['params'], R['query'], R['headers'], R['body'], R['responses']>
>;

/**
 * `streaming(route).handle(fn)`: as `route.handle`, with a body that may be an async iterable or a `ReadableStream` of
 * texts or bytes. For routes to `lambda(…, { streaming: true })`. A function of its own, since it would make every handler
 * larger. It streams where the function is told that its integration takes a stream (`GATEWRIGHT_STREAMING`), and else,
 * as in a test, answers once all of it is there: to callers of an integration that takes no stream API Gateway sends
 * status and headers, and no body.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export function streaming<R extends StreamedRoute>(route: R): { handle(fn: StreamFunctionOf<R>): LambdaHandler } {
  return { handle: (fn) => streamWith(route, fn) };
}

function streamWith(route: HandledRoute, fn: AnyHandler): LambdaHandler {
  const respond = safely(responder(route, fn));
  const lambda = process.env.GATEWRIGHT_STREAMING ? awsLambda() : undefined;
  if (!lambda)
    return async (event) => {
      const request = decodeEvent(event);
      return buffered(route, await respond(event, request), request);
    };
  return lambda.streamifyResponse(async (event, stream) => {
    const request = decodeEvent(event);
    const { head, chunks } = parted(route, await respond(event, request), request);
    await write(lambda.HttpResponseStream.from(stream, head), chunks);
  }) as unknown as LambdaHandler;
}

function safely(respond: Responder): Responder {
  return async (event, request) => {
    try {
      return await respond(event, request);
    } catch (error) {
      return unhandled(error, request);
    }
  };
}

async function buffered(route: HandledRoute, result: HandlerResult, request: DecodedRequest) {
  const extra = corsHeaders(request);
  try {
    if (!isStream(result.body)) return encodeResult(result, request.version, extra, route.responses);
    const body = await collected(result.body);
    return encodeResult({ ...typed(route, result), body }, request.version, extra);
  } catch (error) {
    return encodeResult(unhandled(error, request), request.version, extra);
  }
}

/** What comes in parts has the type that is declared for it, whatever the parts are. */
function typed(route: HandledRoute, result: HandlerResult): HandlerResult {
  const type = declaredType(result, route.responses) ?? 'application/octet-stream';
  return { ...result, headers: { 'content-type': type, ...result.headers } };
}

function parted(route: HandledRoute, result: HandlerResult, request: DecodedRequest) {
  const whole = isStream(result.body) ? { ...typed(route, result), body: undefined } : result;
  const encoded = encodeResult(whole, request.version, corsHeaders(request), route.responses);
  const { body, isBase64Encoded, ...head } = encoded;
  return {
    head,
    chunks: isStream(result.body) ? result.body : once(isBase64Encoded ? Buffer.from(body, 'base64') : body),
  };
}

async function* once(chunk: string | Uint8Array): Chunks {
  yield chunk;
}

/**
 * @throws Error without the reason, which the log has: status and headers are gone by then, so Lambda can but break off
 */
async function write(stream: ResponseStream, chunks: Chunks): Promise<void> {
  try {
    // Lambda's runtime sends status and headers with the first chunk, and never without one.
    stream.write('');
    for await (const chunk of chunks) if (!stream.write(chunk)) await drained(stream);
    stream.end();
  } catch (error) {
    console.error(error);
    throw new Error('the answer broke off');
  }
}

function drained(stream: ResponseStream): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      stream.off('close', stop);
      resolve();
    };
    const stop = () => {
      stream.off('drain', go);
      reject(new Error('the caller has gone'));
    };
    stream.once('drain', go);
    stream.once('close', stop);
  });
}

async function collected(chunks: Chunks): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(parts);
}

function isStream(body: unknown): body is Chunks {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}
