import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import bookshop from '../../examples/bookshop/gateway.js';
import { contractDocument } from '../../lib/contract/contract-document.js';
import type { OpenApiDocument, OperationObject } from '../../lib/contract/open-api.js';
import { gateway, http, route } from '../../lib/spec/index.js';
import { codeOf, importText } from './fixtures/import-text.js';
import { runSpec } from './fixtures/run-spec.js';

const CHOICES = {
  backend: { kind: 'http', url: 'https://shop.example' },
  tokens: { issuer: 'https://id.bookshop.example/', audience: 'bookshop' },
} as const;

const PLAN_LINE = /(^|\n+)- .* for each key of the plan .*/g;

/** Without what docs/import.md says no document tells: usage plans, and which API answers. */
function told({ paths, components, ...rest }: OpenApiDocument) {
  const { partners, ...schemes } = components.securitySchemes ?? {};
  const operations = Object.entries(paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, one]) => [method, ofAnyApi(one)])),
  ]);
  const { description: _plans, ...key } = partners ?? {};
  return {
    ...rest,
    paths: Object.fromEntries(operations),
    components: { ...components, securitySchemes: { ...schemes, partners: key } },
  };
}

function ofAnyApi({ description = '', responses, ...operation }: OperationObject) {
  const { 502: _bad, 503: _unavailable, 504: _late, ...others } = responses;
  return { ...operation, description: description.replace(PLAN_LINE, ''), responses: others };
}

describe('the contract of the example', () => {
  const { document } = contractDocument(bookshop);
  const imported = importText(document, CHOICES);

  it('is the same once it has been imported and written again', async () => {
    const { default: spec } = await runSpec(imported);
    expect(told(contractDocument(spec).document)).toEqual(told(document));
  });

  it('loses what is listed, and nothing else', () => {
    expect(imported.losses.map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual([
      'todo #/components/securitySchemes/partners',
    ]);
  });

  it('becomes routes without the answers that every gateway gives', () => {
    expect(codeOf(imported)).toContain("route('PUT /feeds/{path+}', {");
    expect(codeOf(imported)).not.toMatch(/\b(429|500|tooManyRequests|slashes included|9007199254740991)\b/);
  });

  it('keeps an answer of its own under a name of the gateway', () => {
    const TooManyRequests = { description: 'Wait until tomorrow' };
    const components = { ...document.components, responses: { ...document.components.responses, TooManyRequests } };
    expect(codeOf(importText({ ...document, components }, CHOICES))).toContain("'Wait until tomorrow'");
  });
});

it.each<[string, z.ZodString]>([
  ['a length', z.string().min(1)],
  ['a description', z.string().meta({ description: 'Which feed.' })],
  ['an example', z.string().meta({ examples: ['a/b'] })],
  ['several examples', z.string().meta({ examples: ['a/b', 'c'] })],
])('keeps the rest of a path, with %s of its own', async (_, path) => {
  const feeds = route('GET /feeds/{path+}', {
    auth: 'public',
    to: http('https://feeds.example'),
    params: z.object({ path }),
  });
  const { document } = contractDocument(gateway('feeds', { routes: [feeds] }));
  const { default: spec } = await runSpec(importText(document, CHOICES));
  expect(spec.routes.map(({ path }) => path)).toEqual(['/feeds/{path+}']);
  expect(contractDocument(spec).document).toEqual(document);
});

it.each([
  ['a word on slashes in the middle', 'The rest of the path, slashes included. Or not'],
  ['no description', undefined],
])('takes a parameter with %s for one segment', async (_, description) => {
  const one = {
    name: 'path',
    in: 'path',
    required: true,
    schema: { type: 'string' },
    ...(description && { description }),
  };
  const get = { parameters: [one], responses: { 200: { description: 'OK' } } };
  const shop = {
    openapi: '3.1.0',
    info: { title: 'Shop', version: '1' },
    security: [],
    paths: { '/f/{path}': { get } },
  };
  const { default: spec } = await runSpec(importText(shop, CHOICES));
  expect(spec.routes.map(({ path }) => path)).toEqual(['/f/{path}']);
});
