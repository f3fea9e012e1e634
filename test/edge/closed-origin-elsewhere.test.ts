import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClosedShop, closedShop } from './closed-shop.js';
import { rotated } from './rotated.js';
import { statusOf } from './served-shop.js';

let shop: ClosedShop;
beforeAll(async () => {
  shop = await closedShop('eu-west-1');
}, 60_000);
afterAll(() => shop?.close());

describe('an origin whose edge is a stack of another region', () => {
  it('is closed', async () => {
    expect([await statusOf(shop.direct.http), await statusOf(shop.direct.rest)]).toEqual([403, 403]);
  });

  it.each(['/books', '/keyed'])(
    'answers %s by way of the edge, which has the secret by the name of its copy',
    async (path) => {
      expect(await statusOf(shop.local.url + path)).toBe(200);
    },
  );

  it('has the edge found by its tag, and its secret changed', async () => {
    const former = await rotated(shop.local, shop.secretName).value('AWSCURRENT');
    expect(await rotated(shop.local, shop.secretName).rotate()).not.toBe(former);
    for (const path of ['/books', '/keyed']) expect(await statusOf(shop.local.url + path)).toBe(200);
  });
});
