import { type Backend, backend, gateway, http, lambda, middleware, route, version } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import { issuesOf } from './specs.js';

const current = (to: Backend) =>
  route('POST /orders/{id}', {
    auth: 'public',
    to,
    body: z.object({ isbn: z.string() }),
    timeoutMs: 5_000,
    throttle: { ratePerSecond: 3, burst: 7 },
    use: [middleware('middleware/audit.ts')],
    transform: { request: { headers: { set: { 'x-new': 'yes' } }, query: { remove: ['debug'] } } },
  });
const shape = { request: { body: { rename: { '/book': 'isbn' } } }, response: { 201: { status: 200 } } };

describe('a version of a route', () => {
  const handled = current(lambda('handlers/place-order.ts'));
  const old = version('POST /v1/orders/{id}', handled, { body: z.object({ book: z.string() }), transform: shape });

  it('goes where the current route goes, by the same rules', () => {
    const { to, auth, timeoutMs, throttle, use } = handled;
    expect(old).toMatchObject({ to, auth, timeoutMs, throttle, use, path: '/v1/orders/{id}' });
    expect(old.handle).toBe(handled.handle);
  });

  it('has a schema of its own', () => {
    expect(old.body).not.toBe(handled.body);
    expect(old.body?.['~standard'].validate({ book: '1' })).toEqual({ value: { book: '1' } });
  });

  it('shows a handler the current path, and keeps the parts of the transformation that it does not state', () => {
    expect(old.transform).toEqual({
      request: {
        path: '/orders/{id}',
        headers: { set: { 'x-new': 'yes' } },
        query: { remove: ['debug'] },
        body: { rename: { '/book': 'isbn' } },
      },
      response: { 201: { status: 200 } },
    });
  });

  it('is served beside the current route by one function', () => {
    const plan = planGateway(gateway('shop', { routes: [handled, old] }));
    expect(plan.functions).toHaveLength(1);
    expect(new Set(plan.routes.map(({ integration }) => integration)).size).toBe(1);
    expect(plan.routes.map(({ transforms }) => transforms?.place)).toEqual(['handler', 'handler']);
  });

  it('has no transformation where neither it nor the current route has one', () => {
    const plain = route('GET /books/{id}', { auth: 'public', to: http('https://books.example/{id}') });
    expect(version('GET /v1/books/{id}', plain)).not.toHaveProperty('transform');
  });

  it('needs every parameter that the current path has', () => {
    // @ts-expect-error: the path lacks {id}, which the current route has
    const lacking = version('POST /v1/orders', handled);
    expect(issuesOf(gateway('shop', { routes: [lacking] }))).toMatchObject([
      { code: 'TRANSFORM_PATH', place: "routes['POST /v1/orders'].transform.request.path" },
    ]);
  });

  it('of a bound backend has no way to change bodies', () => {
    const bound = version('POST /v1/orders/{id}', current(backend('orders')), { transform: shape });
    expect(issuesOf(gateway('shop', { routes: [bound] })).map(({ code }) => code)).toEqual(['TRANSFORM_BOUND']);
  });
});
