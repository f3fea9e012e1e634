import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { contractDocument } from '../../lib/contract/contract-document.js';
import { fromHeader, gateway, lambda, route, version } from '../../lib/spec/index.js';

const Order = z.object({ isbn: z.string(), copies: z.number() });
const placeOrder = route('POST /orders', {
  auth: 'public',
  to: lambda('place-order.ts'),
  body: Order,
  query: z.object({ shop: z.string(), dry: z.string(), origin: z.string(), page: z.string() }),
  headers: z.object({ 'x-tenant': z.string(), 'x-source': z.string() }),
  responses: {
    200: { description: 'Placed', body: Order, headers: z.object({ 'x-node': z.string(), 'x-cost': z.string() }) },
    404: 'No such book',
  },
  transform: {
    request: {
      query: { rename: { store: 'shop' }, set: { origin: 'web' }, default: { page: '1' }, remove: ['debug'] },
      headers: { rename: { 'X-Shop': 'x-tenant' }, set: { 'X-Source': 'gateway' } },
      body: { rename: { '/book': 'isbn' } },
    },
    response: {
      200: {
        status: 201,
        headers: { remove: ['X-Cost'], rename: { 'x-node': 'x-served-by' }, set: { 'x-shop': fromHeader('x-node') } },
        body: { remove: ['/copies'] },
      },
    },
  },
});
const placeOrderV1 = version('POST /v1/orders', placeOrder, {
  name: 'placeOrderV1',
  body: z.object({ book: z.string() }),
  responses: { 200: z.object({ id: z.string() }) },
});
const { document, notes } = contractDocument(gateway('shop', { routes: [placeOrder, placeOrderV1] }));

describe('a route with a transformation', () => {
  const operation = document.paths['/orders']?.post;

  it('names what callers send: nothing that is set for them, and what is renamed by its former name', () => {
    const sent = operation?.parameters?.map(({ in: place, name, required }) => `${place} ${name} ${required}`);
    expect(sent).toEqual(['query dry true', 'query page false', 'query store true', 'header x-shop true']);
  });

  it('names what callers get: the status and the headers that come out', () => {
    expect(operation?.responses).not.toHaveProperty('200');
    expect(operation?.responses[201]).toMatchObject({ description: 'Placed' });
    const answer = operation?.responses[201];
    const headers = answer && 'headers' in answer ? answer.headers : {};
    expect(Object.keys(headers ?? {})).toEqual(['x-served-by', 'x-shop']);
    expect(operation?.responses[404]).toEqual({ description: 'No such book' });
  });

  it('leaves changed bodies open, and says so', () => {
    expect(operation?.requestBody).toEqual({ required: true, content: { 'application/json': { schema: {} } } });
    expect(operation?.responses[201]).toMatchObject({ content: { 'application/json': { schema: {} } } });
    expect(notes.map(({ place }) => place)).toEqual(['POST /orders.body', 'POST /orders.responses[200]']);
  });
});

it("has a version's own shapes as they are: those are of its callers", () => {
  const operation = document.paths['/v1/orders']?.post;
  expect(JSON.stringify(operation?.requestBody)).toContain('#/components/schemas/PlaceOrderV1Body');
  expect(document.components.schemas.PlaceOrderV1Body).toMatchObject({ properties: { book: { type: 'string' } } });
  expect(operation?.responses[200]).toBeDefined();
  expect(operation?.responses).not.toHaveProperty('201');
});
