import { expect, it } from 'vitest';
import { remembered } from '../../lib/spec/remembered.js';

function counted(): { readonly made: string[]; readonly upper: (text: string) => { readonly text: string } } {
  const made: string[] = [];
  const upper = remembered((text) => {
    made.push(text);
    return { text: text.toUpperCase() };
  });
  return { made, upper };
}

it('makes the same of a text once', () => {
  const { made, upper } = counted();
  expect(upper('/books')).toBe(upper('/books'));
  expect(upper('/__proto__')).toEqual({ text: '/__PROTO__' });
  expect(made).toEqual(['/books', '/__proto__']);
});

it('keeps no more than 10,000 texts, and makes what it gave up again', () => {
  const { made, upper } = counted();
  for (let index = 0; index <= 10_000; index++) upper(`/${index}`);
  expect(upper('/a0')).toEqual({ text: '/A0' });
  expect(upper('/0')).toEqual({ text: '/0' });
  expect(made.filter((text) => text === '/0')).toHaveLength(2);
  expect(made.filter((text) => text === '/10000')).toHaveLength(1);
});

it('keeps nothing of a text that it failed at', () => {
  let times = 0;
  const fail = remembered((text) => {
    times++;
    throw new Error(text);
  });
  expect(() => fail('/books')).toThrow('/books');
  expect(() => fail('/books')).toThrow('/books');
  expect(times).toBe(2);
});
