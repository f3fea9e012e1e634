import fc from 'fast-check';
import type { GatewaySpec } from '../../lib/spec/gateway.js';
import type { Route } from '../../lib/spec/route.js';
import type { Split } from '../../lib/spec/split.js';
import { arbitraryRoute, arbitraryRoutes } from '../plan/random-routes.js';
import { issuesOf, type SpecSettings, specOf } from '../spec/specs.js';

/** All that a spec may say beside its routes, but for its name and its stage, which are its address. */
const arbitrarySettings: fc.Arbitrary<SpecSettings> = fc.record(
  {
    description: fc.constantFrom('A shop', 'Another shop'),
    throttle: fc.constantFrom({ ratePerSecond: 50, burst: 90 }, { ratePerSecond: 7, burst: 8 }),
    cors: fc.constantFrom(
      { origins: ['https://shop.example'] },
      { origins: ['https://shop.example', 'https://app.example'], exposeHeaders: ['etag'], maxAgeSeconds: 60 },
    ),
    logRetentionDays: fc.constantFrom(7, 365) as fc.Arbitrary<7 | 365>,
    tracing: fc.boolean(),
    split: fc.constantFrom<Split>(
      { from: ['/a', '/b', '/c', '/{}'] },
      { from: ['/a', '/a/b', '/a/{}', '/b', '/{}'] },
      { parts: { front: ['/a'], back: ['/b', '/c'] } },
    ),
  },
  { requiredKeys: [] },
);

export const arbitrarySpec = fc
  .tuple(arbitraryRoutes, arbitrarySettings)
  .map(([routes, settings]) => deployable(specOf(routes, settings)));

/** Without its split, where that is refused: a part may be empty, or take requests from a route of another. */
function deployable(spec: GatewaySpec): GatewaySpec {
  if (!spec.split || issuesOf(spec).length === 0) return spec;
  const { split: _refused, ...whole } = spec;
  return whole;
}

export interface Redeploy {
  readonly before: GatewaySpec;
  readonly after: GatewaySpec;
}

const withRoutes = (spec: GatewaySpec, routes: readonly Route[]): GatewaySpec => ({ ...spec, routes });

/** Two specs that differ as little as a commit does. */
const smallChange: fc.Arbitrary<Redeploy> = arbitrarySpec.chain((before) =>
  fc
    .oneof(
      fc.constant(before),
      arbitrarySettings.map((settings) => ({ ...before, ...settings })),
      fc.shuffledSubarray([...before.routes], { minLength: 1 }).map((routes) => withRoutes(before, routes)),
      arbitraryRoute.map((added) =>
        withRoutes(before, [...before.routes.filter(({ pattern }) => pattern !== added.pattern), added]),
      ),
      fc.nat(before.routes.length - 1).map((at) =>
        withRoutes(
          before,
          before.routes.map((route, index) => (index === at ? slower(route) : route)),
        ),
      ),
    )
    .map((after) => ({ before, after: deployable(after) })),
);

function slower(route: Route): Route {
  return { ...route, throttle: { ratePerSecond: 3, burst: 4 } };
}

export const arbitraryRedeploy: fc.Arbitrary<Redeploy> = fc.oneof(
  { weight: 3, arbitrary: smallChange },
  { weight: 1, arbitrary: fc.record({ before: arbitrarySpec, after: arbitrarySpec }) },
);
