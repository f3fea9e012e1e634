import { apiKey, backend, gateway, http, jwt, lambda, reply, route, usagePlan } from '../../../lib/spec/index.js';

export const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: ['shop', 'shop-admin'] });
const free = usagePlan('free', { ratePerSecond: 2, burst: 5, quota: { requests: 10_000, per: 'month' } });
const gold = usagePlan('gold', { ratePerSecond: 100, burst: 200 });
export const partners = apiKey('partners', { plans: [free, gold] });

const listBooks = route('GET /books', { auth: 'public', to: lambda('handlers/books.ts') });
export const getBook = route('GET /books/{isbn}', { auth: 'public', to: lambda('handlers/books.ts') });
const placeOrder = route('POST /orders', {
  auth: staff.require({ scopes: ['orders:write'] }),
  to: lambda('handlers/orders.ts', { memoryMb: 512, timeoutMs: 7_000, environment: { TABLE: 'orders' } }),
  throttle: { ratePerSecond: 50, burst: 90 },
});
export const feed = route('GET /feeds/{path+}', {
  auth: partners,
  to: http('https://feeds.shop.example/{path}'),
  throttle: { ratePerSecond: 30, burst: 60 },
});
export const refund = route('POST /refunds', {
  auth: staff.require({ scopes: ['refunds:write'] }),
  api: 'rest',
  to: lambda('handlers/orders.ts', { memoryMb: 512, timeoutMs: 7_000, environment: { TABLE: 'orders' } }),
});
const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });

/** Both API types, every kind of auth, throttles, plans. */
export const shop = gateway('shop', {
  description: 'Books and orders',
  stage: 'v1',
  throttle: { ratePerSecond: 400, burst: 800 },
  logRetentionDays: 30,
  routes: [listBooks, getBook, placeOrder, feed, refund, health],
});

export const httpOnly = gateway('small', { routes: [getBook] });
export const restOnly = gateway('keyed', { routes: [feed] });

export const bound = gateway('bound', {
  routes: [
    route('GET /legacy/{id}', { auth: 'public', to: backend('legacy') }),
    route('POST /keyed/{id}', { auth: partners, to: backend('legacy'), api: 'rest' }),
  ],
});
