import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contractDocument } from '../../lib/contract/index.js';
import { gateway, lambda, type Route, route } from '../../lib/spec/index.js';

const to = lambda('a.ts');
const open = { auth: 'public', to } as const;
// biome-ignore lint/suspicious/noExplicitAny: a document is whatever JSON the test looks into
const contractOf = (...routes: Route[]): { document: any; notes: readonly object[] } =>
  contractDocument(gateway('shop', { routes } as never));
const bodyOf = (body: unknown) => contractOf(route('POST /a', { ...open, body } as never) as Route);
const schemasOf = (...routes: Route[]) => {
  const { Message: _, Problem: __, ...own } = contractOf(...routes).document.components.schemas;
  return own;
};
const placed = ({ document }: ReturnType<typeof contractOf>) =>
  document.paths['/a'].post.requestBody.content['application/json'].schema;

describe('schemas of a contract', () => {
  const Node = z.object({
    value: z.number(),
    get next() {
      return z.array(Node);
    },
  });

  it.each<[what: string, schema: z.ZodType, names: readonly string[]]>([
    ['has an id', z.object({ a: z.int() }).meta({ id: 'Order' }), ['Order']],
    ['has a title', z.object({ a: z.int() }).meta({ title: 'An order' }), ['AnOrder']],
    ['has neither', z.object({ a: z.int() }), ['PostABody']],
    ['refers to itself', Node, ['PostABody']],
    ['holds one that refers to itself', z.object({ root: Node }), ['PostABody', 'PostABodyPart']],
    ['is a plain type', z.string().max(3), []],
    ['is called like a schema of ours', z.object({ a: z.int() }).meta({ id: 'Problem' }), ['Problem2']],
  ])('call a schema that %s', (_what, body, names) => {
    expect(Object.keys(schemasOf(route('POST /a', { ...open, body })))).toEqual(names);
  });

  it('keep a circle', () => {
    const contract = bodyOf(z.object({ root: Node }));
    expect(placed(contract)).toEqual({ $ref: '#/components/schemas/PostABody' });
    const { PostABody, PostABodyPart } = contract.document.components.schemas;
    expect(PostABody.properties.root).toEqual({ $ref: '#/components/schemas/PostABodyPart' });
    expect(PostABodyPart.properties.next.items).toEqual({ $ref: '#/components/schemas/PostABodyPart' });
  });

  it('tell apart what goes in and what comes out only where they differ', () => {
    const same = z.object({ a: z.string() }).meta({ id: 'Same' });
    const filled = z.object({ a: z.string().default('x') }).meta({ id: 'Filled' });
    const schemas = schemasOf(
      route('POST /a', { ...open, body: same, responses: { 200: same } }),
      route('POST /b', { ...open, body: filled, responses: { 200: filled } }),
    );
    expect(Object.keys(schemas)).toEqual(['Filled', 'FilledOutput', 'Same']);
    expect(schemas.Filled).not.toHaveProperty('required');
    expect(schemas.FilledOutput.required).toEqual(['a']);
  });

  it('tell two apart that have one name', () => {
    const [one, two] = [z.object({ a: z.int() }).meta({ title: 'It' }), z.object({ b: z.int() }).meta({ title: 'It' })];
    const schemas = schemasOf(route('POST /a', { ...open, body: one }), route('POST /b', { ...open, body: two }));
    expect(Object.keys(schemas)).toEqual(['It', 'It2']);
    expect([schemas.It, schemas.It2].map(({ properties }) => Object.keys(properties))).toEqual([['a'], ['b']]);
  });

  it('keep a reference apart from a member that is called so', () => {
    const body = z.object({ $ref: z.literal('#/$defs/x'), properties: z.object({ enum: z.string() }) });
    expect(schemasOf(route('POST /a', { ...open, body })).PostABody.properties.$ref.const).toBe('#/$defs/x');
  });

  it.each<[what: string, body: unknown, reason: string]>([
    [
      'of a library without JSON Schema',
      { '~standard': { version: 1, vendor: 'own', validate: () => ({ issues: [{ message: 'no' }] }) } },
      'a schema of own does not come as JSON Schema',
    ],
    ['with a date', z.object({ at: z.date() }), 'Date cannot be represented in JSON Schema'],
  ])('leave one %s open, and say so', (_what, body, reason) => {
    const contract = bodyOf(body);
    expect(contract.notes).toEqual([{ place: 'POST /a.body', reason: expect.stringContaining(reason) }]);
    expect(contract.document.paths['/a'].post.requestBody.required).toBe(true);
  });

  it.each([
    [z.object({}).optional(), false],
    [z.object({}), true],
    [z.any().refine(async () => true), true],
  ])('say whether a body may be missing', (body, required) => {
    expect(bodyOf(body).document.paths['/a'].post.requestBody.required).toBe(required);
  });
});

describe('parameters of a contract', () => {
  const parametersOf = (props: object, pattern = 'GET /a') =>
    Object.values(
      contractOf(route(pattern as 'GET /a', { ...open, ...props } as never) as Route).document.paths,
    ).flatMap(
      // biome-ignore lint/suspicious/noExplicitAny: as above
      (item: any) => item.get.parameters ?? [],
    );

  it('are the members of schemas, with examples of their types', () => {
    const query = z.object({
      n: z.coerce.number().describe('How many'),
      all: z.stringbool().optional(),
      tag: z.array(z.string()).optional(),
    });
    const example = { query: { n: '5', tag: 'x' } };
    expect(parametersOf({ query, example })).toEqual([
      { name: 'all', in: 'query', required: false, schema: { type: 'string' } },
      { name: 'n', in: 'query', required: true, description: 'How many', schema: { type: 'number' }, example: 5 },
      {
        name: 'tag',
        in: 'query',
        required: false,
        schema: { type: 'array', items: { type: 'string' } },
        example: ['x'],
      },
    ]);
  });

  it('of the path are always there, the rest of a path with a word on it', () => {
    const [id, rest] = parametersOf({}, 'GET /a/{id}/{rest+}');
    expect(id).toEqual({ name: 'id', in: 'path', required: true, schema: { type: 'string' } });
    expect(rest).toMatchObject({ name: 'rest', in: 'path', description: 'The rest of the path, slashes included.' });
  });

  it('are no headers that OpenAPI says elsewhere', () => {
    const headers = z.object({ accept: z.string(), authorization: z.string(), 'x-shop': z.string() });
    expect(parametersOf({ headers }).map(({ name }) => name)).toEqual(['x-shop']);
  });

  it('are named together where a schema is made of several', () => {
    const query = z.intersection(z.object({ a: z.string() }), z.object({ b: z.string().optional() }));
    expect(parametersOf({ query }).map(({ name, required }) => [name, required])).toEqual([
      ['a', true],
      ['b', false],
    ]);
  });

  it('that depend on each other are left open, and said so', () => {
    const query = z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]);
    const { notes } = contractOf(route('GET /a', { ...open, query }));
    expect(notes).toEqual([
      { place: 'GET /a.query', reason: 'names that depend on each other cannot be said as parameters' },
    ]);
  });
});
