import { describe, expect, it } from 'vitest';
import { countEdges } from '../../../lib/cli/plan-graph/count-edges.js';

/** `a>f` twice is two routes from a to f. */
const labels = (...ways: readonly string[]) =>
  countEdges(
    'request',
    ways.map((way) => way.split('>') as [string, string]),
  ).map(({ from, to, label }) => `${from}>${to}${label === undefined ? '' : `: ${label}`}`);

describe('lines of routes', () => {
  it('say how many routes go along each', () => {
    expect(labels('a>f', 'b>f', 'a>f', 'a>g')).toEqual(['a>f: 2 routes', 'b>f: 1 route', 'a>g: 1 route']);
  });

  it('say nothing where three or more to one box would all say the same', () => {
    expect(labels('a>f', 'b>f', 'c>f', 'a>g')).toEqual(['a>f', 'b>f', 'c>f', 'a>g: 1 route']);
    expect(labels('a>f', 'b>f')).toEqual(['a>f: 1 route', 'b>f: 1 route']);
  });

  it('say it where one of them is another', () => {
    expect(labels('a>f', 'b>f', 'c>f', 'c>f')).toEqual(['a>f: 1 route', 'b>f: 1 route', 'c>f: 2 routes']);
  });

  it('say it where several come from one box', () => {
    expect(labels('a>f', 'a>g', 'a>h')).toEqual(['a>f: 1 route', 'a>g: 1 route', 'a>h: 1 route']);
  });
});
