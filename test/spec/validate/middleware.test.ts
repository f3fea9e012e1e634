import { backend, http, lambda, middleware, reply } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { type AnyRouteProps, aRoute, faultsOf, specOf } from '../specs.js';

const to = http('https://backend.example/orders/{id}');
const faults = (props: object) => faultsOf(specOf([aRoute('POST /orders/{id}', { to, ...props } as AnyRouteProps)]));

describe('middleware is refused', () => {
  it.each<[what: string, props: object, code: string, place: string]>([
    ['above the code root', { use: [middleware('../audit.ts')] }, 'LAMBDA_ENTRY', 'use[0].entry'],
    [
      'under a name that nothing exports',
      { use: [middleware('a.ts'), middleware('b.ts', { export: 'a-b' })] },
      'LAMBDA_EXPORT',
      'use[1].export',
    ],
    ['twice', { use: [middleware('a.ts'), middleware('a.ts', { export: 'middleware' })] }, 'MIDDLEWARE_TWICE', 'use'],
    ['of another kind', { use: [lambda('a.ts')] }, 'MIDDLEWARE', 'use[0]'],
    ['without a list', { use: middleware('a.ts') }, 'MIDDLEWARE', 'use'],
    ['before a fixed reply', { to: reply(200, {}), use: [middleware('a.ts')] }, 'TRANSFORM_REPLY', 'use'],
    ['before a bound backend', { to: backend('orders'), use: [middleware('a.ts')] }, 'TRANSFORM_BOUND', 'use'],
  ])('%s', (_what, props, code, place) => {
    expect(faults(props)).toMatchObject([{ code, place: `routes['POST /orders/{id}'].${place}` }]);
  });
});
