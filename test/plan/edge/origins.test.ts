import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EdgePlan } from '../../../lib/plan/edge-plan.js';
import { frontRule } from '../../edge/front-rule.js';
import { localRouting } from '../../edge/local-routing.js';
import { edgeFunction } from '../../edge/run-edge-function.js';
import { arbitraryCase, arbitrarySplits, behaviourFor, pathsOf, planOf } from './edges.js';

/** Where a request goes: what the function chooses, else what the first pattern that matches says. */
function edgeRouting(edge: EdgePlan) {
  const run = edgeFunction(edge.function.code);
  return (method: string, path: string, requested?: string) => {
    const announced = requested === undefined ? {} : { 'access-control-request-method': { value: requested } };
    return run(method, path, announced).origin ?? behaviourFor(edge, path)?.origin ?? edge.defaultOrigin;
  };
}

describe.each(Object.entries(arbitrarySplits))('origins of a gateway that %s', (_title, arbitrarySplit) => {
  it('are those that the rule of the front says, and that the local front, which knows no edge, sends a request to', () => {
    fc.assert(
      fc.property(arbitraryCase, arbitrarySplit, (given, splitOf) => {
        const plan = planOf(given, splitOf);
        const originOf = edgeRouting(plan.edge);
        const { apiOf, routeOf } = localRouting(plan);
        const ruled = frontRule(plan);
        for (const path of pathsOf(given)) {
          for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
            const route = routeOf(method, path);
            if (route === undefined) continue;
            const expected = ruled(method, path);
            expect(apiOf(method, path), `${method} ${path} is ${route}`).toBe(expected);
            expect(originOf(method, path), `${method} ${path} is ${route}`).toBe(expected);
            expect(originOf('OPTIONS', path, method), `preflight of ${method} ${path}`).toBe(expected);
          }
        }
      }),
      { numRuns: 120 },
    );
  });
});
