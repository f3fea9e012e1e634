import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Plan, RoutePlan } from '../../lib/plan/plan.js';
import { planGateway } from '../../lib/plan/plan-gateway.js';
import type { Route } from '../../lib/spec/route.js';
import { specOf } from '../spec/specs.js';
import { arbitraryRoute, arbitraryRoutes } from './random-routes.js';

const NUM_RUNS = 100;
const settings = {
  auth: 'public',
  cors: { origins: ['https://shop.example'] },
  throttle: { ratePerSecond: 5, burst: 9 },
} as const;
const planOf = (routes: readonly Route[]) => planGateway(specOf(routes, settings));
const byId = (routes: readonly RoutePlan[]) => routes.toSorted((a, b) => (a.id < b.id ? -1 : 1));
const sorted = (plan: Plan) => ({ ...plan, routes: byId(plan.routes) });

describe('any plan', () => {
  it('is the same, byte for byte, for the same spec', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        expect(JSON.stringify(planOf(routes))).toBe(JSON.stringify(planOf(routes)));
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('is frozen all the way down', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        expect(unfrozen(planOf(routes), 'plan')).toEqual([]);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('is the same after a round trip through JSON', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        const plan = planOf(routes);
        expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('gives a reason for each decision', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        const plan = planOf(routes);
        const reasons = [
          plan.front.because,
          ...plan.apis.map((api) => api.because),
          ...plan.authorizers.map((authorizer) => authorizer.because),
          ...plan.functions.flatMap((fn) => (fn.kind === 'handler' ? [] : [fn.because])),
          ...plan.routes.flatMap((route) => [route.apiBecause, route.auth.because, route.integrationBecause]),
          ...plan.routes.flatMap((route) => (route.throttle ? [route.throttle.because] : [])),
        ];
        for (const reason of reasons) expect(reason).toMatch(/\w+ \w+/);
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('refers only to what it holds, and holds only what is referred to', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        const plan = planOf(routes);
        const used = {
          integrations: plan.routes.map((route) => route.integration),
          authorizers: plan.routes.flatMap(({ auth }) => authorizerOf(auth)),
          functions: [
            ...plan.integrations.flatMap((one) => (one.kind === 'lambda' ? [one.function] : [])),
            // The user's own are handlers, and stand among the functions as well.
            ...plan.authorizers.flatMap((one) => ('function' in one ? [one.function] : [])),
            ...(plan.usagePlans.length > 0 ? ['key-keeper'] : []),
          ],
          usagePlans: plan.routes.flatMap(({ auth }) =>
            auth.kind === 'protected' ? (auth.apiKey?.usagePlans ?? []) : [],
          ),
          apis: plan.routes.map((route) => route.api),
        };
        for (const section of Object.keys(used) as (keyof typeof used)[]) {
          const held = plan[section].map(({ id }) => id);
          expect(held, section).toHaveLength(new Set(held).size);
          expect(new Set(held), section).toEqual(new Set(used[section]));
        }
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('puts all methods of a path on one API', () => {
    fc.assert(
      fc.property(arbitraryRoutes, (routes) => {
        const apis = new Map<string, string>();
        for (const { path, api } of planOf(routes).routes) {
          expect(apis.get(path) ?? api).toBe(api);
          apis.set(path, api);
        }
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

describe('a plan does not depend on the order of routes', () => {
  const shuffled = arbitraryRoutes.chain((routes) =>
    fc.record({
      routes: fc.constant(routes),
      others: fc.shuffledSubarray(routes, { minLength: routes.length, maxLength: routes.length }),
    }),
  );

  it('decides the same, byte for byte, but for the order of routes itself', () => {
    fc.assert(
      fc.property(shuffled, ({ routes, others }) => {
        expect(JSON.stringify(sorted(planOf(others)))).toBe(JSON.stringify(sorted(planOf(routes))));
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('lists the routes as the spec does', () => {
    fc.assert(
      fc.property(shuffled, ({ others }) => {
        expect(planOf(others).routes.map(({ id }) => id)).toEqual(others.map(({ pattern }) => pattern));
      }),
      { numRuns: 50 },
    );
  });
});

describe('one more route', () => {
  it('changes nothing about routes of other paths, and no backend of its own path', () => {
    fc.assert(
      fc.property(arbitraryRoutes, arbitraryRoute, (routes, added) => {
        fc.pre(routes.every((route) => route.pattern !== added.pattern));
        const before = planOf(routes);
        const after = new Map(planOf([...routes, added]).routes.map((route) => [route.id, route]));
        for (const route of before.routes) {
          if (route.path !== added.path) expect(after.get(route.id)).toEqual(route);
          else expect(after.get(route.id)?.integration).toBe(route.integration);
        }
      }),
      { numRuns: NUM_RUNS },
    );
  });

  it('changes no authorizer, integration, usage plan or handler that was there, unless its path moves to another API', () => {
    fc.assert(
      fc.property(arbitraryRoutes, arbitraryRoute, (routes, added) => {
        fc.pre(routes.every((route) => route.path !== added.path));
        const [before, after] = [planOf(routes), planOf([...routes, added])];
        for (const section of ['authorizers', 'integrations', 'usagePlans'] as const)
          expect(after[section]).toEqual(expect.arrayContaining([...before[section]]));
        const handlers = (plan: Plan) => plan.functions.filter((fn) => fn.kind === 'handler');
        expect(handlers(after)).toEqual(expect.arrayContaining(handlers(before)));
      }),
      { numRuns: NUM_RUNS },
    );
  });
});

function authorizerOf(auth: RoutePlan['auth']): readonly string[] {
  return auth.kind === 'protected' && auth.authorization.kind === 'authorizer' ? [auth.authorization.authorizer] : [];
}

function unfrozen(value: unknown, place: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, one]) => unfrozen(one, `${place}.${key}`));
  return Object.isFrozen(value) ? inner : [place, ...inner];
}
