import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METHODS, type PathSegment, parsePath, pathShape, splitPattern } from '../../lib/spec/path.js';
import { ACCEPTED, REFUSED_AT_RUN_TIME, REFUSED_METHODS, REFUSED_PATHS } from '../types/path-cases.js';

const RUNS = { numRuns: 300 };

function segmentsOf(path: string): readonly PathSegment[] {
  const parsed = parsePath(path);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.segments;
}

describe('the path grammar at run time, over the table that the types are held to', () => {
  it.each(ACCEPTED)('takes $pattern', ({ pattern, shape, params }) => {
    const { method, path } = splitPattern(pattern);
    const segments = segmentsOf(path);
    expect(METHODS).toContain(method);
    expect(segments.filter(({ kind }) => kind !== 'literal').map(({ text }) => text)).toEqual(params);
    expect(pathShape(segments)).toBe(shape);
  });

  it.each(REFUSED_PATHS)('refuses $pattern', ({ pattern, reason }) => {
    expect(parsePath(splitPattern(pattern).path)).toEqual({ ok: false, reason });
  });

  it.each(REFUSED_METHODS)('finds no method in "$pattern"', ({ pattern }) => {
    const { method, path } = splitPattern(pattern);
    expect(METHODS.some((known) => known === method) && path !== '').toBe(false);
  });

  it.each(REFUSED_AT_RUN_TIME)('refuses $path for its characters', ({ path, reason }) => {
    expect(parsePath(path)).toEqual({ ok: false, reason });
  });
});

describe('every path', () => {
  const literal = fc.stringMatching(/^[A-Za-z0-9._:-]{1,8}$/).map((text): PathSegment => ({ kind: 'literal', text }));
  const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,8}$/);
  const parameter = name.map((text): PathSegment => ({ kind: 'parameter', text }));
  const greedy = name.map((text): PathSegment => ({ kind: 'greedy', text }));
  const paths = fc
    .tuple(fc.array(fc.oneof(literal, parameter), { maxLength: 6 }), fc.option(greedy, { nil: undefined }))
    .map(([head, tail]) => (tail ? [...head, tail] : head))
    .filter((segments) => {
      const names = segments.flatMap(({ kind, text }) => (kind === 'literal' ? [] : [text]));
      return new Set(names).size === names.length;
    });
  const written = { literal: (t: string) => t, parameter: (t: string) => `{${t}}`, greedy: (t: string) => `{${t}+}` };
  const write = (segments: readonly PathSegment[]) => `/${segments.map((s) => written[s.kind](s.text)).join('/')}`;

  it('that the grammar makes is read back as it was made', () => {
    fc.assert(
      fc.property(paths, (segments) => {
        expect(segmentsOf(write(segments))).toEqual(segments);
      }),
      RUNS,
    );
  });

  it('keeps its shape when its parameters are renamed', () => {
    const renamed = (segments: readonly PathSegment[]) =>
      segments.map((segment, index) => (segment.kind === 'literal' ? segment : { ...segment, text: `p${index}` }));
    fc.assert(
      fc.property(paths, (segments) => {
        expect(pathShape(renamed(segments))).toBe(pathShape(segments));
      }),
      RUNS,
    );
  });

  it('of any characters is read whole, or refused with a reason, and never throws', () => {
    const pieces = fc.constantFrom('/', '{', '}', '+', 'a', 'id', '{id}', '{rest+}', '.', ' ', 'é', '%', '\u0000');
    const anything = fc.oneof(
      fc.string(),
      fc.array(pieces, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
    );
    fc.assert(
      fc.property(anything, (path) => {
        const parsed = parsePath(path);
        if (parsed.ok) expect(write(parsed.segments)).toBe(path);
        else expect(parsed.reason).not.toBe('');
      }),
      RUNS,
    );
  });
});

it('splits a pattern at its first space', () => {
  fc.assert(
    fc.property(
      fc.string().filter((text) => !text.includes(' ')),
      fc.string(),
      (method, path) => {
        expect(splitPattern(`${method} ${path}`)).toEqual({ method, path });
      },
    ),
    RUNS,
  );
});
