import { describe, expect, it } from 'vitest';
import { bar, sparkline, squeezed } from '../../../lib/cli/keys/charts.js';
import { columnsFor } from '../../../lib/cli/keys/columns.js';
import { csvLine } from '../../../lib/cli/keys/csv-line.js';
import { parseExpiry } from '../../../lib/cli/keys/parse-expiry.js';
import { textWidth } from '../../../lib/cli/keys/text-width.js';

const same = (text: string) => text;

describe('columns', () => {
  const columns = [
    { title: 'Id', text: (row: readonly string[]) => row[0] ?? '' },
    { title: 'Owner', text: (row: readonly string[]) => row[1] ?? '', least: 6 },
    { title: 'State', text: (row: readonly string[]) => row[2] ?? '' },
  ];
  const rows = [
    ['k1', 'a'.repeat(50), 'live'],
    ['k22', '紀伊國屋書店', 'expired'],
    ['k3', 'Zoë', 'live'],
  ];

  it('fit the terminal, whatever letters they hold', () => {
    const { head, line } = columnsFor(columns, rows, 30);
    for (const row of rows) expect(textWidth(line(row))).toBeLessThanOrEqual(30);
    expect(head(same)).toBe('Id   Owner             State');
    expect(line(rows[0] ?? [])).toBe(`k1   ${'a'.repeat(15)}…  live`);
    expect(line(rows[1] ?? [])).toBe('k22  紀伊國屋書店      expired');
  });

  it('are not cut where the terminal is wide, and never below their least', () => {
    expect(columnsFor(columns, rows, 200).line(rows[0] ?? [])).toContain('a'.repeat(50));
    expect(columnsFor(columns, rows, 5).line(rows[0] ?? [])).toBe('k1   aaaaa…  live');
  });

  it('cut later rows that are wider than those before', () => {
    const { line } = columnsFor(columns, [['k1', 'short', 'live']], 80);
    expect(line(['k1', 'much longer', 'live'])).toBe('k1  much…  live');
  });
});

describe('charts', () => {
  it.each([
    [0, 100, '░░░░░░░░░░'],
    [1, 1_000, '█░░░░░░░░░'],
    [50, 100, '█████░░░░░'],
    [99, 100, '█████████░'],
    [250, 100, '██████████'],
    [5, 0, '░░░░░░░░░░'],
  ])('draw %i of %i', (part, whole, expected) => {
    expect(bar(part, whole, 10)).toBe(expected);
  });

  it('draw days as a line, those without a request as dots', () => {
    expect(sparkline([0, 1, 4, 8])).toBe('·▁▄█');
    expect(sparkline([0, 0])).toBe('··');
    expect(sparkline([])).toBe('');
  });

  it('lose no request where days are drawn together', () => {
    expect(squeezed([1, 2, 3, 4, 5], 2)).toEqual([3, 12]);
    expect(squeezed([1, 2], 5)).toEqual([1, 2]);
  });
});

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@x', "'@x"],
  ['a"b,c', '"a""b,c"'],
  ['a\nb', '"a\nb"'],
  ['acme', 'acme'],
])('writes %j as a cell that is no formula', (text, cell) => {
  expect(csvLine([text])).toBe(cell);
});

describe('parseExpiry', () => {
  const NOW = Date.UTC(2026, 10, 21, 12, 0, 0, 250);

  it.each([
    ['90d', '2027-02-19T12:00:01Z'],
    ['12h', '2026-11-22T00:00:01Z'],
    ['2027-03-01', '2027-03-01T00:00:00Z'],
    ['2027-03-01T18:00:00+02:00', '2027-03-01T16:00:00Z'],
  ])('reads %s', (text, expected) => {
    expect(parseExpiry(text, NOW)).toBe(expected);
  });

  it.each(['', '0d', '-5d', '90', '1y', '2026-11-21', '2027-02-30', '2027-03-01T18:00:00', '999999999d', 'never'])(
    'refuses %j',
    (text) => {
      expect(() => parseExpiry(text, NOW)).toThrow(/a time to come/);
    },
  );
});
