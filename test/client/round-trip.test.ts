import fc from 'fast-check';
import { gateway, lambda, route } from 'gatewright';
import { createClient } from 'gatewright/client';
import { problem } from 'gatewright/runtime';
import { expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { eventOf, VERSIONS, type Version } from '../runtime/events.js';

const Echo = z.object({ params: z.unknown(), query: z.unknown(), headers: z.unknown(), body: z.unknown() });
const echo = route('PUT /shops/{shop}/books/{isbn}', {
  auth: 'public',
  to: lambda('echo.ts'),
  params: z.object({ shop: z.coerce.number(), isbn: z.string() }),
  query: z.object({
    tag: z.array(z.string()).default([]),
    q: z.string().optional(),
    page: z.coerce.number().default(1),
  }),
  headers: z.object({ 'x-ids': z.array(z.string()).default([]), 'x-trace': z.string().optional() }),
  body: z.object({ text: z.string(), copies: z.number().default(1) }),
  responses: { 200: Echo, 204: 'Nothing', 409: { description: 'Taken', body: z.object({ by: z.string() }) } },
});
const shop = gateway('shop', { routes: [echo] });
const handler = echo.handle(({ params, query, headers, body }) =>
  params.shop === 0 ? problem(404) : { status: 200, body: { params, query, headers, body } },
);

/** A client whose `fetch` is the handler, called as API Gateway would with that payload format. */
function clientOf(version: Version) {
  return createClient(shop, {
    baseUrl: 'https://api.example/live',
    fetch: async (input, init) => {
      const { pathname, search } = new URL(String(input));
      const [, , , shopName = '', , isbn = ''] = pathname.split('/');
      const { body, statusCode, headers } = await handler(
        eventOf(version, {
          query: search.slice(1),
          params: { shop: shopName, isbn },
          headers: Object.fromEntries([...new Headers(init?.headers)].map(([name, value]) => [name, [value]])),
          body: String(init?.body),
        }),
      );
      return new Response(statusCode === 204 ? null : body, { status: statusCode, headers });
    },
  });
}

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const segment = text.filter((value) => value !== '' && value !== '.' && value !== '..');
const token = fc
  .string({ unit: fc.constantFrom(...'abcXYZ019-_. '), minLength: 1, maxLength: 8 })
  .map((value) => `x${value.trim()}`);
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const requests = fc.record({
  params: fc.record({ shop: fc.integer({ min: 1 }), isbn: segment }),
  query: fc.record({ tag: fc.array(text, { maxLength: 4 }), q: optional(text), page: fc.integer() }),
  headers: fc.record({ 'x-ids': fc.array(token, { maxLength: 4 }), 'x-trace': optional(token) }),
  body: fc.record({ text, copies: fc.integer() }),
});

it.each(VERSIONS)('brings what the client sends to the handler as it was, in payload format %s', async (version) => {
  const call = clientOf(version)['PUT /shops/{shop}/books/{isbn}'];
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      expect(await call(request)).toMatchObject({ status: 200, body: JSON.parse(JSON.stringify(request)) });
    }),
    { numRuns: 150 },
  );
});

it('tells answers apart by their status', async () => {
  const client = clientOf('2.0');
  const request = { params: { shop: 0, isbn: '1' }, body: { text: 'a' } };
  const answer = await client['PUT /shops/{shop}/books/{isbn}'](request);
  if (answer.status === 409) expectTypeOf(answer.body).toEqualTypeOf<{ by: string }>();
  else if (answer.status === 204) expectTypeOf(answer.body).toEqualTypeOf<undefined>();
  else if (answer.status !== 200) expectTypeOf(answer.body).toBeUnknown();
  expect(answer).toMatchObject({ status: 404, body: { type: 'about:blank', status: 404 } });
});

it('refuses by type what the schemas do not take', () => {
  const call = clientOf('1.0')['PUT /shops/{shop}/books/{isbn}'];
  const params = { shop: 1, isbn: 'a' };
  const body = { text: 'a' };
  const refused = [
    // @ts-expect-error the schema of params has isbn
    () => call({ params: { shop: 1 }, body }),
    // @ts-expect-error tags are texts
    () => call({ params, body, query: { tag: [1] } }),
    // @ts-expect-error the trace is a text
    () => call({ params, body, headers: { 'x-trace': 7 } }),
    // @ts-expect-error the body has a text
    () => call({ params, body: {} }),
  ];
  expect(refused).toHaveLength(4);
});
