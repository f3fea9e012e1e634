import type { ForwardedRoute } from '../../lib/plan/transformer-plan.js';
import { type HandlerResult, problem } from '../../lib/runtime/result.js';
import { fillPath } from '../../lib/runtime/transform/fill-path.js';
import { headerOf, type Pair, type RequestMessage, type ResponseMessage } from '../../lib/runtime/transform/message.js';
import { percentEncoded } from '../../lib/runtime/transform/percent-encoded.js';
import type { Send } from './send.js';

export interface Forwarded {
  readonly route: ForwardedRoute;
  readonly method: string;
  readonly request: RequestMessage;
  readonly params: Readonly<Record<string, string>>;
}

export type ForwardResult =
  | { readonly kind: 'answer'; readonly response: ResponseMessage }
  | { readonly kind: 'refusal'; readonly refusal: HandlerResult };

/** What is of one connection and does not go on to the next (RFC 9110, 7.6.1), and what is made anew. */
const OF_THE_CONNECTION = `connection content-length expect host keep-alive proxy-authenticate proxy-authorization
  proxy-connection te trailer transfer-encoding upgrade`.split(/\s+/);

/**
 * Lambda answers 6 MB at most, and what is no text grows by a third.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MOST_BYTES = 4_500_000;

/**
 * Hands a request on to the backend of its route, and the answer back; redirects are for the caller. The backend is asked
 * for no compression, since its answer may have to be read. A backend that is not there, or says too much, is a 502; one
 * that takes too long a 504.
 */
export async function forward({ route, method, request, params }: Forwarded, send: Send): Promise<ForwardResult> {
  const url = urlOf(route, request, params);
  if (url === undefined) return refused(400, 'Bad Request', 'A parameter of the path is no name.');
  const headers: readonly Pair[] = [...passed(request.headers, ['accept-encoding']), ['accept-encoding', 'identity']];
  const body = method === 'GET' || method === 'HEAD' ? undefined : request.body;
  const sent = await send({ method, url, headers, body, timeoutMs: route.timeoutMs, mostBytes: MOST_BYTES });
  switch (sent.kind) {
    case 'answer':
      return { kind: 'answer', response: { ...sent.response, headers: passed(sent.response.headers, []) } };
    case 'late':
      return refused(504, 'Gateway Timeout', 'The backend did not answer in time.');
    case 'too-long':
      return refused(502, 'Bad Gateway', `The answer of the backend is over ${MOST_BYTES} bytes.`);
    case 'unreachable':
      return refused(502, 'Bad Gateway', 'The backend could not be reached.');
  }
}

function urlOf(
  route: ForwardedRoute,
  { path, query }: RequestMessage,
  params: Forwarded['params'],
): string | undefined {
  const target = route.kind === 'url' ? fillPath(route.url, params) : `${route.origin}${path}`;
  if (target === undefined || (route.kind === 'origin' && !path.startsWith('/'))) return undefined;
  const pairs = query.map((pair) => pair.map(percentEncoded).join('='));
  return pairs.length > 0 ? `${target}?${pairs.join('&')}` : target;
}

/** Without what `Connection` names besides. */
function passed(headers: readonly Pair[], also: readonly string[]): readonly Pair[] {
  const named = (headerOf(headers, 'connection') ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...OF_THE_CONNECTION, ...named, ...also]);
  return headers.filter(([name]) => !dropped.has(name.toLowerCase()));
}

function refused(status: number, title: string, detail: string): ForwardResult {
  return { kind: 'refusal', refusal: problem(status, { title, detail }) };
}
