import { apiKey, type GatewaySpec, gateway, jwt, lambda, route, usagePlan } from '../../lib/spec/index.js';

/** One API, said twice: as a SAM template beside this file, and as a spec. */
export interface SamCase {
  readonly template: string;
  readonly api: 'http' | 'rest';
  readonly spec: GatewaySpec;
  /** What SAM's template calls a thing → what our plan calls it. */
  readonly names: Readonly<Record<string, string>>;
}

const customers = jwt('customers', { issuer: 'https://id.shop.example/', audience: ['shop', 'shop-app'] });
const partners = apiKey('partners', { plans: [usagePlan('partner', { ratePerSecond: 5, burst: 10 })] });
const books = lambda('books.ts');
const orders = lambda('orders.ts');
const cors = {
  origins: ['https://shop.example'],
  allowHeaders: ['authorization', 'content-type'],
  credentials: true,
  maxAgeSeconds: 600,
};

export const samCases: readonly SamCase[] = [
  {
    template: 'http-jwt.yaml',
    api: 'http',
    names: { Books: 'books', Orders: 'orders', customers: 'customers-http' },
    spec: gateway('shop', {
      api: 'http',
      cors: { ...cors, exposeHeaders: ['etag'] },
      routes: [
        route('GET /books', { auth: 'public', to: books }),
        route('GET /books/{isbn}', { auth: 'public', to: books, timeoutMs: 5_000 }),
        route('POST /orders', {
          auth: customers.require({ scopes: { anyOf: ['orders:write', 'orders:admin'] } }),
          to: orders,
        }),
        route('GET /orders', { auth: customers, to: orders }),
        route('ANY /files/{path+}', { auth: 'public', to: books }),
      ],
    }),
  },
  {
    template: 'http-function.yaml',
    api: 'http',
    names: { Orders: 'orders', Authorizer: 'authorizer', customers: 'customers-http-function' },
    spec: gateway('shop', {
      api: 'http',
      routes: [
        route('POST /orders', {
          auth: jwt('customers', {
            issuer: 'https://id.shop.example/',
            audience: 'shop',
            algorithms: ['ES256'],
            cache: { ttlSeconds: 120 },
          }),
          to: orders,
        }),
      ],
    }),
  },
  {
    template: 'rest-authorizers.yaml',
    api: 'rest',
    names: { Orders: 'orders', Authorizer: 'authorizer', customers: 'customers-rest' },
    spec: gateway('shop', {
      api: 'rest',
      cors,
      routes: [
        route('GET /orders/{id}', { auth: 'public', to: orders, timeoutMs: 7_000 }),
        route('POST /orders/{id}', { auth: customers, to: orders }),
        route('ANY /feeds/{path+}', { auth: partners, to: orders }),
      ],
    }),
  },
  {
    template: 'rest-validator.yaml',
    api: 'rest',
    names: { Orders: 'orders' },
    spec: gateway('shop', { api: 'rest', routes: [route('POST /orders', { auth: 'public', to: orders })] }),
  },
];
