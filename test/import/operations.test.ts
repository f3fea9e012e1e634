import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSourceFiles } from '../../lib/import/document/source-files.js';
import { importDocument } from '../../lib/import/import-document.js';
import { filesByTag } from '../../lib/import/write/spec-files.js';
import { codeOf, document, importText, lossAt } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

const FIXTURE = resolve(import.meta.dirname, 'fixtures/bookshop.yaml');
const bookshop = importText(readFileSync(FIXTURE, 'utf8'));
const squeezed = (code: string) => code.replace(/\s+/g, '').replaceAll(',}', '}').replaceAll(',)', ')');

const SWAGGER = {
  swagger: '2.0',
  info: { title: 'Old shop', version: '1' },
  host: 'old.example',
  basePath: '/api',
  schemes: ['http', 'https'],
  consumes: ['application/json'],
  produces: ['application/json'],
  security: [],
  paths: {
    '/orders/': {
      post: {
        operationId: 'placeOrder',
        parameters: [
          { in: 'body', name: 'order', required: true, schema: { $ref: '#/definitions/Order' } },
          { in: 'query', name: 'tag', type: 'array', items: { type: 'string' }, collectionFormat: 'multi' },
          { in: 'query', name: 'sort', type: 'array', items: { type: 'string' } },
          { in: 'query', name: 'limit', type: 'integer', maximum: 10, exclusiveMaximum: true, default: 3 },
          { in: 'query', name: 'level', type: 'integer', enum: [1, 2], 'x-nullable': true },
        ],
        responses: {
          201: {
            description: 'Made',
            schema: { $ref: '#/definitions/Order' },
            headers: { Location: { type: 'string', description: 'Where' } },
          },
        },
      },
    },
    '/upload': {
      post: {
        parameters: [{ in: 'formData', name: 'file', type: 'file' }],
        responses: { 204: { description: 'Kept' } },
      },
    },
  },
  definitions: {
    Order: {
      type: 'object',
      required: ['isbn'],
      properties: {
        isbn: { type: 'string', 'x-nullable': true },
        copies: { type: 'integer', minimum: 0, exclusiveMinimum: true, example: 2 },
      },
    },
  },
};

describe('an imported document', () => {
  it('lists by its place everything that the spec does not have', () => {
    const listed = bookshop.losses.map(({ kind, pointer }) => `${kind} ${pointer}`).sort();
    expect(listed).toEqual([
      'assumed #/servers/0/variables/region',
      'lost #/components/securitySchemes/unused',
      'lost #/info/license',
      'lost #/paths/~1books/get/parameters/3',
      'lost #/paths/~1books/get/responses/200/content/text~1csv',
      'lost #/paths/~1books~1{id}/get',
      'lost #/paths/~1compare~1{a}...{b}/get',
      'lost #/servers/1',
      'todo #/components/securitySchemes/customers',
      'todo #/components/securitySchemes/legacy',
      'unchecked #/components/schemas/Book/allOf/1/properties/related/uniqueItems',
      'unchecked #/components/schemas/Problem/patternProperties',
    ]);
  });

  it('says each of them as a comment too', () => {
    const comments =
      codeOf(bookshop)
        .match(/^\/\/.*$/gm)
        ?.join(' ')
        .replaceAll('//  ', '') ?? '';
    for (const { reason } of bookshop.losses) expect(comments.replace(/\s+/g, ' ')).toContain(reason.slice(0, 40));
  });

  it('runs, and takes and makes what the document says', async () => {
    const spec = await runSpec(bookshop);
    expect(spec.default).toMatchObject({ name: 'bookshop', description: "A bookshop's catalogue and orders" });
    expect(spec.default.routes.map(({ pattern }) => pattern)).toEqual([
      'GET /books',
      'POST /books',
      'GET /books/{isbn}',
      'DELETE /books/{isbn}',
    ]);
    const [list, add] = spec.default.routes as unknown as { query: Parser; body: Parser; headers: Parser }[];
    expect(list?.query.safeParse({ inStock: 'true', genre: ['novel'] })).toMatchObject({
      success: true,
      data: { page_size: 30, inStock: true, genre: ['novel'] },
    });
    expect(list?.query.safeParse({ page_size: '101' }).success).toBe(false);
    expect(list?.query.safeParse({ page_size: '7' }).data).toEqual({ page_size: 7 });
    expect(list?.headers.safeParse({ 'x-shop': 'a/b' }).success).toBe(true);
    expect(add?.body.safeParse({ title: 'Emma', isbn: '9780141439587' }).success).toBe(true);
    expect(add?.body.safeParse({ title: '', isbn: '9780141439587' }).success).toBe(false);
  });

  it('may be a file for each tag, which run as well', async () => {
    const imported = importDocument(openSourceFiles(FIXTURE), { choices: {}, files: filesByTag() });
    expect([...imported.files.keys()].sort()).toEqual([
      'auth.ts',
      'gateway.ts',
      'routes/books.ts',
      'routes/untagged.ts',
      'schemas.ts',
      'shared.ts',
    ]);
    expect(imported.files.get('routes/books.ts')).toContain("import { Book, Genre, NewBook } from '../schemas.js';");
    const spec = await runSpec(imported);
    expect(spec.default.routes).toHaveLength(4);
  });
});

