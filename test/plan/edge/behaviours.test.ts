import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localRouting } from '../../edge/local-routing.js';
import { arbitraryCase, arbitrarySplits, behaviourFor, isBehindParameter, pathsOf, planOf } from './edges.js';

describe('behaviours', () => {
  it.each(Object.entries(arbitrarySplits))(
    'of a gateway that %s cache a path exactly where the route that answers it is cached, and in its way; none with a slash at its end',
    (_title, arbitrarySplit) => {
      fc.assert(
        fc.property(arbitraryCase, arbitrarySplit, (given, splitOf) => {
          const plan = planOf(given, splitOf);
          const { routeOf } = localRouting(plan);
          const ttlOf = new Map(given.routes.map((route) => [route.pattern, route.cache?.ttlSeconds]));
          const policies = new Map(plan.edge.cachePolicies.map(({ name, ttlSeconds }) => [name, ttlSeconds]));
          for (const path of pathsOf(given)) {
            const policy = behaviourFor(plan.edge, path)?.cachePolicy;
            const route = routeOf('GET', path);
            const isEnding = path !== '/' && path.endsWith('/');
            const expected = route === undefined || isEnding ? undefined : ttlOf.get(route);
            const actual = policy === undefined ? undefined : policies.get(policy);
            const isWritten = ['POST', 'PUT'].some((method) => routeOf(method, path) !== undefined);
            if (policy !== undefined && isWritten) expect(behaviourFor(plan.edge, path)?.forwards, path).toBe('all');
            if (actual !== undefined || !given.routes.some((one) => isBehindParameter(one.path)))
              expect(actual, `${path} is ${route}`).toBe(expected);
          }
        }),
        { numRuns: 120 },
      );
    },
  );
});
