import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { inputSchema } from '../../lib/plan/input-schema.js';
import { aRoute, issuesOf, specOf } from '../spec/specs.js';

const NO_SCHEMAS = [
  ['a text', 'x'],
  ['a number', 1],
  ['nothing', null],
  ['an object', { type: 'string' }],
] as const;

describe('what is no schema', () => {
  it.each(NO_SCHEMAS)('has none of its own for %s', (_, given) => {
    expect(inputSchema(given as never)).toEqual({ ok: false, reason: 'it is no schema' });
  });

  it.each([null, undefined, 1, {}])('is one whose own description is %s', (standard) => {
    expect(inputSchema({ '~standard': standard } as never).ok).toBe(false);
  });

  it.each(NO_SCHEMAS)('is an issue of a cached route behind an edge: %s', (_, given) => {
    for (const part of ['headers', 'query'] as const) {
      const route = aRoute('GET /books', { cache: { ttlSeconds: 60 }, [part]: given });
      const issues = issuesOf(specOf([route], { edge: {} }));
      expect(issues.map(({ code, place }) => [code, place])).toEqual([
        ['CONTRACT_SCHEMA', `routes['GET /books'].${part}`],
      ]);
    }
  });
});

it('says what goes into a schema, of zod or of any other library that can', () => {
  const other = { '~standard': { version: 1, vendor: 'other', jsonSchema: { input: () => ({ type: 'number' }) } } };
  expect(inputSchema(z.object({ isbn: z.string() }))).toMatchObject({ ok: true, schema: { required: ['isbn'] } });
  expect(inputSchema(other as never)).toEqual({ ok: true, schema: { type: 'number' } });
});
