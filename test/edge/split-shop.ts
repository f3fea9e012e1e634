import { apiKey, gateway, lambda, reply, route, usagePlan } from '../../lib/spec/index.js';
import { WEST } from './west.js';

const free = usagePlan('free', { ratePerSecond: 40, burst: 80 });
const keys = apiKey('keys', { plans: [free] });
const to = lambda('who.mjs');
const rest = { auth: 'public', api: 'rest', to } as const;

const routes = [
  route('GET /', { auth: 'public', to: reply(200, { on: 'the own stack' }) }),
  route('GET /books/{isbn}', { auth: 'public', to, cache: { ttlSeconds: 60 } }),
  route('GET /inks', { ...rest, cache: { ttlSeconds: 60 } }),
  route('GET /keyed', { auth: keys, to }),
  route('POST /orders', { auth: 'public', to }),
];

/** Parts of one letter, each on one API: patterns tell them apart. */
export const lettered = gateway('shop', { edge: {}, split: { from: ['/b', '/i', '/k', '/o'] }, routes });

/** Parts by name, with both types of API in one and a parameter that takes what they begin with: the function chooses. */
export const named = gateway('shop', {
  edge: { origin: { failover: WEST } },
  split: { parts: { stock: ['/books', '/inks'], desk: ['/orders', '/keyed'] } },
  routes: [
    ...routes,
    route('GET /orders/{order}', rest),
    route('GET /orders/{order}/lines', { auth: 'public', to }),
    route('DELETE /{shop}/lines', rest),
  ],
});

/** Answers which API called it, and how often it has been called; with the status that the query asks for. */
export const WHO = `let calls = 0;
export const handler = async (event) => ({
  statusCode: Number(event.queryStringParameters?.status ?? 200),
  body: JSON.stringify({ api: event.requestContext.apiId, calls: ++calls }),
});`;
