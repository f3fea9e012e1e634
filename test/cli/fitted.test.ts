import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, fitted } from '../../lib/cli/fitted.js';
import { rowsOnly, table } from '../../lib/cli/table.js';

const DIM = '\u001b[2m';
const BRIGHT = '\u001b[22m';

describe('text that is fitted', () => {
  it.each<[string, string, number, readonly string[]]>([
    ['stays as it is where it fits', '  one two', 9, ['  one two']],
    ['goes on four columns to the right of its beginning', '  one two three', 12, ['  one two', '      three']],
    [
      'goes on below its last column',
      'GET /a  because of this and that',
      22,
      ['GET /a  because of', '        this and that'],
    ],
    [
      'moves a last column below that stands far to the right',
      'one  two  three    reply 200',
      24,
      ['one  two  three', '    reply 200'],
    ],
    [
      'goes on by words where that column is too long for a line',
      'one  two  three  four five six seven eight',
      20,
      ['one  two  three', '    four five six', '    seven eight'],
    ],
    [
      'keeps a word whole that is longer than a line',
      'https://feeds.example/path now',
      10,
      ['https://feeds.example/path', '    now'],
    ],
    ['counts no colours', `${DIM}one two${BRIGHT} three`, 13, [`${DIM}one two${BRIGHT} three`]],
    ['breaks within colours', `${DIM}one two three${BRIGHT}`, 9, [`${DIM}one two`, `    three${BRIGHT}`]],
  ])('%s', (_title, text, width, lines) => {
    expect(fitted(text, width).split('\n')).toEqual(lines);
  });

  it('has the same words, on lines that are not too wide', () => {
    const word = fc.stringMatching(/^[a-z/]{1,12}$/);
    const line = fc.array(fc.tuple(fc.constantFrom(' ', '  ', '    '), word), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(line, fc.integer({ min: 24, max: 60 }), (parts, width) => {
        const text = parts.flat().join('');
        const lines = fitted(text, width).split('\n');
        expect(lines.join(' ').split(/ +/)).toEqual(text.split(/ +/));
        for (const each of lines) expect(columnsOf(each)).toBeLessThanOrEqual(Math.max(width, 12 + width * 0.6));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a table', () => {
  const columns = [{ title: '' }, { title: '', wraps: true }, { title: '', align: 'right' }] as const;
  const rows = [
    ['12', 'characters of inline policies per role', '$1.00'],
    ['7', 'routes', '$20,000.00'],
  ];

  it('wraps one column where it would be too wide, and no number', () => {
    expect(rowsOnly(columns, rows, 40).split('\n')).toEqual([
      '12  characters of inline           $1.00',
      '    policies per role',
      '7   routes                    $20,000.00',
    ]);
  });

  it('moves what stands behind that column below its row, from the last on, where wrapping is not enough', () => {
    const four = [{ title: 'N' }, { title: 'What', wraps: true }, { title: 'A' }, { title: 'Key' }] as const;
    const cells = [
      ['12', 'policies per role', '1 left', 'inlinePolicies'],
      ['7', 'routes', '2 left', ''],
    ];
    expect(table(four, cells, 22).split('\n')).toEqual([
      'N   What        A',
      '    Key',
      '12  policies    1 left',
      '    per role',
      '    inlinePolicies',
      '7   routes      2 left',
    ]);
    expect(table(four, cells, 19).split('\n').slice(2, 4)).toEqual(['12  policies per', '    role']);
    expect(table(four, cells, 19).split('\n').slice(-2)).toEqual(['7   routes', '    2 left']);
  });

  it('moves numbers to where its columns end', () => {
    const sums = [
      { title: '', wraps: true },
      { title: '1M', align: 'right' },
      { title: '1T', align: 'right' },
    ] as const;
    expect(table(sums, [['Requests that it looks at', '$0.67', '$600,000.00']], 20).split('\n')).toEqual([
      '                  1M',
      '                  1T',
      'Requests that  $0.67',
      'it looks at',
      '         $600,000.00',
    ]);
  });

  it('is as wide as it has to be where no width is given', () => {
    expect(rowsOnly(columns, rows).split('\n')).toHaveLength(2);
  });

  it('breaks no word, even where it is wider then', () => {
    const lines = rowsOnly(columns, rows, 10).split('\n');
    expect(lines[0]).toMatch(/^12 {2}characters +\$1\.00$/);
    expect(lines.join('\n')).not.toContain('…');
  });

  it('has its titles first', () => {
    expect(table([{ title: 'Key' }, { title: 'USD', align: 'right' }], [['secrets', '0.4']]).split('\n')).toEqual([
      'Key      USD',
      'secrets  0.4',
    ]);
  });
});
