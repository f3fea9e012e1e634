import { describe, expect, it } from 'vitest';
import bookshop from '../../../examples/bookshop/gateway.js';
import { drawPlan } from '../../../lib/cli/plan-graph/draw-plan.js';
import type { GatewayGraph } from '../../../lib/cli/plan-graph/gateway-graph.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import {
  apiKey,
  type GatewaySpec,
  gateway,
  http,
  iam,
  lambda,
  reply,
  route,
  usagePlan,
} from '../../../lib/spec/index.js';
import { harbour } from '../../fixtures/gateways/edge-with-everything.js';

const drawn = (spec: GatewaySpec) => drawPlan(planGateway(spec));

/** `HTTP API → handlers/get-book.ts: 2 routes`. */
function lines({ nodes, edges }: GatewayGraph): readonly string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  return edges.map(
    ({ from, to, label }) => `${names.get(from)} → ${names.get(to)}${label === undefined ? '' : `: ${label}`}`,
  );
}

const manyFunctions = (functions: number, routes: number) =>
  gateway('many', {
    auth: 'public',
    quotas: { httpRoutes: 5_000 },
    routes: Array.from({ length: routes }, (_, index) =>
      route(`GET /things${index}`, { to: lambda(`handlers/h${String(index % functions).padStart(3, '0')}.ts`) }),
    ) as never,
  }) as GatewaySpec;

describe('the picture of the example', () => {
  const graph = drawn(bookshop);

  it.each([
    'Callers → 5 rules',
    '5 rules → its own address',
    'its own address → HTTP API',
    'its own address → 1 rule',
    '1 rule → REST API',
    'HTTP API → handlers/get-book.ts: 2 routes',
    'HTTP API → handlers/place-order.ts: 1 route',
    'REST API → handlers/export-books.ts: 1 route',
    'REST API → feeds.bookshop.example: 2 routes',
    'REST API → 200: 1 route',
    "HTTP API → the edge's header: 4 routes",
    'customers → authorizer',
    'REST API → partners: 1 route',
    'partners → free',
    'partners → gold',
    'key keeper → partners: every 15 minutes',
    'origin keeper → its own address: every 30 days',
  ])('has %s', (line) => {
    expect(lines(graph)).toContain(line);
  });

  it('says the limits of a usage plan, and nothing of keys', () => {
    const plans = graph.nodes.filter(({ what }) => what === 'Usage plan');
    expect(plans.map(({ name, details }) => [name, ...details])).toEqual([
      ['free', '2/s, burst 5', '10,000 a month'],
      ['gold', '100/s, burst 200', '5,000,000 a month'],
    ]);
  });

  it('is the same each time', () => {
    expect(drawn(bookshop)).toEqual(graph);
  });
});

describe('a picture', () => {
  it('has names, failover and firewall of an edge', () => {
    const graph = drawn(harbour);
    expect(lines(graph)).toContain('api.harbour.example → api-west.harbour.example: where an API fails');
    expect(lines(graph)).toContain('origin keeper → api.harbour.example: every 14 days');
    expect(graph.nodes.find(({ id }) => id === 'edge')?.details).toContain('and 2 names more');
  });

  it('begins at the API where nothing is in front of it', () => {
    const graph = drawn(gateway('bare', { routes: [route('GET /up', { auth: 'public', to: reply(204, null) })] }));
    expect(lines(graph)).toEqual(['Callers → REST API', 'REST API → 204: 1 route']);
  });

  it('puts the firewall of a stage before the REST API alone', () => {
    const graph = drawn(
      gateway('two', {
        firewall: { managed: ['common'] },
        routes: [
          route('GET /up', { auth: 'public', to: reply(200, 1) }),
          route('GET /paid', {
            auth: apiKey('buyers', { plans: [usagePlan('one', { ratePerSecond: 1, burst: 1 })] }),
            to: http('https://paid.example'),
          }),
        ],
      }),
    );
    expect(lines(graph).slice(0, 2)).toEqual(['Callers → 1 rule', '1 rule → REST API']);
  });

  it('has one box for all servers of one name, without the URL', () => {
    const one = (path: '/a' | '/b', port: string) =>
      route(`GET ${path}`, {
        auth: 'public',
        to: http(`https://far.example${port}${path}` as 'https://far.example/a'),
      });
    const servers = (graph: GatewayGraph) =>
      graph.nodes.filter(({ what }) => what === 'HTTP backend').map(({ name }) => name);
    expect(servers(drawn(gateway('same', { routes: [one('/a', ''), one('/b', '')] })))).toEqual(['far.example']);
    expect(servers(drawn(gateway('ports', { routes: [one('/a', ''), one('/b', ':8443')] })))).toEqual([
      'far.example',
      'far.example:8443',
    ]);
  });

  it('shows who signs', () => {
    const graph = drawn(gateway('signed', { routes: [route('GET /s', { auth: iam('robots'), to: lambda('s.ts') })] }));
    expect(lines(graph)).toContain('HTTP API → signed requests: 1 route');
  });
});

