import { describe, expect, it } from 'vitest';
import { contractDifferences } from '../../bench/import/compare-contracts.js';
import { type Loss, withLosses } from '../../bench/import/listed-losses.js';
import { contractDocument } from '../../lib/contract/contract-document.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import { codeOf, document, importText, lossAt } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

const Book = { type: 'object', required: ['isbn'], properties: { isbn: { type: 'string', pattern: '^urn:/' } } };
const CHANGES = [{ path: '/properties/old', value: { $ref: '#/components/schemas/Book' } }];
const shop = {
  openapi: '3.0.3',
  info: {
    title: 'The Shop',
    version: '7.1',
    description: 'Books. '.repeat(200),
    termsOfService: 'https://shop.example/terms',
    license: { name: 'MIT', url: 'https://spdx.org/licenses/MIT' },
    contact: { name: 'Support', email: 'help@shop.example' },
  },
  externalDocs: { url: 'https://shop.example/docs', description: 'Guides' },
  servers: [{ url: 'https://shop.example' }],
  security: [],
  tags: [{ name: 'books', description: 'All that is printed' }],
  paths: {
    '/books': {
      get: {
        operationId: 'books/list',
        summary: 'All books',
        tags: ['books'],
        externalDocs: { url: 'https://shop.example/docs/books' },
        parameters: [
          { name: 'sold', in: 'query', schema: { type: 'boolean', default: false } },
          { name: 'shop', in: 'query', schema: { type: 'string', nullable: true } },
          { name: 'since', in: 'query', schema: { oneOf: [{ type: 'integer' }, { type: 'string' }] } },
        ],
        responses: {
          200: {
            description: 'OK',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Book' } } },
          },
        },
      },
      post: {
        operationId: 'books/add',
        summary: 'One more book',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                ...Book,
                additionalProperties: false,
                'x-changes': CHANGES,
                anyOf: [
                  { required: ['isbn'], type: 'object' },
                  { required: ['ean'], type: 'object' },
                ],
              },
            },
          },
        },
        responses: { 201: { description: 'Added' } },
      },
    },
  },
  components: { schemas: { Book } },
};
const imported = importText(shop);
const exported = async () => contractDocument((await runSpec(imported)).default).document;
const differences = (source: unknown, written: unknown, losses: readonly Loss[] = imported.losses) =>
  contractDifferences(withLosses(source as never, losses), written as never);

describe('what a document says of itself and its routes', () => {
  it('comes out again, but for what is listed', async () => {
    expect(differences(shop, await exported())).toEqual([]);
    expect(await exported()).toMatchObject({ externalDocs: shop.externalDocs, tags: shop.tags });
  });

  it('is listed where the spec cannot hold it', () => {
    expect(imported.losses.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'assumed #/paths/~1books/get/parameters/1/schema',
      'assumed #/paths/~1books/get/parameters/2/schema',
      'lost #/paths/~1books/post/requestBody/content/application~1json/schema/additionalProperties',
    ]);
  });

  it.each<[string, (text: string) => string, string]>([
    ['a description', (text) => text.replace('All books', 'Some books'), 'GET /books: summary'],
    [
      'a default',
      (text) => text.replace('"default":false', '"default":true'),
      'GET /books: parameter query sold/schema/default',
    ],
    ['a pattern deep in a shared schema', (text) => text.replace('^urn:/', '^isbn:'), 'GET /books: answer 200'],
    ['an operation', (text) => text.replace('"/books":{"get"', '"/volumes":{"get"'), 'GET /books: is missing'],
  ])('is compared: another %s is found', async (_, change, difference) => {
    const other = JSON.parse(change(JSON.stringify(await exported())));
    expect(differences(shop, other).join('\n')).toContain(difference);
  });

  it('is no equal without the list of losses', async () => {
    expect(differences(shop, await exported(), [])).toHaveLength(5);
  });
});

describe('routes that call many addresses', () => {
  const paths = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `/a${index}`,
        { get: { responses: { 200: { description: 'OK' } } } },
      ]),
    );

  it('stay with the API type of the plan while an HTTP API has integrations for them', () => {
    const most = importText(document({ paths: paths(300) }));
    expect([codeOf(most).includes("api: 'rest'"), most.losses]).toEqual([false, []]);
  });

  it('are those of a REST API from then on, and say why', () => {
    const more = importText(document({ paths: paths(301) }));
    expect(codeOf(more)).toContain("  api: 'rest',\n");
    expect(lossAt(more, '#/paths')).toMatch(/^assumed: they call 301 addresses, and an HTTP API has 300 integrations/);
  });

  it('have more resources than AWS gives, so the plan splits them, and the losses tell the ways to one address', async () => {
    const told = ({ losses }: ReturnType<typeof importText>) =>
      losses.map(({ kind, reason }) => `${kind}: ${reason}`).filter((line) => /AWS gives/.test(line));
    expect(told(importText(document({ paths: paths(299) })))).toEqual([]);
    const more = importText(document({ paths: paths(301) }));
    expect(codeOf(more)).not.toMatch(/^ {2}quotas:/m);
    expect(told(more)).toEqual([
      expect.stringMatching(
        /^assumed: they may need 302 resources per REST API, of 300 .* edge: \{\} .* quotas: \{ restResources: 400 \}$/,
      ),
    ]);
    const { default: spec } = await runSpec(more);
    const { apis, warnings } = planGateway(spec as GatewaySpec);
    expect(apis.map(({ type }) => type)).toEqual(['rest', 'rest']);
    expect(warnings.map(({ code }) => code)).toEqual(expect.arrayContaining(['SPLIT_UNPINNED', 'SPLIT_NO_FRONT']));
  });

  it('are counted by address', () => {
    const shared = importText(document({ paths: paths(301) }), { backend: { kind: 'bound', name: 'shop' } });
    expect(codeOf(shared)).not.toContain("api: 'rest'");
    expect(shared.losses.map(({ reason }) => reason)).toContainEqual(
      expect.stringContaining('quotas: { httpRoutes: 400 }'),
    );
  });
});

it('gives an operation a name of its own where another has it already', () => {
  const get = { operationId: 'a/b', responses: { 200: { description: 'OK' } } };
  const twice = importText(document({ paths: { '/a': { get }, '/b': { get: { ...get, operationId: 'a.b' } } } }));
  expect(lossAt(twice, '#/paths/~1b/get/operationId')).toBe('lost: another operation has this name');
});

it('says no more of an answer than its content type where the document does not', async () => {
  const lines = { 200: { description: 'Lines', content: { 'application/x-ndjson': {} } } };
  const { default: spec } = await runSpec(importText(document({ paths: { '/a': { get: { responses: lines } } } })));
  expect(contractDocument(spec).document.paths['/a']?.get?.responses[200]).toEqual(lines[200]);
});
