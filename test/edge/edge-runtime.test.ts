import { expect, it } from 'vitest';
import { compileEdgeFunction } from '../../lib/local/cloudfront/functions/compile-edge-function.js';
import type { EdgeEvent } from '../../lib/local/cloudfront/functions/edge-event.js';
import { edgeOf } from '../plan/edge/edges.js';
import { aRoute } from '../spec/specs.js';

const { code } = edgeOf([aRoute('GET /books'), aRoute('GET /books/{isbn}', { api: 'rest' })]).function;
const model = { name: 'edge', code, runtime: 'cloudfront-js-2.0' } as const;
const run = compileEdgeFunction(model, { originIds: ['http', 'rest'] });

const eventOf = (uri: string, headers: object = {}, method = 'GET') =>
  ({
    version: '1.0',
    context: { eventType: 'viewer-request' },
    viewer: { ip: '203.0.113.7' },
    request: { method, uri, headers, querystring: {}, cookies: {} },
  }) as unknown as EdgeEvent;

it.each([
  ['/books', 'http'],
  ['/books/978', 'rest'],
  ['/strange', 'http'],
])('in the local runtime of CloudFront, %s goes to the %s API', async (uri, origin) => {
  expect(await run(eventOf(uri))).toMatchObject({
    kind: 'returned',
    value: { uri },
    origin: { kind: 'select', id: origin },
  });
});

it('sends a preflight where the request goes, in the local runtime', async () => {
  const announced = { 'access-control-request-method': { value: 'GET' } };
  expect(await run(eventOf('/books/978', announced, 'OPTIONS'))).toMatchObject({ origin: { id: 'rest' } });
});

it.each(['constructor', '__proto__', 'hasOwnProperty', 'all', ''])(
  'lets nobody announce the method %j to its own surprise',
  async (method) => {
    const announced = { 'access-control-request-method': { value: method } };
    expect(await run(eventOf('/books/978', announced, 'OPTIONS'))).toMatchObject({
      kind: 'returned',
      origin: { id: 'rest' },
    });
  },
);

it('answers a path of two readings itself, in the local runtime', async () => {
  const answer = await run(eventOf('/books/%2e%2e/admin'));
  expect(answer).toMatchObject({ kind: 'returned', value: { statusCode: 400 } });
  expect(answer).not.toHaveProperty('origin');
});
