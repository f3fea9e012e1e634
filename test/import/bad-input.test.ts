import { symlinkSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { openSourceFiles } from '../../lib/import/document/source-files.js';
import { ImportError } from '../../lib/import/import-error.js';
import { codeOf, document, importText, lossAt, makeFolder } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

const folder = makeFolder();
afterAll(folder.remove);

const BOMB = `openapi: 3.1.0
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]
f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]
paths: { /a: { get: { x: *f } } }
`;

const valid = JSON.stringify(document());

describe('what is no OpenAPI document', () => {
  it.each<[string, string | Uint8Array, RegExp]>([
    ['a truncated file', valid.slice(0, -20), /^\S+ is no JSON: /],
    ['a truncated YAML file', 'openapi: 3.1.0\npaths: {"/a": {', /is no YAML: /],
    ['an empty file', '', /no OpenAPI document: it is no object/],
    ['a list', '[1, 2]', /no OpenAPI document: it is no object/],
    ['a text', 'hello', /no OpenAPI document: it is no object/],
    ['another kind of JSON', '{"name": "x"}', /it has no paths/],
    ['a document without a version', '{"paths": {}}', /it names no version/],
    ['a version that nobody knows', '{"openapi": "4.0.0", "paths": {}}', /its version is "4.0.0"/],
    ['Swagger 1.2', '{"swagger": "1.2", "paths": {}}', /its version is "1.2"/],
    ['a version that is an object', '{"openapi": {"a": 1}, "paths": {}}', /its version is/],
    ['what is not UTF-8', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]), /is not UTF-8/],
    ['a YAML bomb', BOMB, /is no YAML: .*alias/i],
    ['YAML with a key twice', 'openapi: 3.1.0\npaths: {}\npaths: {}\n', /is no YAML: .*unique/],
    [
      '10,000 brackets',
      `{"openapi": "3.1.0", "paths": ${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      /nested more than 256/,
    ],
    ['10,000 brackets of YAML', `a: ${'['.repeat(10_000)}`, /nested more than 256/],
    ['no operation', JSON.stringify(document({ paths: {} })), /has no operation/],
    ['paths that are none', JSON.stringify(document({ paths: { '/a': 7, '/b': null, c: {} } })), /has no operation/],
    ['a terminal code in a version', '{"openapi": "\\u001b[31m", "paths": {}}', /its version is "\\u001b\[31m"/],
  ])('%s is named', (_, text, message) => {
    const name = typeof text === 'string' && text.startsWith('{') ? 'bad.json' : 'bad.yaml';
    const file = folder.write(name, text);
    const started = performance.now();
    const work = () => importText(text as string);
    expect(typeof text === 'string' ? work : () => openSourceFiles(file)).toThrow(ImportError);
    expect(typeof text === 'string' ? work : () => openSourceFiles(file)).toThrow(message);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('is not read where it is missing, a folder, or too large', () => {
    expect(() => openSourceFiles(folder.path('nope.yaml'))).toThrow(/there is no file .*nope\.yaml/);
    expect(() => openSourceFiles(folder.root)).toThrow(/cannot read .*EISDIR/);
    const large = folder.write('large.json', Buffer.alloc(33_554_433, ' '));
    expect(() => openSourceFiles(large)).toThrow(/too large; up to 33554432 bytes/);
  });
});

describe('references', () => {
  const of = (ref: string, others = {}) =>
    importText(document({ components: { schemas: { Thing: { $ref: ref }, Other: { type: 'string' } } } }), {}, others);
  const PLACE = '#/components/schemas/Thing/$ref';

  it.each<[string, string, RegExp]>([
    ['the network', 'https://evil.example/a.json#/A', /nothing is fetched/],
    ['the network without a scheme', '//evil.example/a.json', /nothing is fetched/],
    ['a file URL', 'file:///etc/passwd', /nothing is fetched/],
    ['a parent folder', '../secret.json#/A', /not below the document's folder/],
    ['a parent folder in disguise', 'x/../%2e%2e/secret.json#/A', /not below the document's folder/],
    ['the root of the disk', '/etc/passwd', /no such file|not below/],
    ['a file that is not there', 'nope.json#/A', /no such file/],
    ['a place that is not there', '#/components/schemas/Nope', /nothing stands at/],
    ['a prototype', '#/__proto__/toString', /nothing stands at/],
    ['a constructor', '#/components/schemas/constructor', /nothing stands at/],
    ['an anchor', '#thing', /anchors are not followed/],
    ['itself', '#/components/schemas/Thing', /leads back to itself/],
    ['a broken escape', '#/%E0%A4%A', /anchors are not followed|nothing stands at/],
  ])('to %s are listed, and anything is taken', (_, ref, reason) => {
    const imported = of(ref, { 'secret.json': '{"A": {"type": "string", "title": "secret"}}' });
    expect(lossAt(imported, PLACE)).toMatch(/^lost: /);
    expect(lossAt(imported, PLACE)).toMatch(reason);
    expect(codeOf(imported)).toContain('export const Thing = z.unknown()');
    expect(codeOf(imported)).not.toContain('secret');
  });

  it('through a link to a parent folder are not followed', () => {
    folder.write('outside.json', '{"A": {"type": "string"}}');
    const inside = folder.write('links/openapi.json', JSON.stringify(document()));
    symlinkSync(folder.path('outside.json'), folder.path('links/link.json'));
    expect(openSourceFiles(inside).open('link.json')).toMatch(/not below/);
  });

  it('to files below the document are followed, and back', () => {
    const imported = of('parts/things.yaml#/Thing', {
      'api/parts/things.yaml':
        "Thing: { type: object, properties: { other: { $ref: '../openapi.json#/components/schemas/Other' }, own: { $ref: '#/Own' } } }\nOwn: { type: boolean }\n",
    });
    expect(imported.losses.filter(({ kind }) => kind === 'lost' && true)).not.toContainEqual(
      expect.objectContaining({ pointer: PLACE }),
    );
    expect(codeOf(imported)).toMatch(/export const Own = z\.boolean\(\)/);
    expect(codeOf(imported).match(/export const Other = /g)).toHaveLength(1);
    expect(codeOf(imported)).toContain('other: Other.optional(), own: Own.optional()');
  });

  it('in a chain of 20,000 are put in order, without a stack that overflows', () => {
    const schemas = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, index) => [
        `S${index}`,
        { type: 'object', properties: { next: { $ref: `#/components/schemas/S${(index + 1) % 20_000}` } } },
      ]),
    );
    const started = performance.now();
    const imported = importText(document({ components: { schemas } }));
    expect(imported.schemas).toBe(20_000);
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  it('that go in circles make a spec that runs', async () => {
    const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const schemas = {
      Tree: { type: 'object', properties: { children: { type: 'array', items: ref('Tree') }, owner: ref('Owner') } },
      Owner: { type: 'object', required: ['tree'], properties: { tree: ref('Tree'), list: ref('List') } },
      List: { type: 'array', items: ref('List') },
      Both: {
        allOf: [ref('Tree'), { type: 'object', properties: { both: { oneOf: [ref('Both'), { type: 'null' }] } } }],
      },
    };
    const spec = await runSpec(importText(document({ components: { schemas } })));
    const both = spec.Both as { safeParse: (value: unknown) => { success: boolean } };
    expect(
      both.safeParse({ children: [{ children: [] }], both: { both: null }, owner: { tree: {}, list: [[]] } }).success,
    ).toBe(true);
    expect(both.safeParse({ both: { both: { owner: { tree: { children: [7] } } } } }).success).toBe(false);
    expect(both.safeParse({ owner: { tree: {}, list: [['x']] } }).success).toBe(false);
  });
});

