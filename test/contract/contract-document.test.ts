import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contractDocument } from '../../lib/contract/index.js';
import { apiKey, gateway, http, jwt, lambda, type Route, reply, route, usagePlan } from '../../lib/spec/index.js';

// biome-ignore lint/suspicious/noExplicitAny: a document is whatever JSON the test looks into
const documentOf = (routes: readonly Route[], more: object = {}): any =>
  contractDocument(gateway('shop', { ...more, routes } as never)).document;
const notesOf = (...routes: Route[]) => contractDocument(gateway('shop', { routes } as never)).notes;

const to = lambda('a.ts');
const open = { auth: 'public', to } as const;
const Book = z.object({ isbn: z.string(), title: z.string() }).meta({ id: 'Book', description: 'A book' });

describe('a contract', () => {
  const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
  const routes = [
    route('GET /books/{isbn}', { ...open, responses: { 200: Book, 404: 'No such book' } }),
    route('POST /books', { auth: staff, to, body: Book, tags: ['books'], responses: { 201: Book } }),
    route('ANY /old/{rest+}', { ...open, to: http('https://old.example/{rest}') }),
    route('GET /health', { ...open, to: reply(200, { ok: true }) }),
    route('PUT /books/{isbn}', { auth: staff, to, body: z.object({ title: z.string() }), responses: { 204: 'Done' } }),
  ] as const;

  it('is the same, byte for byte, whatever order the routes stand in', () => {
    const expected = JSON.stringify(documentOf(routes));
    fc.assert(
      fc.property(fc.shuffledSubarray([...routes], { minLength: routes.length }), (shuffled) => {
        expect(JSON.stringify(documentOf(shuffled))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('has nobody’s extensions', () => {
    expect(JSON.stringify(documentOf(routes))).not.toMatch(/"x-(?!api-key)/);
  });

  it('refers to nothing that it does not have', () => {
    const document = documentOf(routes);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"/]+)/g)];
    expect(refs.length).toBeGreaterThan(10);
    for (const [, kind = '', name = ''] of refs) expect(document.components[kind]).toHaveProperty([name]);
  });

  it('says a shared schema once', () => {
    const { components, paths } = documentOf(routes);
    expect(Object.keys(components.schemas)).toEqual(['Book', 'Message', 'Problem', 'PutBooksByIsbnBody']);
    const ref = { $ref: '#/components/schemas/Book' };
    expect(paths['/books'].post.requestBody.content['application/json'].schema).toEqual(ref);
    expect(paths['/books/{isbn}'].get.responses[200].content['application/json'].schema).toEqual(ref);
  });

  it('writes ANY out, but for preflights that the gateway answers and methods of other routes', () => {
    const all = [route('ANY /x', open), route('GET /x', { ...open, name: 'own' })];
    const methods = (more: object) => Object.keys(documentOf(all, more).paths['/x']);
    expect(methods({})).toEqual(['delete', 'get', 'head', 'options', 'patch', 'post', 'put']);
    expect(methods({ cors: { origins: ['*'] } })).not.toContain('options');
    expect(documentOf(all).paths['/x'].get.operationId).toBe('own');
    expect(documentOf(all).paths['/x'].put.operationId).toBe('anyX-put');
  });

  it.each([
    [
      'its domain',
      { domain: { name: 'api.shop.example', certificateArn: `arn:aws:acm:eu-west-1:123456789012:certificate/1` } },
      'https://api.shop.example',
    ],
    ['a variable without one', {}, '{address}'],
  ])('is served at %s', (_what, more, url) => {
    expect(documentOf([route('GET /a', open)], more).servers[0].url).toBe(url);
  });

  it('says its version, licence and limits', () => {
    const contract = {
      version: '2.1',
      license: { name: 'X', identifier: 'MIT' },
      contact: { email: 'a@shop.example' },
    };
    const { info } = documentOf([route('GET /a', open)], { contract, throttle: { ratePerSecond: 1, burst: 2000 } });
    expect(info).toEqual({
      title: 'shop',
      description: '1 request a second, 2,000 at once, for all callers together.',
      ...contract,
    });
  });

  it('says what a plan and a route allow', () => {
    const free = usagePlan('free', {
      ratePerSecond: 2,
      burst: 5,
      quota: { requests: 10_000, per: 'month' },
      routes: { 'GET /a': { ratePerSecond: 1, burst: 3 } },
    });
    const keyed = route('GET /a', {
      auth: apiKey('partners', { plans: [free] }),
      to,
      throttle: { ratePerSecond: 9, burst: 8 },
    });
    const { paths, components } = documentOf([keyed]);
    expect(paths['/a'].get.description.split('\n')).toEqual([
      '- 9 requests a second, 8 at once, for all callers together.',
      '- 2 requests a second, 5 at once, and 10,000 a month for each key of the plan free, over all its routes.',
      '- 1 request a second, 3 at once, for each key of the plan free here.',
    ]);
    expect(components.securitySchemes.partners.description).toContain('| free | 2 | 5 | 10,000 a month |');
  });

  it.each<[what: string, made: Route, statuses: readonly string[]]>([
    ['a public reply', route('GET /a', { ...open, to: reply(202, {}) }), ['202', '429', '500']],
    ['a public handler', route('GET /a', open), ['200', '429', '500', '503']],
    ['a handler with tokens', route('GET /a', { auth: staff, to }), ['200', '401', '403', '429', '500', '503']],
    [
      'a body',
      route('POST /a', { ...open, body: Book, responses: { 201: Book } }),
      ['201', '400', '413', '415', '429', '500', '503'],
    ],
    ['its own 429', route('GET /a', { ...open, responses: { 200: 'Yes', 429: 'Mine' } }), ['200', '429', '500', '503']],
  ])('lists what may be answered: %s', (_what, made, statuses) => {
    expect(Object.keys(documentOf([made]).paths['/a'][made.method.toLowerCase()].responses)).toEqual(statuses);
  });

  it('puts a declared answer above the gateway’s own', () => {
    const { paths } = documentOf([route('GET /a', { ...open, responses: { 200: 'Yes', 429: 'Mine' } })]);
    expect(paths['/a'].get.responses[429]).toEqual({ description: 'Mine' });
  });

  it('leaves the rest of a path out where OpenAPI cannot tell it from one segment, and says so', () => {
    const both = [route('GET /a/{id}', open), route('GET /a/{rest+}', open)];
    expect(Object.keys(documentOf(both).paths)).toEqual(['/a/{id}']);
    expect(notesOf(...both)).toEqual([
      { place: 'GET /a/{rest+}', reason: 'OpenAPI cannot tell it from a route of /a/{rest}' },
    ]);
  });

  it('of as many routes as an API holds is written in seconds', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      route(`POST /r${index}` as 'POST /r', {
        ...open,
        body: z.object({ [`m${index}`]: Book }),
        responses: { 200: Book },
      }),
    );
    const startedMs = Date.now();
    expect(Object.keys(documentOf(many).components.schemas)).toHaveLength(303);
    expect(Date.now() - startedMs).toBeLessThan(5_000);
  });
});
