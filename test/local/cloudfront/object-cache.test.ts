import { describe, expect, it } from 'vitest';
import type { HeaderPair } from '../../../lib/local/model/distribution.js';
import { behavior, cachePolicy, edge, reply } from './distribution-fixture.js';

const DAY: HeaderPair = ['Cache-Control', 'max-age=86400'];
const queries = behavior({ cachePolicy: cachePolicy({ queryStrings: { kind: 'all' } }) });

describe('an invalidation', () => {
  async function left(paths: readonly string[]): Promise<string[]> {
    const tagged = (path: string): HeaderPair[] => [DAY, ['Cache-Tag', `all, Book-${path.at(-1)}, b,ad tag`]];
    const { get, served } = edge({ behaviors: [queries], cacheTagHeader: 'cache-tag' }, ({ path }) =>
      reply('x', tagged(path)),
    );
    const all = ['/books/1', '/books/1?x=2', '/books/2', '/Books/1', '/other'];
    for (const path of all) await get(path);
    served.invalidate(paths);
    const caches = await Promise.all(all.map(async (path) => [(await get(path)).cache, path] as const));
    return caches.filter(([cache]) => cache === 'Hit').map(([, path]) => path);
  }

  it.each([
    [['/books/1'], ['/books/1?x=2', '/books/2', '/Books/1', '/other']],
    [['/books/1*'], ['/books/2', '/Books/1', '/other']],
    [['/books/*'], ['/Books/1', '/other']],
    [
      ['books/2', '/other'],
      ['/books/1', '/books/1?x=2', '/Books/1'],
    ],
    [['/books/1?x=2'], ['/books/1', '/books/2', '/Books/1', '/other']],
    [['/*'], []],
    [['/*/1'], ['/books/1', '/books/1?x=2', '/books/2', '/Books/1', '/other']],
    [['#all'], []],
    [['#BOOK-2'], ['/books/1', '/books/1?x=2', '/Books/1', '/other']],
    [['#book-*'], ['/books/1', '/books/1?x=2', '/books/2', '/Books/1', '/other']],
    [['#ad tag'], ['/books/1', '/books/1?x=2', '/books/2', '/Books/1', '/other']],
    [[], ['/books/1', '/books/1?x=2', '/books/2', '/Books/1', '/other']],
  ])('of %j leaves %j', async (paths, rest) => {
    expect(await left(paths)).toEqual(rest);
  });

  it('of tags does nothing where the distribution has no header for them', async () => {
    const { get, served } = edge({}, () => reply('x', [DAY, ['Cache-Tag', 'all']]));
    await get('/a');
    expect(served.invalidate(['#all'])).toBe(0);
    expect((await get('/a')).cache).toBe('Hit');
  });

  it('reaches what its origin was asked for before', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { get, served, calls } = edge({}, async (_, index) => {
      if (index === 0) await gate;
      return reply(`v${index}`, [DAY]);
    });
    const old = get('/a');
    served.invalidate(['/a']);
    release();
    expect((await old).text).toBe('v0');
    expect((await get('/a')).text).toBe('v1');
    expect(calls).toHaveLength(2);
  });
});

describe('the memory of a cache', () => {
  it('has an end: what was used last stays', async () => {
    const { get } = edge({}, () => reply('x'.repeat(10_000), [DAY]), { maxCacheBytes: 35_000 });
    for (const path of ['/1', '/2', '/3', '/1', '/4']) await get(path);
    expect((await get('/1')).cache).toBe('Hit');
    expect((await get('/2')).cache).toBe('Miss');
  });

  it('takes nothing that is larger than itself', async () => {
    const { get } = edge({}, () => reply('x'.repeat(10_000), [DAY]), { maxCacheBytes: 5_000 });
    expect((await get('/1')).status).toBe(200);
    expect((await get('/1')).cache).toBe('Miss');
  });

  it('is not filled by viewers who make up parameters that are not in the key', async () => {
    const { get, calls } = edge({}, () => reply('x', [DAY]));
    for (let at = 0; at < 50; at += 1) await get(`/a?made-up=${at}`, { headers: [['X-Made-Up', String(at)]] });
    expect(calls).toHaveLength(1);
  });
});

describe('poison', () => {
  it('by a header that is forwarded and not in the key reaches others, as on AWS', async () => {
    const originRequestPolicy = {
      headers: { kind: 'only' as const, names: ['x-forwarded-host'] },
      cloudFrontHeaders: [],
      cookies: { kind: 'none' as const },
      queryStrings: { kind: 'none' as const },
    };
    const { get } = edge({ behaviors: [behavior({ originRequestPolicy })] }, ({ headers }) =>
      reply(headers.find(([name]) => name === 'X-Forwarded-Host')?.[1] ?? 'none', [DAY]),
    );
    await get('/a', { headers: [['X-Forwarded-Host', 'evil.example']] });
    expect((await get('/a')).text).toBe('evil.example');
  });

  it.each([
    ['a header that is not forwarded', { headers: [['X-Forwarded-Host', 'evil.example']] as const }],
    ['an override of the method', { headers: [['X-HTTP-Method-Override', 'DELETE']] as const }],
    ['a cookie', { headers: [['Cookie', 'evil=1']] as const }],
    ['a range', { headers: [['Range', 'bytes=0-1']] as const }],
    ['HEAD', { method: 'HEAD' }],
  ])('by %s reaches nobody', async (_, request) => {
    const { get } = edge({}, ({ headers, method }) => {
      const isOdd = headers.some(([name]) => /forwarded-host|override|cookie|range/i.test(name));
      return reply(method === 'HEAD' ? '' : isOdd ? 'poisoned' : 'good', [DAY]);
    });
    await get('/a', request);
    expect((await get('/a')).text).toBe('good');
  });
});