interface Parser {
  readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: unknown };
}

describe('a Swagger 2.0 document', () => {
  const imported = importText(SWAGGER);
  const code = squeezed(codeOf(imported));

  it.each([
    ['the server', "constorigin='https://old.example/api';"],
    ['the backend, with the slash that the route cannot have', "route('POST/orders',"],
    ['the body', 'body:Order,'],
    ['a list', 'tag:z.array(z.string()).optional()'],
    ['a limit', 'limit:z.coerce.number().int().lt(10).default(3)'],
    ['numbers to choose from', 'level:z.coerce.number().pipe(z.literal([1,2])).meta({enum:[1,2]}).optional()'],
    [
      'an answer',
      "201:{description:'Made',body:Order,headers:z.object({location:z.string().meta({description:'Where'}).optional()})}",
    ],
    ['nullable members', 'isbn:z.string().nullable(),copies:z.int().gt(0).meta({examples:[2]}).optional()'],
  ])('gives %s', (_, expected) => {
    expect(code).toContain(squeezed(expected));
  });

  it('lists what has no place', () => {
    expect(code).toContain('http(`${origin}/orders/`)');
    expect(lossAt(imported, '#/paths/~1orders~1')).toBe('assumed: the path is read without the slash at its end');
    expect(lossAt(imported, '#/paths/~1orders~1/post/parameters/2')).toMatch(/^assumed: a list in one value \(csv\)/);
    expect(lossAt(imported, '#/paths/~1upload/post/parameters/0')).toMatch(
      /^lost: a route describes JSON bodies alone/,
    );
  });
});

describe('backends', () => {
  const at = (integration: unknown) =>
    importText(
      document({
        servers: [],
        paths: { '/things/{id}': { get: { responses: {}, 'x-amazon-apigateway-integration': integration } } },
      }),
    );

  it.each<[string, unknown, string]>([
    [
      'an HTTP proxy with its own name for a parameter',
      {
        type: 'http_proxy',
        uri: 'https://b.example/x/{thing}',
        requestParameters: { 'integration.request.path.thing': 'method.request.path.id' },
      },
      "http('https://b.example/x/{id}')",
    ],
    [
      'a function',
      {
        type: 'aws_proxy',
        uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:GetThing/invocations',
      },
      "backend('get-thing')",
    ],
    [
      'a mock',
      {
        type: 'mock',
        responses: {
          default: {
            statusCode: '202',
            responseTemplates: { 'application/json': '{"a":1}' },
            responseParameters: { 'method.response.header.X-A': "'b'" },
          },
        },
      },
      "reply(202, { a: 1 }, { 'X-A': 'b' })",
    ],
    [
      'what is behind a VPC link',
      { type: 'http_proxy', uri: 'http://inside.example/', connectionType: 'VPC_LINK', connectionId: 'link1' },
      "backend('link1')",
    ],
    [
      'another service of AWS',
      { type: 'aws', uri: 'arn:aws:apigateway:eu-west-1:sqs:path/q' },
      "backend('get-things-id')",
    ],
  ])('%s becomes what answers', (_, integration, code) => {
    expect(squeezed(codeOf(at(integration)))).toContain(squeezed(`to: ${code}`));
  });

  it.each([
    [{ kind: 'lambda', directory: 'handlers' } as const, "lambda('handlers/get-things.ts')"],
    [{ kind: 'bound', name: 'shop' } as const, "backend('shop')"],
    [{ kind: 'http', url: 'https://other.example/base/' } as const, "http('https://other.example/base/things')"],
  ])('%o is taken from the command line', (backend, code) => {
    expect(codeOf(importText(document(), { backend }))).toContain(`to: ${code}`);
  });

  it.each<[string, unknown]>([
    ['no server', []],
    ['a server without a host', [{ url: '/v1' }]],
    ['a server of another protocol', [{ url: 'ftp://shop.example' }]],
    ['a server with a password', [{ url: 'https://a:b@shop.example' }]],
    ['a host that a caller would choose', [{ url: 'https://{host}.example' }]],
  ])('are asked for where there is %s', (_, servers) => {
    expect(() => importText(document({ servers }))).toThrow(/GET \/things states no server: choose --backend http=URL/);
  });
});
