import { Refusal, type StandInCall, type StandInKey, type StandInPlan, type StandInRegion } from './stand-in-region.js';

interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

type Operation = (region: StandInRegion, call: StandInCall, ids: readonly string[]) => Answer;

/** What API Gateway answers to the calls about keys and plans. */
export function answerApiGateway(region: StandInRegion, call: StandInCall): Answer {
  const path = call.path.slice(1).join('/');
  for (const [pattern, operation] of OPERATIONS) {
    const match = pattern.exec(`${call.method} ${path}`);
    if (match) return operation(region, call, match.slice(1));
  }
  throw new Refusal(404, 'NotFoundException', `no operation ${call.method} /${path}`);
}

const OPERATIONS: readonly (readonly [RegExp, Operation])[] = [
  [/^POST apikeys$/, createKey],
  [
    /^GET apikeys$/,
    (region, call) => page(call, keysOf(region, call), (key) => shown(key, call.query.get('includeValues'))),
  ],
  [
    /^GET apikeys\/([^/]+)$/,
    (region, call, [id]) => ({ status: 200, body: shown(keyOf(region, id), call.query.get('includeValue')) }),
  ],
  [/^PATCH apikeys\/([^/]+)$/, patchKey],
  [/^DELETE apikeys\/([^/]+)$/, deleteKey],
  [/^PUT tags\/arn:aws:apigateway:[^:]+::\/apikeys\/(.+)$/, tagKey],
  [/^DELETE tags\/arn:aws:apigateway:[^:]+::\/apikeys\/(.+)$/, untagKey],
  [/^GET usageplans\/([^/]+)$/, (region, _, [id]) => ({ status: 200, body: described(planOf(region, id)) })],
  [
    /^GET usageplans\/([^/]+)\/keys$/,
    (region, call, [id]) => page(call, [...planOf(region, id).keyIds], (keyId) => ({ id: keyId, type: 'API_KEY' })),
  ],
  [/^POST usageplans\/([^/]+)\/keys$/, addToPlan],
  [
    /^GET usageplans\/([^/]+)\/keys\/([^/]+)$/,
    (region, _, [id, keyId]) => ({ status: 200, body: planKey(planOf(region, id), keyId) }),
  ],
  [/^DELETE usageplans\/([^/]+)\/keys\/([^/]+)$/, removeFromPlan],
  [/^GET usageplans\/([^/]+)\/usage$/, usage],
];

function createKey(region: StandInRegion, { body }: StandInCall): Answer {
  throttle(region);
  const { value, ...rest } = JSON.parse(body) as Partial<StandInKey>;
  if (!value || !/^[A-Za-z0-9]{20,128}$/.test(value))
    throw new Refusal(400, 'BadRequestException', `bad value ${value}`);
  if ([...region.keys.values()].some((key) => key.value === value))
    throw new Refusal(409, 'ConflictException', 'API Key already exists');
  const id = region.newId();
  const key = { id, value, name: '', enabled: false, createdDate: Math.floor(Date.now() / 1000), tags: {}, ...rest };
  region.keys.set(id, key);
  return { status: 201, body: shown(key, 'true') };
}

/** Five in any second, as strictly as a limit can be. */
function throttle(region: StandInRegion): void {
  if (!region.isThrottled) return;
  const now = performance.now();
  const recent = region.createdAtMs.filter((at) => at > now - 980);
  if (recent.length >= 5) throw new Refusal(429, 'TooManyRequestsException', 'Too Many Requests');
  region.createdAtMs.push(now);
}

function keysOf(region: StandInRegion, { query }: StandInCall): readonly StandInKey[] {
  const prefix = query.get('name') ?? '';
  return [...region.keys.values()].filter((key) => key.name.startsWith(prefix));
}

function page<T>({ query }: StandInCall, all: readonly T[], describe: (one: T) => unknown): Answer {
  const limit = Number(query.get('limit') ?? 25);
  if (limit > 500) throw new Refusal(400, 'BadRequestException', 'limit is 500 at most');
  const start = Number(query.get('position') ?? 0);
  const position = start + limit < all.length ? String(start + limit) : undefined;
  return { status: 200, body: { item: all.slice(start, start + limit).map(describe), position } };
}

