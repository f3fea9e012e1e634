import type {
  Client,
  ClientGateway,
  ClientOptions,
  ClientResponse,
  ClientRoute,
  ClientRoutes,
  GatewayClient,
  QueryValue,
} from './client.js';
import { ClientError } from './client-error.js';
import { credentialOf } from './credentials.js';
import { readAnswer } from './read-answer.js';
import { requestUrl } from './request-url.js';

/** A {@link ClientRequest} with the route's types gone. */
interface AnyRequest {
  readonly method?: string;
  readonly params?: Readonly<Record<string, QueryValue>>;
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
  readonly headers?: Readonly<Record<string, QueryValue | readonly QueryValue[] | undefined>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/**
 * Typed calls by route, over `fetch`, in browsers and Node: `createClient({ getBook }, { baseUrl }).getBook({ params })`,
 * or of a whole gateway by pattern: `createClient(gateway, { baseUrl })['GET /books/{isbn}']({ params })`.
 * Every HTTP answer is returned, also 4xx and 5xx. A token or key goes only to routes whose auth asks for it. Nothing is
 * tried again, unless `fetch` is what `retrying` makes.
 *
 * @throws (each call) ClientError; or what `fetch` throws where the network fails or the signal aborts
 */
export function createClient<const G extends ClientGateway>(gateway: G, options: ClientOptions): GatewayClient<G>;
export function createClient<const Routes extends ClientRoutes>(routes: Routes, options: ClientOptions): Client<Routes>;
export function createClient(from: ClientRoutes | ClientGateway, options: ClientOptions): unknown {
  const gateway = from.kind === 'gateway' ? (from as ClientGateway) : undefined;
  const routes =
    gateway?.routes.map((route) => [route.pattern, route] as const) ?? Object.entries(from as ClientRoutes);
  const settings: ClientOptions = { ...gateway, ...options };
  return Object.fromEntries(
    routes.map(([name, route]) => [name, (request: AnyRequest = {}) => call(route, settings, request)]),
  );
}

async function call(route: ClientRoute, options: ClientOptions, request: AnyRequest): Promise<ClientResponse> {
  const { pattern } = route;
  const url = requestUrl(pattern, options.baseUrl, request.params, request.query);
  const [stated] = pattern.split(' ');
  const method = stated === 'ANY' ? request.method : stated;
  if (!method) throw new ClientError('METHOD', pattern, 'ANY wants a method');
  const headers = new Headers();
  // A list becomes `a,b`.
  for (const [header, value] of Object.entries(request.headers ?? {}))
    if (value !== undefined) headers.set(header, String(value));
  const body = encodeBody(route, request.body, headers);
  const credential = await credentialOf(route, options);
  for (const header of credential.headers) headers.set(...header);
  const sent = { method, headers, ...(body !== undefined && { body }) };
  const signed = credential.isSigned && (await options.sign?.({ url, ...sent }));
  const response = await (options.fetch ?? fetch)(url, {
    ...sent,
    headers: signed || headers,
    signal: request.signal ?? null,
    // fetch takes `authorization` off when it follows a redirect to another origin, and no other header.
    redirect: signed || credential.headers.some(([name]) => name !== 'authorization') ? 'manual' : 'follow',
  });
  return readAnswer(pattern, response);
}

function encodeBody(route: ClientRoute, body: unknown, headers: Headers): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined) return undefined;
  if (!route.body && (typeof body === 'string' || body instanceof Uint8Array)) return body as Uint8Array<ArrayBuffer>;
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return JSON.stringify(body);
}
