import { describe, expect, it } from 'vitest';
import { widthOf } from '../../lib/cli/console.js';

describe('the width of a console', () => {
  it.each<[string, number | undefined, string | undefined, number]>([
    ['what the terminal has', 72, '200', 72],
    ['no less than 40', 12, undefined, 40],
    ['what COLUMNS says where the terminal does not know', 0, '80', 80],
    ['what COLUMNS says where there is no terminal', undefined, '80', 80],
    ['no less than 40, as it says', undefined, '3', 40],
    ['100 where it says nothing', undefined, undefined, 100],
    ['100 where it says nothing of use', undefined, '-5', 100],
    ['100 where it is empty', undefined, '', 100],
  ])('is %s', (_title, columns, stated, width) => {
    expect(widthOf(columns, stated === undefined ? {} : { COLUMNS: stated })).toBe(width);
  });
});