function shown({ value, ...key }: StandInKey, withValue: string | null): object {
  return withValue === 'true' ? { ...key, value } : key;
}

function keyOf(region: StandInRegion, id = ''): StandInKey {
  const key = region.keys.get(id);
  if (!key) throw new Refusal(404, 'NotFoundException', 'Invalid API Key identifier specified');
  return key;
}

function patchKey(region: StandInRegion, { body }: StandInCall, [id]: readonly string[]): Answer {
  const key = keyOf(region, id);
  const { patchOperations } = JSON.parse(body) as { patchOperations: { op: string; path: string; value: string }[] };
  for (const { path, value } of patchOperations) {
    if (path === '/enabled') key.enabled = value === 'true';
    if (path === '/description') key.description = value;
  }
  return { status: 200, body: shown(key, null) };
}

function deleteKey(region: StandInRegion, _: StandInCall, [id]: readonly string[]): Answer {
  const key = keyOf(region, id);
  region.keys.delete(key.id);
  for (const plan of region.plans.values()) plan.keyIds.delete(key.id);
  return { status: 202 };
}

function tagKey(region: StandInRegion, { body }: StandInCall, [id]: readonly string[]): Answer {
  Object.assign(keyOf(region, id).tags, (JSON.parse(body) as { tags: Record<string, string> }).tags);
  return { status: 204 };
}

function untagKey(region: StandInRegion, { query }: StandInCall, [id]: readonly string[]): Answer {
  const key = keyOf(region, id);
  for (const name of query.getAll('tagKeys')) delete key.tags[name];
  return { status: 204 };
}

function planOf(region: StandInRegion, id = ''): StandInPlan {
  const plan = region.plans.get(id);
  if (!plan) throw new Refusal(404, 'NotFoundException', 'Invalid Usage Plan ID specified');
  return plan;
}

function described({ id, name, throttle: limit, quota }: StandInPlan): object {
  return { id, name, throttle: limit, quota };
}

/** A key can be on one plan of a stage only. */
function addToPlan(region: StandInRegion, { body }: StandInCall, [id]: readonly string[]): Answer {
  const plan = planOf(region, id);
  const { keyId } = JSON.parse(body) as { keyId: string };
  const key = keyOf(region, keyId);
  if ([...region.plans.values()].some((one) => one.keyIds.has(keyId)))
    throw new Refusal(409, 'ConflictException', 'The API key is on a usage plan of the same stage');
  plan.keyIds.add(keyId);
  return { status: 201, body: { id: keyId, type: 'API_KEY', name: key.name } };
}

function planKey(plan: StandInPlan, keyId = ''): object {
  if (!plan.keyIds.has(keyId)) throw new Refusal(404, 'NotFoundException', 'Invalid API Key identifier specified');
  return { id: keyId, type: 'API_KEY' };
}

function removeFromPlan(region: StandInRegion, _: StandInCall, [id, keyId = '']: readonly string[]): Answer {
  const plan = planOf(region, id);
  planKey(plan, keyId);
  plan.keyIds.delete(keyId);
  return { status: 202 };
}

const DAY_MS = 86_400_000;

function usage(region: StandInRegion, call: StandInCall, [id]: readonly string[]): Answer {
  const plan = planOf(region, id);
  const [from, to] = ['startDate', 'endDate'].map((name) => Date.parse(call.query.get(name) ?? '')) as [number, number];
  const days = (to - from) / DAY_MS + 1;
  const wanted = call.query.get('keyId');
  const all = [...plan.usage].filter(([keyId]) => wanted === null || keyId === wanted);
  const { body } = page(call, all, (one) => one) as { readonly body: { item: typeof all; position?: string } };
  const padded = body.item.map(([keyId, log]) => {
    const missing = Math.max(0, days - log.length);
    return [keyId, [...Array.from({ length: missing }, () => [0, plan.quota?.limit ?? -1]), ...log.slice(-days)]];
  });
  return { status: 200, body: { usagePlanId: plan.id, values: Object.fromEntries(padded), position: body.position } };
}
