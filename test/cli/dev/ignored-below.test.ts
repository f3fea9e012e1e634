import type { Stats } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ignoredBelow } from '../../../lib/cli/dev/ignored-below.js';

const file = { isFile: () => true } as Stats;
const folder = { isFile: () => false } as Stats;
const ignored = ignoredBelow(['/home/.me/shop', '/home/.me/shared/prices.ts']);

describe('ignoredBelow', () => {
  it.each<[string, Stats | undefined]>([
    ['/home/.me/shop', folder],
    ['/home/.me/shop/gateway.ts', file],
    ['/home/.me/shop/handlers', undefined],
    ['/home/.me/shop/handlers/get.mts', file],
    ['/home/.me/shop/data/books.json', file],
    ['/home/.me/shared/prices.ts', file],
  ])('watches %s', (path, stats) => {
    expect(ignored(path, stats)).toBe(false);
  });

  it.each<[string, Stats | undefined]>([
    ['/home/.me/shop/.gatewright', undefined],
    ['/home/.me/shop/.gatewright/dev/shop/manifest.json', file],
    ['/home/.me/shop/node_modules/zod/index.js', file],
    ['/home/.me/shop/cdk.out', folder],
    ['/home/.me/shop/dist/gateway.js', file],
    ['/home/.me/shop/.git/index', file],
    ['/home/.me/shop/dev.log', file],
  ])('does not watch %s', (path, stats) => {
    expect(ignored(path, stats)).toBe(true);
  });
});
