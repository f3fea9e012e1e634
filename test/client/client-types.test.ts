import { createClient } from 'gatewright/client';
import { expect, expectTypeOf, it } from 'vitest';
import * as routes from './routes.js';

const { getBook, placeOrder, listBooks, anything, readFeed } = routes;
const client = createClient(
  { getBook, placeOrder, listBooks, anything, readFeed },
  { baseUrl: 'https://api.example', fetch: async () => new Response(null, { status: 204 }) },
);

it('types parameters by the path and the body by what the schema takes', async () => {
  type Body = Parameters<typeof client.placeOrder>[0]['body'];
  expectTypeOf<Body>().toEqualTypeOf<{ isbn: string; copies?: number | undefined }>();
  expectTypeOf<Parameters<typeof client.getBook>[0]['params']>().toEqualTypeOf<{
    readonly isbn: string | number | boolean;
  }>();
  expectTypeOf<Parameters<typeof client.listBooks>>().toMatchTypeOf<[request?: object]>();
  expect((await client.getBook({ params: { isbn: '1' } })).status).toBe(204);
});

it('types routes that are written by hand, where the spec shall stay out of a bundle', async () => {
  const asked: string[] = [];
  const byHand = createClient(
    {
      getBook: { pattern: 'GET /books/{isbn}', auth: 'public' },
      placeOrder: { pattern: 'POST /orders', auth: { kind: 'jwt', name: 'customers' } },
    },
    {
      baseUrl: 'https://api.example',
      token: (scheme) => `token-of-${scheme}`,
      fetch: async (url, init) => {
        asked.push(`${init?.method} ${url} ${new Headers(init?.headers).get('authorization')}`);
        return new Response(null, { status: 204 });
      },
    },
  );
  await byHand.getBook({ params: { isbn: '1' } });
  await byHand.placeOrder({ body: { isbn: '1' } });
  expect(asked).toEqual([
    'GET https://api.example/books/1 null',
    'POST https://api.example/orders Bearer token-of-customers',
  ]);
  // @ts-expect-error the path has {isbn}
  await expect(byHand.getBook({})).rejects.toMatchObject({ code: 'PATH_PARAMETER' });
});

it('refuses by type what the route does not take', () => {
  const refused = [
    // @ts-expect-error the path has {isbn}
    () => client.getBook(),
    // @ts-expect-error the path has no {id}
    () => client.getBook({ params: { id: '1' } }),
    // @ts-expect-error the schema wants an isbn
    () => client.placeOrder({ body: { copies: 1 } }),
    // @ts-expect-error the schema wants a body
    () => client.placeOrder({}),
    // @ts-expect-error ANY is called with a method
    () => client.anything({ params: { rest: 'a' } }),
    // @ts-expect-error no such route
    () => client.health(),
  ];
  expect(refused).toHaveLength(6);
});
