import { apiKey, gateway, http, jwt, lambda, middleware, reply, route, usagePlan, version } from 'gatewright';
import * as z from 'zod';
import { Book, Books, BookV1, Feed, Health, Order, PlacedOrder, Refusal } from './schemas.js';

const customers = jwt('customers', { issuer: 'https://id.bookshop.example/', audience: 'bookshop' });
const free = usagePlan('free', { ratePerSecond: 2, burst: 5, quota: { requests: 10_000, per: 'month' } });
const gold = usagePlan('gold', { ratePerSecond: 100, burst: 200, quota: { requests: 5_000_000, per: 'month' } });
const partners = apiKey('partners', { plans: [free, gold] });

const Isbn = z.object({ isbn: z.string().min(1).max(17) });
const refusal = (description: string) => ({ description, body: Refusal, contentType: 'application/problem+json' });
const refused = refusal('The request does not fit');
const noSuchBook = refusal('The shop has no such book');

export const listBooks = route('GET /books', {
  auth: 'public',
  to: lambda('handlers/list-books.ts'),
  query: z.object({
    author: z.array(z.string()).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(100),
  }),
  headers: z.object({ 'if-none-match': z.string().optional() }),
  use: [middleware('middleware/etag.ts')],
  responses: {
    200: { description: 'The books, in the order of the catalogue', body: Books },
    304: 'What the caller has is still so',
    400: refused,
  },
  summary: 'All books of the catalogue',
  description: 'Those of some authors, where `author` names any; as many as `limit` says.',
  tags: ['Catalogue'],
});

export const getBook = route('GET /books/{isbn}', {
  auth: 'public',
  to: lambda('handlers/get-book.ts'),
  params: Isbn,
  cache: { ttlSeconds: 300, staleWhileRevalidateSeconds: 60, staleIfErrorSeconds: 86_400 },
  responses: { 200: { description: 'The book', body: Book }, 400: refused, 404: noSuchBook },
  summary: 'One book',
  tags: ['Catalogue'],
  example: { params: { isbn: '9780141439518' } },
});

export const getBookV1 = version('GET /v1/books/{isbn}', getBook, {
  params: Isbn,
  transform: { response: { 200: { body: { rename: { '/author': 'writer', '/priceGbp': 'price' } } } } },
  responses: { 200: { description: 'The book', body: BookV1 }, 400: refused, 404: noSuchBook },
  deprecated: true,
  summary: 'One book, as it was told until 2024',
  tags: ['Catalogue'],
  example: { params: { isbn: '9780141439518' } },
});

export const searchBooks = route('GET /search', {
  auth: 'public',
  to: lambda('handlers/search-books.ts'),
  query: z.object({ q: z.string().trim().min(1) }),
  responses: { 200: { description: 'The books, in the order of the catalogue', body: Books }, 400: refused },
  tags: ['Catalogue'],
  summary: 'Books whose title or author holds a word',
  example: { query: { q: 'austen' } },
});

export const exportBooks = route('GET /exports/books', {
  auth: 'public',
  to: lambda('handlers/export-books.ts', { streaming: true }),
  responses: { 200: { description: 'A book a line', contentType: 'application/x-ndjson' } },
  summary: 'The whole catalogue, as a stream',
  tags: ['Catalogue'],
});

export const placeOrder = route('POST /orders', {
  auth: customers.require({ scopes: ['orders:write'] }),
  headers: z.object({ 'idempotency-key': z.string().min(1).max(64).optional() }),
  body: Order,
  responses: {
    201: { description: 'The order', body: PlacedOrder, headers: z.object({ location: z.string() }) },
    400: refused,
    422: noSuchBook,
  },
  to: lambda('handlers/place-order.ts'),
  throttle: { ratePerSecond: 50, burst: 100 },
  maxBodyBytes: 16_384,
  summary: 'Order copies of a book',
  description: 'Said twice with one `Idempotency-Key`, it is one order.',
  tags: ['Orders'],
  example: { body: { isbn: '9780141439518', copies: 2 } },
});

export const readFeed = route('GET /feeds/{path+}', {
  auth: partners,
  to: http('https://feeds.bookshop.example/{path}'),
  params: z.object({ path: z.string().min(1) }),
  responses: { 200: { description: 'The feed', body: Feed }, 400: refused, 404: refusal('There is no such feed') },
  summary: 'What partners read: stock and prices',
  tags: ['Feeds'],
  example: { params: { path: 'stock/today.json' } },
});

export const publishFeed = route('PUT /feeds/{path+}', {
  auth: customers.require({ scopes: ['feeds:write'] }),
  to: http('https://feeds.bookshop.example/{path}'),
  params: z.object({ path: z.string().min(1) }),
  body: Feed,
  responses: { 204: 'Published', 400: refused },
  summary: 'What staff publish for partners',
  tags: ['Feeds'],
  example: { params: { path: 'prices/today.json' }, body: { '9780141439518': 8.99 } },
});

export const health = route('GET /health', {
  auth: 'public',
  to: reply(200, { ok: true }),
  responses: { 200: { description: 'It does', body: Health } },
  summary: 'Whether the gateway answers',
  tags: ['Operations'],
});

export default gateway('bookshop', {
  description: 'A bookshop: its catalogue, its orders and its feed for partners',
  contract: { license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' } },
  routes: [listBooks, getBook, getBookV1, searchBooks, exportBooks, placeOrder, readFeed, publishFeed, health],
  edge: {},
  firewall: {
    managed: ['common', 'known-bad-inputs', 'ip-reputation'],
    rateLimits: { perCaller: { limit: 1_000, windowSeconds: 60 } },
  },
  cors: { origins: ['https://bookshop.example', 'http://localhost:5173'] },
});
