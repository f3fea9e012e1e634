import { afterEach, describe, expect, it } from 'vitest';
import { processConsole } from '../../lib/cli/console.js';

const { COLUMNS } = process.env;
afterEach(() => {
  if (COLUMNS === undefined) delete process.env.COLUMNS;
  else process.env.COLUMNS = COLUMNS;
});

describe.skipIf(process.stdout.columns !== undefined)('the width of what is no terminal', () => {
  it.each([
    ['80', 80],
    ['3', 40],
    ['wide', 100],
    ['', 100],
    ['-5', 100],
  ])('is, where COLUMNS is %j, %d', (stated, width) => {
    process.env.COLUMNS = stated;
    expect(processConsole().width).toBe(width);
  });
});
