import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { localRouting } from '../../edge/local-routing.js';
import { edgeFunction } from '../../edge/run-edge-function.js';
import { specOf } from '../../spec/specs.js';
import { arbitraryCase, behaviourFor, pathsOf } from './edges.js';

/** Where a request goes: what the function chooses, else what the first pattern that matches says. */
function edgeRouting({ edge }: Plan) {
  if (!edge) throw new Error('there is no edge');
  const run = edgeFunction(edge.function.code);
  return (method: string, path: string, requested?: string) => {
    const announced = requested === undefined ? {} : { 'access-control-request-method': { value: requested } };
    return run(method, path, announced).origin ?? behaviourFor(edge, path)?.origin ?? edge.defaultOrigin;
  };
}

describe('origins', () => {
  it('are those that the local front, which knows no edge, sends a request to, wherever some route takes it', () => {
    fc.assert(
      fc.property(arbitraryCase, (given) => {
        const plan = planGateway(specOf(given.routes, { edge: {} }));
        const [originOf, { apiOf, routeOf }] = [edgeRouting(plan), localRouting(plan)];
        for (const path of pathsOf(given)) {
          for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
            const route = routeOf(method, path);
            if (route === undefined) continue;
            expect(originOf(method, path), `${method} ${path} is ${route}`).toBe(apiOf(method, path));
            expect(originOf('OPTIONS', path, method), `preflight of ${method} ${path}`).toBe(apiOf(method, path));
          }
        }
      }),
      { numRuns: 250 },
    );
  });
});
