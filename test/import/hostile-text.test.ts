import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../lib/import/code/lay-out.js';
import { literal } from '../../lib/import/code/literal.js';
import type { Json } from '../../lib/import/document/json-node.js';
import { anyCharacter } from '../fixtures/any-character.js';
import { codeOf, document, importText, makeFolder } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

/** The project's own. */
const STYLE = {
  formatter: { indentStyle: 'space', lineWidth: 120 },
  javascript: { formatter: { quoteStyle: 'single' } },
  linter: { rules: { suspicious: { noTemplateCurlyInString: 'off' } } },
};
const ROOT = resolve(import.meta.dirname, '../..');

const nasty = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom(
    "'); process.exit(7); ('",
    '${process.exit(7)}',
    '`',
    '*/ process.exit(7); /*',
    '\n// x\nprocess.exit(7)\n',
    '\r\u2028process.exit(7)\u2029',
    '\\',
    "\\'",
    '</script>',
    '\ud800',
    '\u202e',
    '__proto__',
    `${'long '.repeat(60)}\n\n${'x'.repeat(400)}`,
  ),
);

describe('text of a document', () => {
  it('is the same text as a literal, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 4 }), fc.jsonValue({ maxDepth: 3 }), (texts, json) => {
        const value = [...texts, json, Object.fromEntries(texts.map((text) => [text, 1]))] as Json;
        const code = layOut(literal(value));
        expect(Function(`'use strict'; return ${code}`)()).toEqual(value);
        expect(code).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 300 },
    );
  });

  it('stays text wherever a document may have it', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, async (text, other) => {
        const imported = importText(
          document({
            info: { title: text, version: text, description: other },
            servers: [{ url: 'https://shop.example' }, { url: text }],
            security: [{ [text]: [other] }],
            paths: {
              '/things/{id}': {
                [text]: text,
                get: {
                  operationId: text,
                  summary: other,
                  description: text,
                  tags: [text, other],
                  parameters: [
                    {
                      in: 'query',
                      name: text,
                      description: other,
                      schema: { type: 'string', pattern: text, enum: [text, other] },
                    },
                    { in: 'cookie', name: text },
                  ],
                  requestBody: {
                    content: { 'application/json': { schema: { $ref: text }, example: { [text]: other } } },
                  },
                  responses: {
                    200: {
                      description: text,
                      headers: { [other]: { schema: { type: 'string' } } },
                      content: { [text]: { schema: { type: text } } },
                    },
                    [text]: { description: other },
                  },
                  [`x-${text}`]: other,
                },
              },
            },
            components: {
              schemas: {
                [text]: {
                  type: 'object',
                  title: other,
                  properties: { [text]: { const: other }, [other]: { type: 'string', pattern: other } },
                },
              },
            },
          }),
        );
        const spec = await runSpec(imported);
        const [route] = spec.default.routes;
        expect(route).toMatchObject({
          path: '/things/{id}',
          ...(text !== '' && { description: text }),
          ...(other !== '' && { summary: other }),
        });
        expect(spec.default.routes[0]?.auth).not.toBe('public');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the code that is written', () => {
  it('is what Biome would write and takes nothing amiss in', () => {
    const text = readFileSync(resolve(import.meta.dirname, 'fixtures/bookshop.yaml'), 'utf8');
    const code = codeOf(importText(text));
    const folder = makeFolder();
    try {
      folder.write('biome.json', JSON.stringify(STYLE));
      folder.write('gateway.ts', code);
      const biome = resolve(ROOT, 'node_modules/@biomejs/biome/bin/biome');
      const check = () =>
        execFileSync(process.execPath, [biome, 'check', '--error-on-warnings', 'gateway.ts'], {
          cwd: folder.root,
          stdio: 'pipe',
        });
      expect(check).not.toThrow();
      folder.write('gateway.ts', code.replace("'gatewright'", '"gatewright"'));
      expect(check).toThrow();
    } finally {
      folder.remove();
    }
    expect(Math.max(...code.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('is the same each time', () => {
    const text = readFileSync(resolve(import.meta.dirname, 'fixtures/bookshop.yaml'), 'utf8');
    expect(codeOf(importText(text))).toBe(codeOf(importText(text)));
  });
});
