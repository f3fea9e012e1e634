import { describe, expect, it } from 'vitest';
import { ask, document, fakeServices, mock, restEngine, restModel } from './support/rest-api.js';

const VALIDATORS = {
  'x-amazon-apigateway-request-validators': { all: { validateRequestBody: true, validateRequestParameters: true } },
  'x-amazon-apigateway-request-validator': 'all',
};
const body = (schema: unknown, type = 'application/json') => ({ requestBody: { content: { [type]: { schema } } } });
const engineFor = (schema: unknown, schemas: object = {}, type?: string) =>
  restEngine(
    document({ '/': { post: { ...mock(), ...body(schema, type) } } }, { ...VALIDATORS, components: { schemas } }),
    fakeServices().services,
  );

describe('required parameters', () => {
  const parameters = [
    { name: 'q', in: 'query', required: true },
    { name: 'X-Shop', in: 'header', required: true },
    { name: 'isbn', in: 'path', required: true },
    { name: 'free', in: 'query', required: false },
    { name: 'elsewhere', in: 'path', required: true },
  ];
  const engine = restEngine(document({ '/{isbn}': { parameters, get: mock() } }, VALIDATORS), fakeServices().services);

  it.each([
    ['', [], 'X-Shop, elsewhere, q'],
    ['q=1', [['X-Shop', 'n']], 'elsewhere'],
    ['q=1', [['x-shop', 'n']], 'X-Shop, elsewhere'],
    ['q', [['X-Shop', ' ']], 'X-Shop, elsewhere, q'],
    ['q=&q=1', [['X-Shop', 'n']], 'elsewhere'],
  ] as const)('are named where %j and %j lack them', async (query, headers, missing) => {
    const { status, text, headers: answered } = await ask(engine, { path: '/1', query, headers });
    expect([status, JSON.parse(text)]).toEqual([400, { message: `Missing required request parameters: [${missing}]` }]);
    expect(answered['x-amzn-errortype']).toBe('BadRequestException');
  });
});

describe('a body model', () => {
  const book = {
    type: 'object',
    required: ['title'],
    properties: { title: { type: 'string', maxLength: 5 }, pages: { type: 'integer', minimum: 1 } },
  };
  it.each([
    ['{"title":"Emma"}', 'application/json', 200],
    ['{"title":"Emma"}', undefined, 200],
    ['{"title":"Emma"}', 'application/json; charset=utf-8', 200],
    ['{"title":"Middlemarch"}', 'application/json', 400],
    ['{"title":"Emma","pages":0}', 'application/json', 400],
    ['{"title":"Emma","pages":1.5}', 'application/json', 400],
    ['{}', 'application/json', 400],
    ['', undefined, 400],
    ['[]', 'application/json', 400],
    ['{"title"', 'application/json', 400],
    ['{"statusCode":200}', 'text/plain', 200],
  ])('meets %s of type %s with %i', async (text, type, status) => {
    const headers = type === undefined ? [] : ([['Content-Type', type]] as const);
    const found = await ask(engineFor(book), { method: 'POST', headers, body: text });
    expect(found.status).toBe(status);
    if (status === 400) expect(JSON.parse(found.text)).toEqual({ message: 'Invalid request body' });
  });

  it.each([
    ['a reference', { $ref: '#/components/schemas/Book' }, '{"title":"A"}', '{"title":1}'],
    [
      'a reference by URL',
      { type: 'array', items: { $ref: 'https://apigateway.amazonaws.com/restapis/abc/models/Book' } },
      '[{"title":"A"}]',
      '[{}]',
    ],
    [
      'models in a circle',
      { $ref: '#/components/schemas/Shelf' },
      '{"books":[{"title":"A"}],"next":{"books":[]}}',
      '{"next":{"books":1}}',
    ],
    ['oneOf', { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Book' }] }, 'null', '1'],
    [
      'definitions of its own',
      { definitions: { id: { type: 'integer' } }, properties: { id: { $ref: '#/definitions/id' } } },
      '{"id":1}',
      '{"id":"1"}',
    ],
    [
      'a property named id',
      { properties: { id: { type: 'string' }, minItems: { type: 'number' } } },
      '{"id":"a","minItems":1}',
      '{"minItems":"x"}',
    ],
    [
      'a format',
      { properties: { at: { type: 'string', format: 'date-time' } } },
      '{"at":"2024-01-02T03:04:05Z"}',
      '{"at":"yesterday"}',
    ],
    [
      'a format that is not known',
      { properties: { at: { type: 'string', format: 'byte' } } },
      '{"at":"?"}',
      '{"at":1}',
    ],
    [
      'keywords of later drafts',
      {
        $schema: 'http://json-schema.org/draft-07/schema#',
        properties: { n: { type: 'number', exclusiveMinimum: 3 } },
      },
      '{"n":1}',
      '{"n":"1"}',
    ],
    ['limits that an import leaves out', { type: 'array', minItems: 5 }, '[1]', '{}'],
  ])('understands %s', async (_what, schema, good, bad) => {
    const schemas = {
      Book: book,
      Shelf: {
        type: 'object',
        properties: {
          books: { type: 'array', items: { $ref: '#/components/schemas/Book' } },
          next: { $ref: '#/components/schemas/Shelf' },
        },
      },
    };
    const engine = engineFor(schema, schemas);
    expect((await ask(engine, { method: 'POST', body: good })).status).toBe(200);
    expect((await ask(engine, { method: 'POST', body: bad })).status).toBe(400);
  });

  it('that is broken lets nothing pass', async () => {
    expect((await ask(engineFor({ type: 'nonsense' }), { method: 'POST', body: '{}' })).status).toBe(400);
    expect((await ask(engineFor({ $ref: '#/components/schemas/Gone' }), { method: 'POST', body: '{}' })).status).toBe(
      400,
    );
  });

  it('whose pattern backtracks without an end refuses the body in time', async () => {
    const engine = engineFor({ properties: { a: { type: 'string', pattern: '^(a+)+$' } } });
    const startedMs = Date.now();
    const statuses = [];
    for (const text of ['aaa', `${'a'.repeat(60)}!`]) {
      statuses.push((await ask(engine, { method: 'POST', body: JSON.stringify({ a: text }) })).status);
    }
    expect(statuses).toEqual([200, 400]);
    expect(Date.now() - startedMs).toBeLessThan(5_000);
  });

  it('says in the log what was wrong', async () => {
    const { log } = await ask(engineFor(book), { method: 'POST', body: '{"pages":"many"}' });
    expect(log['error.validationErrorString']).toBe('[object has missing required properties (["title"])]');
    expect(log['error.responseType']).toBe('BAD_REQUEST_BODY');
  });

  it('is checked after the parameters', async () => {
    const parameters = [{ name: 'q', in: 'query', required: true }];
    const model = restModel(document({ '/': { post: { ...mock(), ...body(book), parameters } } }, VALIDATORS));
    const engine = restEngine(
      document({ '/': { post: { ...mock(), ...body(book), parameters } } }, VALIDATORS),
      fakeServices().services,
    );
    expect(model.methods[0]?.validator).toEqual({ body: true, parameters: true });
    expect((await ask(engine, { method: 'POST', body: '{}' })).text).toContain(
      'Missing required request parameters: [q]',
    );
  });
});
