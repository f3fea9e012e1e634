import { allOf, apiKey, authorizer, gateway, http, jwt, lambda, reply, route, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { contractDocument } from '../../../lib/contract/index.js';
import { stepsOf } from '../../../lib/plan/arrangements/steps.js';
import { estimateCost } from '../../../lib/plan/estimate-cost.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import { issuesOf } from '../../spec/specs.js';

const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
const gold = usagePlan('gold', { ratePerSecond: 9, burst: 8 });
const keys = apiKey('keys', { plans: [gold] });
const books = route('GET /books', { auth: 'public', to: lambda('handlers/books.ts') });
const orders = route('POST /orders', { auth: staff.require({ scopes: ['write'] }), to: lambda('handlers/orders.ts') });
const feed = route('GET /feeds/{path+}', { auth: 'public', to: http('https://feeds.shop.example/{path}') });
const keyed = route('GET /keyed/{path+}', { auth: keys, to: http('https://keyed.shop.example/{path}') });
const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
const routes = [books, orders, feed, keyed, health];

const closed = planGateway(gateway('shop', { edge: {}, routes }));
const open = planGateway(gateway('shop', { edge: { origin: { closedBy: 'none' } }, routes }));
const plain = planGateway(gateway('shop', { routes }));

const bundled = closed.functions.find((fn) => fn.kind === 'authorizer');
const planned = (id: string) => closed.routes.find((each) => each.id === id);

describe('a closed origin', () => {
  it('is there with an edge, unless the spec leaves it open', () => {
    expect(closed.origin).toMatchObject({ kind: 'secret', header: 'x-gatewright-origin', rotateEveryDays: 30 });
    expect([open.origin, plain.origin]).toEqual([undefined, undefined]);
  });

  it('rotates its secret by a function of its own, as often as the spec says', () => {
    const plan = planGateway(gateway('shop', { edge: { origin: { rotateEveryDays: 90 } }, routes: [books] }));
    expect(plan.origin).toMatchObject({ rotateEveryDays: 90, function: 'origin-keeper' });
    expect(plan.functions.map(({ kind }) => kind)).toContain('origin-keeper');
    expect(open.functions.map(({ kind }) => kind)).not.toContain('origin-keeper');
  });

  it('says what checks: a firewall before the REST API, authorizers on the HTTP API', () => {
    expect(closed.origin?.because).toMatch(/a firewall of one rule .* and the authorizer of every route/);
    expect(planGateway(gateway('shop', { edge: {}, routes: [books] })).origin?.because).not.toContain('firewall');
    expect(planGateway(gateway('shop', { edge: {}, routes: [health] })).origin?.because).not.toContain('authorizer');
  });
});

describe('a route of the HTTP API of a closed origin', () => {
  it('has an authorizer though it is public', () => {
    expect(planned('GET /books')?.auth).toEqual({
      kind: 'public',
      originAuthorizer: '_origin-http-function',
      because: 'the route says public',
    });
    expect(bundled?.config.routes['GET /books']).toEqual({ public: true, anyOf: [], contextClaims: {} });
  });

  it('has no native authorizer: that one does not look for the header', () => {
    expect(planned('POST /orders')?.auth).toMatchObject({
      authorization: { kind: 'authorizer', authorizer: 'staff-http-function-unkeyed', scopes: [] },
    });
    expect(closed.authorizers.map(({ kind }) => kind)).not.toContain('http-jwt');
    expect(open.authorizers.map(({ kind }) => kind)).toContain('http-jwt');
    const because = closed.authorizers.find(({ id }) => id.startsWith('staff'))?.because;
    expect(because).toContain('does not look for the header of the edge');
  });

  it('has no answer kept, and says why', () => {
    const functions = closed.authorizers.filter((each) => each.kind === 'http-lambda');
    expect(functions).toHaveLength(2);
    for (const each of functions) {
      expect(each).toMatchObject({ ttlSeconds: 0, identity: { headers: [], query: [] } });
      expect(each.because).toContain('a kept answer would let calls around the edge through');
    }
  });

  it('is checked by the bundled function, which knows the header', () => {
    expect(bundled?.config.origin).toEqual({ header: 'x-gatewright-origin' });
    expect(bundled?.timeoutMs).toBe(9_000);
  });
});

describe('a route of the REST API of a closed origin', () => {
  it('is as it was: the firewall comes before it', () => {
    const before = (id: string) => open.routes.find((each) => each.id === id)?.auth;
    for (const id of ['GET /keyed/{path+}', 'GET /health']) expect(planned(id)?.auth).toEqual(before(id));
  });

  it('alone needs no authorizer', () => {
    const plan = planGateway(gateway('shop', { edge: {}, api: 'rest', routes: [books, orders] }));
    expect(plan.functions.find((fn) => fn.kind === 'authorizer')?.config.origin).toBeUndefined();
    expect(plan.authorizers.map(({ id }) => id)).toEqual(['staff-rest']);
  });
});

describe('an origin that is sent the secret and does not ask for it', () => {
  const sent = planGateway(gateway('shop', { edge: { origin: { closedBy: 'sent' } }, routes }));

  it('has a secret, what rotates it, and words for that it is open', () => {
    expect(sent.origin).toMatchObject({ kind: 'sent', header: 'x-gatewright-origin', rotateEveryDays: 30 });
    expect(sent.origin?.because).toContain('nothing asks for it yet: callers may go around the edge');
    expect(sent.functions.map(({ kind }) => kind)).toContain('origin-keeper');
  });

  it('has the authorizers of an open one', () => {
    expect(sent.authorizers).toEqual(open.authorizers);
    expect(sent.routes.map(({ auth }) => auth)).toEqual(open.routes.map(({ auth }) => auth));
    expect(sent.functions.find((fn) => fn.kind === 'authorizer')?.config.origin).toBeUndefined();
  });

  it('shows the secret to no backend, as a closed one does', () => {
    expect(sent.integrations).toEqual(closed.integrations);
    const guards = (plan: typeof closed) => plan.functions.flatMap((fn) => (fn.kind === 'handler' ? [fn.guard] : []));
    expect(guards(sent)).toEqual(guards(closed));
  });

  it('costs its secret, and no firewall', () => {
    const lines = estimateCost(sent).lines.map(({ item }) => item);
    expect(lines).toContain('Secret of the origin');
    expect(lines).not.toContain('Firewall before the REST API');
  });

  it('is a step of its own in what is arranged', () => {
    expect(stepsOf(sent, gateway('shop', { edge: {}, routes }), [])).toContainEqual({
      part: 'origin',
      decision: 'open',
      because: sent.origin?.because,
      for: [],
    });
  });

  it('leaves authorizers of the user on HTTP APIs', () => {
    const inner = route('GET /inner', { auth: authorizer('judge', lambda('j.ts')), to: lambda('a.ts') });
    expect(issuesOf(gateway('shop', { edge: { origin: { closedBy: 'sent' } }, routes: [inner] }))).toEqual([]);
  });
});

describe('the header of a closed origin', () => {
  it.each(['GET /feeds/{path+}', 'GET /keyed/{path+}'])('does not reach the backend of %s', (id) => {
    const integration = closed.integrations.find((each) => each.id === planned(id)?.integration);
    expect(integration).toMatchObject({ headers: { 'x-gatewright-origin': { kind: 'removed' } } });
  });

  it('does not reach a handler', () => {
    const handlers = closed.functions.filter((fn) => fn.kind === 'handler');
    expect(handlers).toHaveLength(2);
    for (const { guard } of handlers) expect(guard?.removedHeaders).toEqual(['x-gatewright-origin']);
    for (const fn of open.functions.filter((each) => each.kind === 'handler'))
      expect(fn.guard).toEqual({ removedHeaders: [], unkeptStatuses: [410], routes: {} });
    expect(plain.functions.filter((fn) => fn.kind === 'handler' && fn.guard)).toEqual([]);
  });

  it.each(['secret', 'sent'] as const)('does not reach an authorizer of the user: %s', (closedBy) => {
    const own = authorizer('judge', lambda('authorizers/judge.ts'));
    const judged = route('GET /judged', { auth: own, api: 'rest', to: lambda('a.ts') });
    const guardsOf = (origin: 'secret' | 'sent' | 'none') =>
      planGateway(
        gateway('shop', {
          edge: { origin: { closedBy: origin } },
          callerHeaders: { 'x-user': 'sub' },
          routes: [judged],
        }),
      ).functions.flatMap((fn) => (fn.kind === 'handler' && fn.entry.includes('judge') ? [fn.guard] : []));
    expect(guardsOf(closedBy)).toEqual([{ removedHeaders: ['x-gatewright-origin'], routes: {} }]);
    expect(guardsOf('none')).toEqual([undefined]);
  });

  it('is not in the contract, nor is its authorizer', () => {
    const contract = (spec: Parameters<typeof contractDocument>[0]) => contractDocument(spec).document;
    const published = contract(gateway('shop', { edge: {}, routes }));
    expect(JSON.stringify(published)).not.toMatch(/x-gatewright-origin|_origin/);
    expect(published.paths).toEqual(contract(gateway('shop', { routes })).paths);
  });
});

describe('an authorizer of the user, which does not look for the header,', () => {
  const auth = authorizer('judge', lambda('authorizers/judge.ts'));
  const inner = route('GET /inner', { auth, to: lambda('a.ts') });

  it('is an issue on an HTTP API, with the ways out', () => {
    const [issue, ...more] = issuesOf(gateway('shop', { edge: {}, routes: [inner] }));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      code: 'ORIGIN_AUTHORIZER',
      place: "routes['GET /inner'].auth",
      got: 'an authorizer of your own ("judge")',
      fix: "write api: 'rest', or edge: { origin: { closedBy: 'none' } }",
    });
  });

  it.each([
    ['on a REST API', { edge: {}, api: 'rest' } as const],
    ['where the origin is left open', { edge: { origin: { closedBy: 'none' } } } as const],
    ['without an edge', {}],
  ])('is none %s', (_where, settings) => {
    expect(issuesOf(gateway('shop', { ...settings, routes: [inner] }))).toEqual([]);
  });
});

