import { afterAll, beforeAll, expect, it } from 'vitest';
import { gateway, lambda, route } from '../../lib/spec/index.js';
import { type ServedShop, servedShop } from './served-shop.js';
import { startWest, WEST, type West } from './west.js';

/** Paths of the two APIs stand among each other: no pattern tells them apart, and the function chooses. */
const spec = gateway('shop', {
  edge: { origin: { failover: WEST, closedBy: 'none' } },
  routes: [
    route('GET /books/{isbn}', { auth: 'public', to: lambda('status.mjs') }),
    route('POST /books/{isbn}', { auth: 'public', to: lambda('status.mjs') }),
    route('GET /books/{isbn}/reviews', { auth: 'public', api: 'rest', to: lambda('status.mjs') }),
  ],
});

/** Answers the status that the last digits of the path's parameter say. */
const STATUS = `export const handler = async (event) => ({
  statusCode: Number(event.pathParameters.isbn.slice(-3)),
  body: event.version ? 'http' : 'rest',
});`;

let west: West;
let shop: ServedShop;

beforeAll(async () => {
  west = await startWest();
  shop = await servedShop(spec, { region: 'us-east-1', files: { 'status.mjs': STATUS }, standIns: west.standIns });
}, 60_000);
afterAll(async () => {
  await shop?.close();
  west?.close();
});

async function ask(path: string, method = 'GET'): Promise<readonly [number, string]> {
  const answer = await fetch(shop.local.url + path, { method });
  return [answer.status, await answer.text()];
}

it.each([
  ['GET', '/books/b-200', 200, 'http'],
  ['GET', '/books/b-404', 404, 'http'],
  ['GET', '/books/b-200/reviews', 200, 'rest'],
])('%s %s is answered by the API that the function chooses', async (method, path, status, body) => {
  expect(await ask(path, method)).toEqual([status, body]);
  expect(west.saw()).toEqual([]);
});

it.each(['/books/b-500?page=2', '/books/b-503', '/books/b-502/reviews', '/books/b-504/reviews'])(
  'GET %s is answered by the other gateway, where the chosen API fails',
  async (path) => {
    expect(await ask(path)).toEqual([200, 'west']);
    expect(west.saw()).toEqual([`GET ${path}`]);
  },
);

it('repeats no POST at the other gateway', async () => {
  expect(await ask('/books/b-503', 'POST')).toEqual([503, 'http']);
  expect(west.saw()).toEqual([]);
});

it('hands a path of two readings to neither', async () => {
  expect((await ask('/books/%61-500'))[0]).toBe(400);
  expect(west.saw()).toEqual([]);
});
