import {
  allOf,
  apiKey,
  authorizer,
  cognito,
  type GatewaySpec,
  gateway,
  iam,
  jwt,
  lambda,
  route,
  usagePlan,
} from '../../lib/spec/index.js';

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
const members = cognito('members', {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_Shop',
});
const terminals = authorizer('terminals', lambda('terminals.ts'), {
  identity: { headers: ['X-Terminal'], query: ['branch'] },
  cache: { ttlSeconds: 45 },
});
const doors = authorizer('doors', lambda('doors.ts'), { identity: {}, cache: { ttlSeconds: 0 } });
const jobs = iam('jobs');
const domain = {
  name: 'shop.example',
  certificateArn: 'arn:aws:acm:eu-west-1:111122223333:certificate/9f8e7d6c-1111-2222-3333-444455556666',
};
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
  {
    template: 'rest-schemes.yaml',
    api: 'rest',
    names: {
      Orders: 'orders',
      Terminals: 'terminals',
      Doors: 'doors',
      members: 'members-rest-cognito',
      terminals: 'terminals-rest',
      doors: 'doors-rest',
      AWS_IAM: 'sigv4',
    },
    spec: gateway('shop', {
      api: 'rest',
      domain,
      routes: [
        route('GET /members', { auth: members.require({ scopes: ['cart/read'] }), to: orders }),
        route('GET /terminals', { auth: terminals, to: orders }),
        route('GET /doors', { auth: doors, to: orders }),
        route('GET /jobs', { auth: jobs, to: orders }),
        route('GET /keyed/terminals', { auth: allOf(partners, terminals), to: orders }),
        route('GET /keyed/jobs', { auth: allOf(partners, jobs), to: orders }),
      ],
    }),
  },
  {
    template: 'http-schemes.yaml',
    api: 'http',
    names: {
      Orders: 'orders',
      Terminals: 'terminals',
      Doors: 'doors',
      terminals: 'terminals-http-function',
      doors: 'doors-http-function',
      AWS_IAM: 'sigv4',
    },
    spec: gateway('shop', {
      api: 'http',
      domain,
      routes: [
        route('GET /terminals', { auth: terminals, to: orders }),
        route('GET /doors', { auth: doors, to: orders }),
        route('GET /jobs', { auth: jobs, to: orders }),
      ],
    }),
  },
];