describe('keys and tokens together', () => {
  it('are on a REST API, behind its firewall', () => {
    const both = route('GET /both', { auth: allOf(staff, keys), to: lambda('a.ts') });
    expect(planGateway(gateway('shop', { edge: {}, routes: [both] })).apis.map(({ id }) => id)).toEqual(['rest']);
  });
});

describe('the price of a closed origin', () => {
  const lineOf = (plan: typeof closed, item: string) => estimateCost(plan).lines.find((line) => line.item === item);

  it('is a secret, a web ACL of one rule, and 60 cents for a million requests that it looks at', () => {
    expect(lineOf(closed, 'Secret of the origin')?.usdPerMonth).toBe(0.4);
    const firewall = ['Firewall before the REST API', 'Its rule'].map((item) => lineOf(closed, item)?.usdPerMonth ?? 0);
    expect(firewall.reduce((sum, usd) => sum + usd)).toBe(6);
    expect(lineOf(closed, 'Requests that it looks at')).toMatchObject({ quantity: 400_000, usdPerMonth: 0.24 });
    expect(lineOf(open, 'Secret of the origin')).toBeUndefined();
  });

  it('is an invocation for every request to the HTTP API', () => {
    expect(lineOf(closed, 'Authorizer invocations')?.quantity).toBe(600_000);
    expect(lineOf(open, 'Authorizer invocations')).toBeUndefined();
  });

  it('has no firewall in it without a REST API', () => {
    const plan = planGateway(gateway('shop', { edge: {}, routes: [books] }));
    expect(lineOf(plan, 'Firewall before the REST API')).toBeUndefined();
  });
});
