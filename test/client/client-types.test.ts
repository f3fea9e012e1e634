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
