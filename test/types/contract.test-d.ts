import { lambda, type Route, route } from 'gatewright';
import { problem } from 'gatewright/runtime';
import { expectTypeOf } from 'vitest';
import * as z from 'zod';

const Book = z.object({ isbn: z.string(), copies: z.number().default(1) });
const book = route('PUT /shops/{shop}/books/{isbn}', {
  auth: 'public',
  to: lambda('book.ts'),
  params: z.object({ shop: z.coerce.number(), isbn: z.string() }),
  query: z.object({ tag: z.array(z.string()).optional(), limit: z.coerce.number().default(10) }),
  headers: z.object({ 'x-trace': z.string() }),
  body: Book,
  responses: {
    200: Book,
    201: { description: 'Made', body: Book, headers: z.object({ location: z.string() }) },
    202: { description: 'Listed', contentType: 'text/csv' },
    204: 'Deleted',
  },
  description: 'All of it',
  tags: ['books'],
  deprecated: true,
});

book.handle(({ params, query, headers, body }) => {
  expectTypeOf(params).toEqualTypeOf<{ shop: number; isbn: string }>();
  expectTypeOf(query).toEqualTypeOf<{ tag?: string[] | undefined; limit: number }>();
  expectTypeOf(headers).toEqualTypeOf<{ 'x-trace': string }>();
  expectTypeOf(body).toEqualTypeOf<{ isbn: string; copies: number }>();
  if (params.shop === 1) return { status: 200, body: { isbn: '1' } };
  if (params.shop === 2)
    return { status: 201, body: { isbn: '1', copies: 2 }, headers: { location: '/1', 'x-total': 7 }, cookies: ['a=b'] };
  if (params.shop === 3) return { status: 202, body: 'a,b' };
  if (params.shop === 4) return problem(404, { detail: 'none' });
  return { status: 204 };
});
book.handle(async () => problem(404));
// @ts-expect-error the schema of 200 wants an isbn
book.handle(() => ({ status: 200, body: {} }));
// @ts-expect-error 201 promises a location
book.handle(() => ({ status: 201, body: { isbn: '1' } }));
// @ts-expect-error 204 has no body
book.handle(() => ({ status: 204, body: 'x' }));
// @ts-expect-error nothing declares 418
book.handle(() => ({ status: 418 }));

const otherwise = route('GET /a', {
  auth: 'public',
  to: lambda('a.ts'),
  responses: { 200: 'Fine', default: z.object({ code: z.number() }) },
});
otherwise.handle(() => ({ status: 404, body: { code: 7 } }));
// @ts-expect-error 404 is what default declares
otherwise.handle(() => ({ status: 404, body: { code: 'x' } }));

// @ts-expect-error the path names {isbn}, which the schema of params does not have
route('GET /books/{isbn}', { auth: 'public', to: lambda('a.ts'), params: z.object({}) });
// @ts-expect-error the schema names {id}
route('GET /books', { auth: 'public', to: lambda('a.ts'), params: z.object({ id: z.string() }) });
// @ts-expect-error a query has names
route('GET /books', { auth: 'public', to: lambda('a.ts'), query: z.string() });

export const all: readonly Route[] = [book, otherwise];
