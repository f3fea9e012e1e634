import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClosedShop, closedShop } from './closed-shop.js';
import { rotated } from './rotated.js';
import { HEADER, statusOf } from './served-shop.js';

let shop: ClosedShop;
beforeAll(async () => {
  shop = await closedShop('us-east-1');
}, 60_000);
afterAll(() => shop?.close());

const secrets = () => rotated(shop.local, shop.secretName);
const current = () => secrets().value('AWSCURRENT');

describe.each(['http', 'rest'] as const)('the %s API behind an edge', (api) => {
  it('refuses a direct call', async () => {
    expect(await statusOf(shop.direct[api])).toBe(403);
  });

  it.each(['made-up', 'x'.repeat(64), '', '{{resolve:secretsmanager:x}}'])(
    'refuses a direct call with %j',
    async (made) => {
      expect(await statusOf(shop.direct[api], made)).toBe(403);
    },
  );

  it('answers one with the secret, which nobody but the edge has', async () => {
    expect(await statusOf(shop.direct[api], await current())).toBe(200);
  });
});

describe('the edge', () => {
  it.each(['/books', '/keyed', '/health'])('answers %s', async (path) => {
    expect(await statusOf(shop.local.url + path)).toBe(200);
  });

  it.each(['/books', '/keyed'])(
    'overwrites what a caller of %s sends, and no handler sees what it sends',
    async (path) => {
      const answer = await fetch(shop.local.url + path, { headers: { [HEADER]: 'made-up' } });
      expect(answer.status).toBe(200);
      const seen = await answer.json();
      expect(seen).toContain('host');
      expect(seen).not.toContain(HEADER);
    },
  );
});

describe('a rotation', () => {
  it('fails no request, and the value before the last is refused from then on', async () => {
    const first = await current();
    const second = await rotate();
    expect(second).not.toBe(first);
    await expectAccepted({ [second]: 200, [first]: 200 });
    const third = await rotate();
    await expectAccepted({ [third]: 200, [second]: 200, [first]: 403 });
  }, 20_000);

  it('leaves no value in a log', async () => {
    const values = await Promise.all(['AWSCURRENT', 'AWSPREVIOUS'].map((stage) => secrets().value(stage)));
    const { functionLogs, accessLogs, warnings, notices } = shop.logs;
    const logged = JSON.stringify([functionLogs, accessLogs, warnings, notices]);
    expect(logged.includes('waiting until the APIs know the new secret')).toBe(true);
    for (const value of values) expect(logged.includes(value)).toBe(false);
  });

  async function rotate(): Promise<string> {
    let isOver = false;
    const load = ['/books', '/keyed'].map(async (path) => {
      const statuses: number[] = [];
      while (!isOver) statuses.push(await statusOf(shop.local.url + path));
      return statuses;
    });
    const value = await secrets()
      .rotate()
      .finally(() => {
        isOver = true;
      });
    const statuses = (await Promise.all(load)).flat();
    expect(statuses.length).toBeGreaterThan(50);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    return value;
  }

  async function expectAccepted(expected: Readonly<Record<string, number>>): Promise<void> {
    // Authorizers keep values for half a second here.
    await new Promise((resolve) => setTimeout(resolve, 600));
    for (const [value, status] of Object.entries(expected)) {
      expect(await statusOf(shop.direct.http, value)).toBe(status);
      expect(await statusOf(shop.direct.rest, value)).toBe(status);
    }
  }
});