describe('a gateway in parts', () => {
  const inParts = (count: number) =>
    gateway('many', {
      auth: 'public',
      split: { parts: Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, [`/p${index}`]])) },
      routes: Array.from({ length: count * 3 }, (_, index) =>
        route(`GET /p${index % count}/things${index}`, { to: lambda('handlers/one.ts') }),
      ) as never,
    }) as GatewaySpec;
  const apis = (graph: GatewayGraph) => graph.nodes.filter(({ kind }) => kind === 'api');

  it('has a box for the API of each part, with its prefixes', () => {
    expect(apis(drawn(inParts(2))).map(({ name, details }) => [name, ...details])).toEqual([
      ['HTTP API', '/p0', '3 routes', 'stage $default'],
      ['HTTP API', '/p1', '3 routes', 'stage $default'],
    ]);
  });

  it('has a box for the API of each part, and for that before all of them, with where they start and end', () => {
    const volumes = { ...inParts(3), split: { from: ['/p2', '/p1'] } };
    expect(apis(drawn(volumes)).map(({ name, details }) => [name, ...details])).toEqual([
      ['HTTP API', 'before /p1', '3 routes', 'stage $default'],
      ['HTTP API', 'from /p1, before /p2', '3 routes', 'stage $default'],
      ['HTTP API', 'from /p2 on', '3 routes', 'stage $default'],
    ]);
  });

  it('folds 30 APIs into 20 boxes and loses no route', () => {
    const graph = drawn(inParts(30));
    expect(apis(graph)).toHaveLength(20);
    expect(apis(graph).at(-1)).toMatchObject({ what: 'and 11 more', name: 'APIs' });
    const counts = graph.edges.flatMap(({ to, label }) =>
      to === 'function_1' ? [Number.parseInt(label ?? '', 10)] : [],
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(90);
  });
});

describe('a large gateway', () => {
  const shown = (graph: GatewayGraph) => graph.nodes.filter(({ kind }) => kind === 'function');

  it('has a box for each of 20 functions', () => {
    expect(shown(drawn(manyFunctions(20, 40)))).toHaveLength(20);
  });

  it.each([
    [21, 42, 2],
    [103, 1_030, 84],
  ])('folds %i functions into 20 boxes and loses none of %i routes', (functions, routes, folded) => {
    const graph = drawn(manyFunctions(functions, routes));
    expect(shown(graph)).toHaveLength(20);
    expect(shown(graph).at(-1)).toMatchObject({ what: `and ${folded} more`, name: 'functions' });
    const counts = graph.edges.flatMap(({ from, to, label }) =>
      from.startsWith('api_') && to.startsWith('function_') ? [Number(label?.split(' ')[0]?.replace(',', ''))] : [],
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(routes);
  });

  it('keeps the busiest functions', () => {
    const seventy = drawn(manyFunctions(60, 70));
    const [last] = shown(seventy).slice(-1);
    expect(lines(seventy).filter((line) => line.endsWith(': 2 routes'))).toHaveLength(10);
    expect(last?.what).toBe('and 41 more');
    const most = drawn(manyFunctions(60, 119));
    expect(lines(most)).not.toContain('HTTP API → handlers/h059.ts: 1 route');
  });

  it('does not grow with its routes', () => {
    expect(drawn(manyFunctions(50, 2_000)).edges).toHaveLength(drawn(manyFunctions(50, 200)).edges.length);
  });
});
