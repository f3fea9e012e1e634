import {
  allOf,
  anyOf,
  apiKey,
  authorizer,
  backend,
  cognito,
  gateway,
  http,
  iam,
  introspection,
  jwt,
  lambda,
  meter,
  reply,
  route,
  secret,
  usagePlan,
} from 'gatewright';
import * as z from 'zod';

const Book = z.object({ isbn: z.string(), title: z.string().default('?') }).meta({ id: 'Book', description: 'A book' });
const Tree = z.object({
  value: z.number(),
  get children() {
    return z.array(Tree);
  },
});

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const guests = jwt('guests', { issuer: ['https://a.shop.example/', 'https://b.shop.example/'], audience: 'shop' });
const opaque = introspection('opaque', {
  endpoint: 'https://id.shop.example/introspect',
  client: { id: 'gateway', secret: secret('client') },
  header: 'x-token',
});
const users = cognito('users', {
  userPoolArn: 'arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_Users',
  clientIds: ['web'],
});
const gold = usagePlan('gold', {
  ratePerSecond: 5,
  burst: 9,
  quota: { requests: 10_000, per: 'month' },
  routes: { 'POST /books': { ratePerSecond: 1, burst: 2 } },
});
const own = authorizer('own', lambda('own.ts'), { identity: { headers: ['x-who'], query: ['key'] } });
const partners = apiKey('partners', { plans: [gold] });
const to = lambda('handler.ts');

/** Every scheme, backend and part of a route's contract. */
export const everyKind = gateway('every-kind', {
  contract: { version: '3.2', license: { name: 'Our terms', url: 'https://shop.example/terms' } },
  throttle: { ratePerSecond: 1_000, burst: 2_000 },
  routes: [
    route('POST /books', {
      auth: partners,
      to,
      body: Book,
      tags: ['Books'],
      responses: {
        201: Book,
        404: 'There is no such shop',
        409: {
          description: 'It is there already',
          body: z.object({ why: z.string() }),
          headers: z.object({ etag: z.string() }),
        },
      },
    }),
    route('GET /books', {
      auth: anyOf(staff.require({ scopes: { anyOf: ['read', 'write'] }, claims: { tier: { equals: 1 } } }), guests),
      to,
      query: z.object({
        q: z.string().min(1).describe('A word'),
        n: z.coerce.number().optional(),
        tag: z.array(z.string()).optional(),
      }),
      headers: z.object({ 'x-shop': z.string() }),
      responses: { 200: z.array(Book), 304: 'As it was' },
      example: { query: { q: 'emma', n: '5', tag: 'new' } },
    }),
    route('PUT /tree', {
      auth: allOf(opaque, staff),
      to,
      body: Tree,
      responses: { 200: Tree, default: z.object({ at: z.iso.date() }) },
    }),
    route('GET /tree/{id}', { auth: own, to, params: z.object({ id: z.coerce.number().int() }) }),
    route('GET /users', { auth: users, to, description: 'All **users**.', deprecated: true }),
    route('GET /metered', {
      auth: allOf(guests, meter('tenants', { claim: 'tenant', plans: [gold], secret: secret('salt') })),
      to: reply(200, { ok: true }),
    }),
    route('ANY /old/{rest+}', { auth: iam('jobs'), to: backend('elder') }),
    route('GET /feeds/{path+}', { auth: 'public', to: http('https://feeds.shop.example/{path}') }),
  ],
});
