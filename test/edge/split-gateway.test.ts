import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { rotated } from './rotated.js';
import { type ServedShop, servedShop, statusOf } from './served-shop.js';
import { lettered, named, WHO } from './split-shop.js';
import { startWest, type West } from './west.js';

const files = { 'who.mjs': WHO };
let shop: ServedShop;
let west: West;
afterAll(async () => {
  await shop?.close();
  west?.close();
});

async function ask(path: string, method = 'GET') {
  const answer = await fetch(shop.local.url + path, { method });
  const text = await answer.text();
  const seen = text.startsWith('{"api"') ? JSON.parse(text) : {};
  return { status: answer.status, text, api: seen.api as string | undefined, calls: seen.calls as number | undefined };
}

describe('a gateway of lettered parts, whose edge is a stack of another region', () => {
  beforeAll(async () => {
    shop = await servedShop(lettered, { region: 'eu-west-1', files });
  }, 60_000);
  afterAll(() => shop?.close());

  it('leaves the choice to patterns', () => {
    expect(planGateway(lettered).edge?.function.choosesOrigin).toBe(false);
  });

  it.each([
    ['GET', '/books/978?fresh', 200, 'http-b'],
    ['GET', '/inks?fresh', 200, 'rest-i'],
    ['POST', '/orders', 200, 'http-o'],
  ])('%s %s is answered by the API of its part', async (method, path, status, api) => {
    expect(await ask(path, method)).toMatchObject({ status, api: shop.idOf(api) });
  });

  it.each([
    ['GET', '/', 200],
    ['GET', '/keyed', 403],
    ['GET', '/orders', 404],
    ['GET', '/nothing', 404],
    ['GET', '/books/%61', 400],
  ])('%s %s is answered with %d', async (method, path, status) => {
    expect((await ask(path, method)).status).toBe(status);
  });

  it.each(['/books/1', '/inks'])('keeps the answer of %s, and not the one with another query', async (path) => {
    const { calls = 0 } = await ask(path);
    expect((await ask(path)).calls).toBe(calls);
    expect((await ask(`${path}?other=${calls}`)).calls).not.toBe(calls);
  });

  it.each([
    ['http-b', '$default/books/1'],
    ['rest-i', 'live/inks'],
    ['rest', 'live/'],
  ])('has nobody go around the edge to the API %s who does not know the secret', async (api, path) => {
    const address = `${shop.local.url}/_aws/execute-api/${shop.idOf(api)}/${path}`;
    const secret = await rotated(shop.local, 'gatewright/eu-west-1/Shop/shop/origin').value('AWSCURRENT');
    const statuses = [await statusOf(address), await statusOf(address, 'made-up'), await statusOf(address, secret)];
    expect(statuses).toEqual([403, 403, 200]);
  });
});

describe('a gateway of named parts, whose function chooses, with another gateway that stands in for it', () => {
  beforeAll(async () => {
    west = await startWest();
    shop = await servedShop(named, { region: 'us-east-1', files, standIns: west.standIns });
  }, 60_000);

  it('leaves the choice to the function', () => {
    expect(planGateway(named).edge?.function.choosesOrigin).toBe(true);
  });

  it.each([
    ['GET', '/books/978', 'http-stock'],
    ['GET', '/inks', 'rest-stock'],
    ['POST', '/orders', 'http-desk'],
    ['GET', '/orders/7', 'rest-desk'],
    ['GET', '/orders/7/lines', 'http-desk'],
    ['DELETE', '/corner/lines', 'rest'],
    ['DELETE', '/books/lines', 'rest'],
    ['GET', '/books/lines', 'http-stock'],
  ])('%s %s is answered by the API %s', async (method, path, api) => {
    expect(await ask(path, method)).toMatchObject({ status: 200, api: shop.idOf(api) });
    expect(west.saw()).toEqual([]);
  });

  it.each(['/books/978?status=500', '/inks?status=503', '/orders/7?status=502', '/orders/7/lines?status=504'])(
    'GET %s is answered by the other gateway, where the API of the part fails',
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 200, text: 'west' });
      expect(west.saw()).toEqual([`GET ${path}`]);
    },
  );

  it('repeats no POST at the other gateway', async () => {
    expect((await ask('/orders?status=503', 'POST')).status).toBe(503);
    expect(west.saw()).toEqual([]);
  });
});
