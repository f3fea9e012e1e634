import { gateway, http, lambda, middleware, type Transform } from 'gatewright';
import { transformer } from '../../lambdas/transformer/handler.js';
import type { Send } from '../../lambdas/transformer/send.js';
import { importHttpBody } from '../../lib/local/http-api/import/import-http-body.js';
import type { InvokeResult, UpstreamRequest, UpstreamResult } from '../../lib/local/model/engine.js';
import { httpApiBody, restApiBody } from '../../lib/openapi/index.js';
import type { FunctionPlan, Plan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { around } from '../../lib/runtime/transform/around.js';
import type { Pair } from '../../lib/runtime/transform/message.js';
import type { MiddlewareFunction } from '../../lib/runtime/transform/middleware.js';
import { createGateway, inbound } from '../local/http-api/support/gateway.js';
import { fakeServices, restEngine } from '../local/rest/support/rest-api.js';
import { aRoute } from '../spec/specs.js';

export interface Sent {
  readonly method?: string;
  /** As on the wire. */
  readonly path: string;
  readonly query?: string;
  readonly headers?: readonly Pair[];
  readonly body?: string;
}

export interface Given {
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
}

/** What the backend got, and what the caller: header names in lower case, values of one name joined with `,`. */
export interface Outcome {
  readonly place: string | undefined;
  readonly seen:
    | {
        readonly path: string;
        readonly headers: Readonly<Record<string, string>>;
        readonly query: Readonly<Record<string, readonly string[]>>;
        readonly body: string;
      }
    | undefined;
  readonly answered: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

export interface Setup {
  readonly api: 'http' | 'rest';
  readonly to: 'backend' | 'handler';
  readonly transform?: Transform;
  /** Modules are made up: the functions are these. */
  readonly use?: readonly MiddlewareFunction[];
  readonly pattern?: string;
  readonly url?: string;
}

export const BACKEND = 'https://backend.example/books/{id}';
const URI = (id: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:${id}/invocations`;

export function planOf({ api, to, transform, use = [], pattern = 'POST /books/{id}', url = BACKEND }: Setup): Plan {
  const route = aRoute(pattern, {
    api,
    to: to === 'handler' ? lambda('handlers/book.ts') : http(url),
    ...(transform && { transform }),
    ...(use.length > 0 && { use: use.map((_, index) => middleware(`middleware/${index}.ts`)) }),
  } as never);
  return planGateway(gateway('shop', { auth: 'public', routes: [route] }));
}

/** One request through the local engine of an API, as the plan has it deployed: nothing of it is made up but the backend. */
export async function through(setup: Setup, sent: Sent, given: Given): Promise<Outcome> {
  const plan = planOf(setup);
  const refs = { invocationUris: Object.fromEntries(plan.functions.map(({ id }) => [id, URI(id)])), backends: {} };
  let seen: Outcome['seen'];
  const fetch = async (request: UpstreamRequest) => {
    seen = seenUpstream(request);
    return {
      kind: 'response' as const,
      status: given.status,
      statusText: '',
      headers: given.headers,
      body: Buffer.from(given.body),
    };
  };
  const inner = async (event: unknown) => {
    seen = seenEvent(event as Event);
    const grouped = grouping(given.headers);
    const lists = Object.fromEntries([...grouped].map(([name, values]) => [name, values]));
    const single = Object.fromEntries([...grouped].map(([name, values]) => [name, values.join(',')]));
    return {
      statusCode: given.status,
      ...(setup.api === 'rest' ? { multiValueHeaders: lists } : { headers: single }),
      body: given.body,
    };
  };
  const invoke = async (_arn: string, event: unknown): Promise<InvokeResult> => {
    const [fn] = plan.functions;
    const payload = await handlerOf(fn, inner, fetch, setup.use)(JSON.parse(JSON.stringify(event)), {});
    return { kind: 'success', payload: JSON.stringify(payload) };
  };
  const answered = await (setup.api === 'http' ? askHttp : askRest)(plan, refs, sent, { invoke, fetch });
  return { place: plan.routes[0]?.transforms?.place, seen, answered };
}

type Upstream = (request: UpstreamRequest) => Promise<Extract<UpstreamResult, { kind: 'response' }>>;

interface World {
  readonly invoke: (arn: string, event: unknown) => Promise<InvokeResult>;
  readonly fetch: Upstream;
}

function handlerOf(
  fn: FunctionPlan | undefined,
  handler: (event: unknown) => Promise<object>,
  fetch: Upstream,
  use: readonly MiddlewareFunction[] = [],
) {
  if (fn?.kind === 'handler') return fn.around ? around(fn.around, use)(handler) : handler;
  if (fn?.kind !== 'transformer') throw new Error('the plan has no function');
  const send: Send = async ({ method, url, headers, body, timeoutMs }) => {
    const answer = await fetch({ method, url, headers, body: Buffer.from(body ?? ''), timeoutMs });
    return { kind: 'answer', response: { status: answer.status, headers: answer.headers, body: answer.body } };
  };
  return around(fn.around, use)(transformer(fn.config, send));
}

type Refs = Parameters<typeof httpApiBody>[1];

async function askHttp(plan: Plan, refs: Refs, sent: Sent, world: World): Promise<Outcome['answered']> {
  const definition = importHttpBody(httpApiBody(plan, refs));
  const { send } = createGateway({ definition, invoke: world.invoke, fetch: world.fetch });
  const target = sent.query ? `${sent.path}?${sent.query}` : sent.path;
  const answer = await send(target, {
    method: sent.method ?? 'POST',
    headers: sent.headers ?? [],
    body: Buffer.from(sent.body ?? ''),
  });
  return { status: answer.status, headers: joined(answer.headers), body: answer.body.toString() };
}

async function askRest(plan: Plan, refs: Refs, sent: Sent, world: World): Promise<Outcome['answered']> {
  const { services } = fakeServices({ invoke: world.invoke, fetch: world.fetch });
  const engine = restEngine(restApiBody(plan, refs), services);
  const { method = 'POST', path, query = '', headers = [], body = '' } = sent;
  const answer = await engine({
    ...inbound('', 0),
    method,
    rawPath: path,
    rawQuery: query,
    basePath: '/prod',
    headers: [['Host', 'shop.example'], ...headers],
    body: Buffer.from(body),
  });
  return { status: answer.status, headers: joined(answer.headers), body: answer.body.toString() };
}

function seenUpstream({ url, headers, body }: UpstreamRequest): Outcome['seen'] {
  const [, path = '', query = ''] = /^https?:\/\/[^/?]+([^?]*)\??(.*)$/.exec(url) ?? [];
  return { path, headers: joined(headers), query: queryOf(query), body: body.toString() };
}

/** The parts of an event that handlers read, without the codec that wrote them. */
interface Event {
  readonly version?: string;
  readonly rawPath?: string;
  readonly rawQueryString?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders?: Readonly<Record<string, readonly string[]>>;
  readonly multiValueQueryStringParameters?: Readonly<Record<string, readonly string[]>> | null;
  readonly body?: string | null;
}

function seenEvent(event: Event): Outcome['seen'] {
  const { body, headers } = event;
  if (event.version === '2.0') {
    const query = queryOf(event.rawQueryString ?? '');
    return { path: event.rawPath ?? '', headers: joined(Object.entries(headers)), query, body: body ?? '' };
  }
  const lists = Object.entries(event.multiValueHeaders ?? {});
  const all = lists.flatMap(([name, values]) => values.map((value): Pair => [name, value]));
  const query = { ...event.multiValueQueryStringParameters };
  return { path: event.path ?? '', headers: joined(all), query, body: body ?? '' };
}

function joined(pairs: readonly Pair[]): Readonly<Record<string, string>> {
  return Object.fromEntries([...grouping(pairs)].map(([name, values]) => [name, values.join(',')]));
}

function grouping(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of pairs) groups.set(name.toLowerCase(), [...(groups.get(name.toLowerCase()) ?? []), value]);
  return groups;
}

/** Decoded, by name. */
export function queryOf(query: string): Readonly<Record<string, readonly string[]>> {
  const groups = new Map<string, string[]>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', value = ''] = pair.split('=').map((text) => decodeURIComponent(text.replaceAll('+', ' ')));
    groups.set(name, [...(groups.get(name) ?? []), value]);
  }
  return Object.fromEntries(groups);
}
