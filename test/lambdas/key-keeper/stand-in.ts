import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEY_TAGS } from '../../../lib/keys/key-tags.js';

export interface StandInKey {
  readonly id: string;
  enabled: boolean;
  tags: Record<string, string>;
}

export interface SentEvent {
  readonly source: string;
  readonly kind: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What goes wrong with a call, and how often. */
interface Fault {
  /** `PATCH /apikeys/k1`, a start of it. */
  readonly call: string;
  readonly answer: { readonly status: number; readonly type: string } | 'hang up' | 'die after';
  times: number;
}

/** API Gateway's and EventBridge's control planes, as far as the keeper calls them, with faults on order. */
export interface StandIn {
  readonly endpoint: string;
  readonly keys: Map<string, StandInKey>;
  /** By plan id, by key id: used and remaining, day by day. */
  readonly usage: Map<string, Record<string, readonly (readonly [number, number])[]>>;
  readonly events: SentEvent[];
  /** `GET /apikeys?limit=500…`, in order, answered or not. */
  readonly calls: string[];
  readonly fail: (call: string, answer: Fault['answer'], times?: number) => void;
  /** Every fault is mended. */
  readonly mend: () => void;
  pageSize: number;
  /** Owners whose events the bus refuses. */
  readonly refusedOwners: Set<string>;
  readonly close: () => Promise<unknown>;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly type?: string;
}

export async function startStandIn(): Promise<StandIn> {
  const faults: Fault[] = [];
  const server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`;
    const body = await bodyOf(request);
    standIn.calls.push(call);
    const fault = faults.find((each) => each.times > 0 && call.startsWith(each.call));
    if (fault) fault.times -= 1;
    if (fault?.answer === 'die after') answer(standIn, request, body);
    if (typeof fault?.answer === 'string') {
      request.socket.destroy();
      return;
    }
    const { status, body: said, type } = fault ? refused(fault.answer) : answer(standIn, request, body);
    response.writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) });
    response.end(said === undefined ? '' : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: StandIn = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys: new Map(),
    usage: new Map(['plan-g', 'plan-w'].map((id) => [id, {}])),
    events: [],
    calls: [],
    fail: (call, fault, times = Number.POSITIVE_INFINITY) => faults.push({ call, answer: fault, times }),
    mend: () => faults.splice(0),
    pageSize: 500,
    refusedOwners: new Set(),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
  return standIn;
}

/** A key of the gateway `shop`, with these fields of its record changed. */
export function addKey(
  standIn: StandIn,
  id: string,
  record: Partial<Record<keyof typeof KEY_TAGS, string>> = {},
  enabled = true,
): StandInKey {
  const fields = { gateway: 'shop', plan: 'gold', owner: `owner-of-${id}`, ...record };
  const tags = Object.entries(fields).map(([field, value]) => [KEY_TAGS[field as keyof typeof KEY_TAGS], value]);
  const key = { id, enabled, tags: Object.fromEntries(tags) };
  standIn.keys.set(id, key);
  return key;
}

type Refusal = Exclude<Fault['answer'], string>;

function refused({ status, type }: Refusal): Answer {
  return { status, type, body: { message: `told to fail with ${type}` } };
}

function answer(standIn: StandIn, request: IncomingMessage, body: string): Answer {
  const url = new URL(request.url ?? '/', standIn.endpoint);
  const [, resource, name = ''] = url.pathname.split('/').map(decodeURIComponent);
  const route = `${request.method} ${resource}`;
  if (!/Credential=[^/]+\/\d{8}\/eu-west-1\/(apigateway|events)\/aws4_request/.test(`${request.headers.authorization}`))
    return refused({ status: 403, type: 'MissingAuthenticationTokenException' });
  if (route === 'GET apikeys') return listKeys(standIn, url);
  if (route === 'GET usageplans') return listUsage(standIn, url, name);
  if (route === 'PATCH apikeys') return patchKey(standIn, name, body);
  if (route === 'PUT tags') return tagKey(standIn, name, body);
  if (request.headers['x-amz-target'] === 'AWSEvents.PutEvents') return putEvents(standIn, body);
  return refused({ status: 404, type: 'NotFoundException' });
}

function page<T>(standIn: StandIn, url: URL, all: readonly T[]) {
  const start = Number(url.searchParams.get('position') ?? 0);
  const size = Math.min(standIn.pageSize, Number(url.searchParams.get('limit') ?? 25));
  const more = start + size < all.length;
  return { items: all.slice(start, start + size), ...(more && { position: `${start + size}` }) };
}

function listKeys(standIn: StandIn, url: URL): Answer {
  const { items, ...rest } = page(standIn, url, [...standIn.keys.values()]);
  const withValues = url.searchParams.get('includeValues') === 'true';
  const item = items.map((key) => ({ ...key, name: key.id, ...(withValues && { value: 'a-value-nobody-may-see' }) }));
  return { status: 200, body: { item, ...rest } };
}

function listUsage(standIn: StandIn, url: URL, planId: string): Answer {
  const usage = standIn.usage.get(planId);
  if (!usage) return refused({ status: 404, type: 'NotFoundException' });
  const { items, ...rest } = page(standIn, url, Object.entries(usage));
  return { status: 200, body: { usagePlanId: planId, values: Object.fromEntries(items), ...rest } };
}

function patchKey(standIn: StandIn, id: string, body: string): Answer {
  const key = standIn.keys.get(id);
  if (!key) return refused({ status: 404, type: 'NotFoundException' });
  for (const { op, path, value } of JSON.parse(body).patchOperations)
    if (op === 'replace' && path === '/enabled') key.enabled = value === 'true';
  return { status: 200, body: key };
}

function tagKey(standIn: StandIn, arn: string, body: string): Answer {
  const key = standIn.keys.get(/^arn:aws:apigateway:eu-west-1::\/apikeys\/(.+)$/.exec(arn)?.[1] ?? '');
  if (!key) return refused({ status: 404, type: 'NotFoundException' });
  Object.assign(key.tags, JSON.parse(body).tags);
  return { status: 204 };
}

function putEvents(standIn: StandIn, body: string): Answer {
  const entries = JSON.parse(body).Entries as { Source: string; DetailType: string; Detail: string }[];
  if (entries.length > 10) return refused({ status: 400, type: 'ValidationException' });
  const Entries = entries.map(({ Source, DetailType, Detail }) => {
    const detail = JSON.parse(Detail);
    if (standIn.refusedOwners.has(detail.owner)) return { ErrorCode: 'InternalFailure', ErrorMessage: 'not now' };
    standIn.events.push({ source: Source, kind: DetailType, detail });
    return { EventId: `${standIn.events.length}` };
  });
  return { status: 200, body: { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode).length, Entries } };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
