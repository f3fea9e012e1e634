import { apiKey, gateway, http, jwt, lambda, reply, route, usagePlan } from 'gatewright';
import * as z from 'zod';

const customers = jwt('customers', { issuer: 'https://id.bookshop.example/', audience: 'bookshop' });
const free = usagePlan('free', { ratePerSecond: 2, burst: 5, quota: { requests: 10_000, per: 'month' } });
const gold = usagePlan('gold', { ratePerSecond: 100, burst: 200, quota: { requests: 5_000_000, per: 'month' } });
const partners = apiKey('partners', { plans: [free, gold] });

export const Order = z.object({ isbn: z.string(), copies: z.number().int().min(1).max(99) });

export const listBooks = route('GET /books', {
  auth: 'public',
  to: lambda('handlers/list-books.ts'),
  summary: 'All books of the catalogue',
});

export const getBook = route('GET /books/{isbn}', {
  auth: 'public',
  to: lambda('handlers/get-book.ts'),
  summary: 'One book',
  example: { params: { isbn: '9780141439518' } },
});

export const searchBooks = route('GET /search', {
  auth: 'public',
  to: lambda('handlers/search-books.ts'),
  summary: 'Books whose title or author holds a word',
  example: { query: { q: 'austen' } },
});

export const placeOrder = route('POST /orders', {
  auth: customers.require({ scopes: ['orders:write'] }),
  body: Order,
  to: lambda('handlers/place-order.ts'),
  throttle: { ratePerSecond: 50, burst: 100 },
  summary: 'Order copies of a book',
  example: { body: { isbn: '9780141439518', copies: 2 } },
});

export const readFeed = route('GET /feeds/{path+}', {
  auth: partners,
  to: http('https://feeds.bookshop.example/{path}'),
  summary: 'What partners read: stock and prices',
  example: { params: { path: 'stock/today.json' } },
});

export const publishFeed = route('PUT /feeds/{path+}', {
  auth: customers.require({ scopes: ['feeds:write'] }),
  to: http('https://feeds.bookshop.example/{path}'),
  summary: 'What staff publish for partners',
  example: { params: { path: 'prices/today.json' }, body: { '9780141439518': 8.99 } },
});

export const health = route('GET /health', {
  auth: 'public',
  to: reply(200, { ok: true }),
  summary: 'Whether the gateway answers',
});

export default gateway('bookshop', {
  description: 'A bookshop: its catalogue, its orders and its feed for partners',
  contract: { license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' } },
  routes: [listBooks, getBook, searchBooks, placeOrder, readFeed, publishFeed, health],
  cors: { origins: ['https://bookshop.example', 'http://localhost:5173'] },
});
