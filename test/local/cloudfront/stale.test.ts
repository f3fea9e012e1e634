import { describe, expect, it } from 'vitest';
import type { OriginResult } from '../../../lib/local/cloudfront/origin/origin-call.js';
import type { HeaderPair } from '../../../lib/local/model/distribution.js';
import { behavior, cachePolicy, edge, reply } from './distribution-fixture.js';

const lasting = (value: string): HeaderPair[] => [['Cache-Control', value]];
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('stale-while-revalidate', () => {
  it('serves what is out of date at once, and asks for it anew in the background', async () => {
    const { get, clock, calls } = edge({}, (_, index) =>
      reply(`v${index}`, lasting('max-age=10, stale-while-revalidate=20')),
    );
    await get('/a');
    clock.ms += 15_000;
    const [stale, alsoStale] = await Promise.all([get('/a'), get('/a')]);
    await settle();
    const fresh = await get('/a');
    expect([stale.text, alsoStale.text, fresh.text]).toEqual(['v0', 'v0', 'v1']);
    expect(stale.header('age')).toBe('15');
    expect(calls).toHaveLength(2);
  });

  it('ends with its time, or with the maximum of the policy', async () => {
    const kept = { behaviors: [behavior({ cachePolicy: cachePolicy({ maxTtlSeconds: 12 }) })] };
    for (const [given, seconds] of [
      [{}, 30],
      [kept, 22],
    ] as const) {
      const { get, clock } = edge(given, (_, index) =>
        reply(`v${index}`, lasting('max-age=10, stale-while-revalidate=20')),
      );
      await get('/a');
      clock.ms += seconds * 1000;
      expect((await get('/a')).text).toBe('v1');
    }
  });

  it('outlives an origin that fails in the background', async () => {
    const { get, clock, calls } = edge({}, (_, index) =>
      index === 0 ? reply('good', lasting('max-age=10, stale-while-revalidate=20')) : reply('bad', [], 500),
    );
    await get('/a');
    clock.ms += 15_000;
    await get('/a');
    await settle();
    expect((await get('/a')).text).toBe('good');
    await settle();
    expect(calls).toHaveLength(2);
  });
});

describe('stale-if-error', () => {
  const failures: readonly (readonly [string, OriginResult])[] = [
    ['answers 500', reply('broken', [], 500)],
    ['answers 503', reply('broken', [], 503)],
    ['takes too long', { kind: 'timeout' }],
    ['cannot be reached', { kind: 'unreachable' }],
  ];

  it.each(failures)('serves what is out of date where the origin %s', async (_, failure) => {
    const { get, clock, calls } = edge({}, (_call, index) =>
      index === 0 ? reply('good', lasting('max-age=10, stale-if-error=60')) : failure,
    );
    await get('/a');
    clock.ms += 20_000;
    const stale = await get('/a');
    expect([stale.status, stale.text, stale.cache]).toEqual([200, 'good', 'RefreshHit']);
    await get('/a');
    expect(calls).toHaveLength(2);
    clock.ms += 10_000;
    await get('/a');
    expect(calls).toHaveLength(3);
  });

  it('ends with its time', async () => {
    const { get, clock } = edge({}, (_, index) =>
      index === 0 ? reply('good', lasting('max-age=10, stale-if-error=60')) : reply('bad', [], 500),
    );
    await get('/a');
    clock.ms += 71_000;
    const failed = await get('/a');
    expect([failed.status, failed.text]).toEqual([500, 'bad']);
  });

  it('is switched off by 0 seconds, and has no end where the origin does not name it', async () => {
    for (const [value, status] of [
      ['max-age=10, stale-if-error=0', 500],
      ['max-age=10', 200],
    ] as const) {
      const { get, clock } = edge({}, (_, index) =>
        index === 0 ? reply('good', lasting(value)) : reply('bad', [], 500),
      );
      await get('/a');
      clock.ms += 3_600_000;
      expect((await get('/a')).status).toBe(status);
    }
  });

  it('does not hide that an object is gone', async () => {
    const { get, clock } = edge({}, (_, index) =>
      index === 0 ? reply('good', lasting('max-age=10, stale-if-error=60')) : reply('gone', [], 404),
    );
    await get('/a');
    clock.ms += 20_000;
    expect((await get('/a')).status).toBe(404);
  });
});

describe('requests for one object at a time', () => {
  const slow = () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    return { gate, release: () => release() };
  };

  it('ask the origin once', async () => {
    const { gate, release } = slow();
    const { get, calls } = edge({}, async (_, index) => {
      await gate;
      return reply(`v${index}`, lasting('max-age=60'));
    });
    const asked = Array.from({ length: 20 }, () => get('/a'));
    await settle();
    release();
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ text }) => text))).toEqual(new Set(['v0']));
    expect(answers.filter(({ cache }) => cache === 'Miss')).toHaveLength(1);
    expect(calls).toHaveLength(1);
  });

  it('share nothing that may not be kept', async () => {
    const { gate, release } = slow();
    const { get, calls } = edge({}, async (_, index) => {
      await gate;
      return reply(`private of ${index}`, lasting('private'));
    });
    const asked = Array.from({ length: 5 }, () => get('/me'));
    await settle();
    release();
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(5);
    expect(calls).toHaveLength(5);
  });
});
