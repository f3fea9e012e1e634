import { expect, it } from 'vitest';
import { planEdge } from '../../../lib/plan/edge/plan-edge.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { growth } from '../../fixtures/growth.js';
import { specOf } from '../../spec/specs.js';
import { deepCrossings, everySeventhKeyed, openCrossings, prefixedRoutes } from './large-gateways.js';

/** A part for each letter that their paths begin with, and one for their parameter. */
const from = [...'abcdefghij', '{}'].map((first) => `/${first}`);
const minute = { cache: { ttlSeconds: 60 } };

it.each<[string, (count: number) => readonly Route[]]>([
  ['of 25 prefixes', (count) => prefixedRoutes(count, everySeventhKeyed)],
  ['of which some are cached', (count) => prefixedRoutes(count, (index) => (index % (count / 10) === 7 ? minute : {}))],
])('an edge of routes %s is planned in about 4 times the time for 4 times as many', (_title, routesOf) => {
  const workOf = (count: number) => {
    const spec = specOf(routesOf(count), { edge: { origin: { closedBy: 'none' } } });
    const plan = planGateway(spec);
    return () => planEdge(spec, plan);
  };
  expect(growth(workOf(1_000), workOf(4_000), 9)).toBeLessThan(9);
});

it.each<[string, (count: number) => readonly Route[]]>([
  ['met by parameters of another part', deepCrossings],
  ['whose parameters begin with what others end in', openCrossings],
])(
  'an edge of routes %s is chosen for in about 8 times the time for 8 times as many, and not 64 times',
  (_title, routesOf) => {
    const workOf = (count: number) => {
      const spec = specOf(routesOf(count), { split: { from }, edge: {}, quotas: { restResources: 100_000 } });
      const plan = planGateway(spec);
      expect(plan.edge?.function.choosesOrigin).toBe(true);
      return () => planEdge(spec, plan);
    };
    expect(growth(workOf(250), workOf(2_000), 24)).toBeLessThan(24);
  },
);
