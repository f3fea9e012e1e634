import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readModel, serveModel } from '../../lib/local/index.js';
import { type Answer, call, type Request } from '../call.js';
import type { Report } from '../report.js';

/** Where the same assembly is served, and who vouches for callers there. */
export interface Side {
  readonly base: string;
  readonly sign: (claims: Readonly<Record<string, unknown>>, nowSeconds?: number) => Promise<string>;
  readonly apiKey: string;
}

interface Case {
  readonly what: string;
  readonly path: string;
  readonly request: (side: Side) => Promise<Request>;
}

const CLAIMS = { sub: 'reader-9', aud: 'bookshop', scope: 'orders:write' };
const ORDER = { isbn: '9780141439723', copies: 4 };

const anonymous =
  (request: Request = {}) =>
  async () =>
    request;
const ordering =
  (claims: object, body: unknown = ORDER) =>
  async (side: Side): Promise<Request> => ({
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${await side.sign({ ...CLAIMS, ...claims })}` },
  });

/** What both serve of the bookshop on REST. */
const CASES: readonly Case[] = [
  { what: 'a function', path: '/books', request: anonymous() },
  { what: 'a path parameter', path: '/books/9780141439723', request: anonymous() },
  { what: 'an encoded path parameter', path: '/books/a%20b%2Fc', request: anonymous() },
  { what: "a function's own 404", path: '/books/0000000000000', request: anonymous() },
  { what: 'a query', path: '/search?q=dickens', request: anonymous() },
  { what: 'a query that is empty', path: '/search?q=', request: anonymous() },
  { what: 'an unknown path', path: '/nowhere', request: anonymous() },
  { what: 'an unknown method', path: '/books', request: anonymous({ method: 'DELETE' }) },
  { what: 'an order', path: '/orders', request: ordering({}) },
  { what: 'an order that the schema refuses', path: '/orders', request: ordering({}, { ...ORDER, copies: 0 }) },
  { what: 'no token', path: '/orders', request: anonymous({ method: 'POST', body: ORDER }) },
  {
    what: 'text that is no token',
    path: '/orders',
    request: anonymous({ method: 'POST', body: ORDER, headers: { authorization: 'Bearer x.y.z' } }),
  },
  { what: 'a token for another audience', path: '/orders', request: ordering({ aud: 'library' }) },
  { what: 'no key', path: '/feeds/stock.json', request: anonymous() },
  {
    what: 'an unknown key',
    path: '/feeds/stock.json',
    request: anonymous({ headers: { 'x-api-key': 'y'.repeat(32) } }),
  },
  { what: 'a key', path: '/feeds/stock.json', request: async ({ apiKey }) => ({ headers: { 'x-api-key': apiKey } }) },
];

/** Differences that are right to keep: what MiniStack says, and whose word stands against it. */
const DECIDED: Readonly<Record<string, string>> = {
  'an encoded path parameter':
    'MiniStack decodes the path before it routes, so %2F parts a segment; AWS hands path parameters on as they were sent',
  'a query that is empty':
    "MiniStack checks no parameters, so its 400 is the handler's; API Gateway refuses a required one that is missing or blank",
  'an order that the schema refuses':
    "MiniStack checks no bodies, so its 400 is the handler's; API Gateway's validator refuses before the handler is called",
};

/** The same assembly by the local gateway and by MiniStack: each case has to come to the same answer at both. */
export async function compareWithLocal(
  assembly: string,
  work: string,
  issuer: string,
  deployed: Side,
  { attempt }: Report,
): Promise<void> {
  const gateway = await serveModel({
    model: readModel(assembly),
    host: '127.0.0.1',
    port: 0,
    stateDirectory: join(work, 'local'),
    logger: { notice: () => {}, warn: () => {}, functionLog: () => {} },
  });
  try {
    const plan = gateway.keys.usagePlans().find(({ name }) => name.endsWith('-gold'));
    const local: Side = {
      base: `${gateway.url}/_aws/execute-api/RestApi/live`,
      sign: async (claims) => (await gateway.issuer()?.sign(issuer, claims)) ?? '',
      apiKey: gateway.keys.issue({ usagePlanId: plan?.id ?? '', name: 'compared' }).value,
    };
    for (const one of CASES) await attempt(`alike at both: ${one.what}`, () => compare(one, local, deployed));
  } finally {
    await gateway.close();
  }
}

async function compare({ what, path, request }: Case, local: Side, deployed: Side): Promise<void> {
  const [here, there] = await Promise.all(
    [local, deployed].map(async (side) => comparable(await call(`${side.base}${path}`, await request(side)))),
  );
  if (Object.hasOwn(DECIDED, what)) assert.notDeepEqual(there, here, 'decided as different, and it is not');
  else assert.deepEqual(there, here);
}

/** An order's number is its request's id. */
function comparable({ status, body }: Answer): object {
  return { status, body: body?.order === undefined ? body : { ...body, order: 'an id' } };
}
