import { expect, it } from 'vitest';
import { pages } from '../../lib/aws/pages.js';

it('asks for a page only once the one before it was read', async () => {
  const asked: (string | undefined)[] = [];
  const all = pages(async (position) => {
    asked.push(position);
    return { items: [asked.length], position: asked.length < 3 ? `p${asked.length}` : undefined };
  });
  expect(await all.next()).toMatchObject({ value: [1] });
  expect(asked).toEqual([undefined]);
  expect(await all.next()).toMatchObject({ value: [2] });
  expect(asked).toEqual([undefined, 'p1']);
  expect(await all.next()).toMatchObject({ value: [3] });
  expect(await all.next()).toMatchObject({ done: true });
  expect(asked).toHaveLength(3);
});

it('takes an empty position for the end', async () => {
  const read: (readonly number[])[] = [];
  for await (const page of pages(async () => ({ items: [1], position: '' }))) read.push(page);
  expect(read).toEqual([[1]]);
});

it('gives up on a list that goes round in circles', async () => {
  const all = pages(async () => ({ items: [], position: 'again' }));
  await all.next();
  await expect(all.next().then(() => all.next())).rejects.toThrow(/round in circles/);
});