describe('a document of 10 MB', () => {
  it('may be one string', () => {
    const description = `${'"\\'.repeat(1_000_000)}${'a'.repeat(10_000_000)}`;
    const started = performance.now();
    expect(importText(document({ info: { title: 'Shop', description } })).routes).toBe(1);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('may say one thing ten thousand times', () => {
    const get = { operationId: 'same', responses: {} };
    const paths = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`/a${index}`, { get }]));
    const A = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`k${index}`, index]));
    const started = performance.now();
    const imported = importText(document({ paths, components: { schemas: { A } } }));
    expect(imported.losses.filter(({ kind }) => kind === 'unchecked')).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('is imported in seconds', () => {
    const description = 'A long story. '.repeat(700);
    const paths = Object.fromEntries(
      Array.from({ length: 1_000 }, (_, index) => [
        `/things${index}/{id}`,
        { get: { description, responses: { 200: { description: 'OK' } } } },
      ]),
    );
    const text = JSON.stringify(document({ paths }));
    expect(text.length).toBeGreaterThan(9_800_000);
    const started = performance.now();
    expect(importText(text).routes).toBe(1_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe('members that stand there twice', () => {
  it('are listed: JSON keeps the last one and says nothing', () => {
    const twice = valid.replace('"get":', '"get":{"responses":{}},"get":');
    expect(lossAt(importText(twice), '#/paths/~1things/get')).toBe(
      'lost: stands there more than once: the last one counts',
    );
    expect(importText(valid).losses).toEqual([]);
  });
});
