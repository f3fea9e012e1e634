import { describe, expect, it } from 'vitest';
import { formatIssues } from '../../../lib/errors/issue.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { cached, firewall, fixed, open, slow, slowWithKey, standing, traffic, withKey, withToken } from './shops.js';

const LARGE = 1_000_000_000;

describe('the arrangement of a spec', () => {
  it.each<[string, readonly Route[], SpecSettings, string]>([
    ['without traffic, HTTP where it can', [open, withToken], {}, 'http'],
    ['without traffic, by what each route needs', [open, withKey], {}, 'split'],
    ['without traffic, REST where all paths need it', [withKey, fixed], {}, 'rest'],
    ['without traffic, as the spec says', [open], { api: 'rest', edge: {} }, 'rest+edge'],
    ['traffic without a number of requests', [open], { traffic: { handlerMs: 90 }, api: 'http' }, 'http'],
    ['the cheaper API', [open], traffic(LARGE), 'http'],
    ['the cheaper API, and a REST API for a key', [open, withKey], traffic(LARGE), 'split'],
    [
      'an edge where answers are so long that its data out is cheaper',
      [open],
      traffic(1e8, { responseBytes: 1e6 }),
      'http+edge',
    ],
    ['no edge where the spec says so', [open], { ...traffic(1e8, { responseBytes: 1e6 }), noEdge: true }, 'http'],
    ['an edge where the spec asks for one', [open], { ...traffic(LARGE), edge: {} }, 'http+edge'],
    ['an edge for answers that are kept', [cached], traffic(1e6), 'http+edge'],
    [
      'the stage for a firewall, where an edge costs more',
      [open, withKey],
      { ...traffic(1e6), firewall },
      'rest(rest-stage)',
    ],
    ['the edge for a firewall, where REST costs more', [withToken], { ...traffic(LARGE), firewall }, 'http+edge(edge)'],
    [
      'the edge for a firewall, where a route needs HTTP',
      [slow, withKey],
      { ...traffic(1e6), firewall },
      'split+edge(edge)',
    ],
    [
      'REST where the spec insists on it',
      [withToken],
      { ...traffic(LARGE), firewall, api: 'rest' },
      'rest(rest-stage)',
    ],
    ['no requests at all', [open], traffic(0), 'http'],
    ['more requests than there are', [open], traffic(1e15), 'http'],
  ])('is %s', (_title, routes, settings, expected) => {
    expect(standing(specOf(routes, settings))).toBe(expected);
  });

  it('is the same whatever order the routes stand in', () => {
    const routes = [open, withKey, withToken, fixed];
    const settings = { ...traffic(LARGE), firewall };
    expect(standing(specOf([...routes].reverse(), settings))).toBe(standing(specOf(routes, settings)));
  });

  it('is chosen by the rule, by the traffic, or by the rule where nothing else would do', () => {
    const chosenBy = (routes: readonly Route[], settings: SpecSettings) =>
      planGateway(specOf(routes, settings)).arrangement.chosenBy;
    expect(chosenBy([open], {})).toBe('rule');
    expect(chosenBy([open], traffic(1e6))).toBe('traffic');
    expect(chosenBy([slow, withKey], { ...traffic(1e6), noEdge: true })).toBe('rule');
  });

  it('warns that another number of requests may move the address, and how to hold it', () => {
    const warningsOf = (settings: SpecSettings) =>
      planGateway(specOf([open], settings)).warnings.map(({ code, fix }) => [code, fix]);
    expect(warningsOf(traffic(1e6))).toEqual([
      ['ARRANGEMENT_UNPINNED', expect.stringContaining('gatewright plan --pin')],
    ]);
    expect(warningsOf({})).toEqual([]);
  });

  it('says of an edge that nobody asked for why it is there', () => {
    const becauseOf = (routes: readonly Route[], settings: SpecSettings) =>
      planGateway(specOf(routes, settings)).edge?.because;
    expect(becauseOf([open], traffic(1e8, { responseBytes: 1e6 }))).toMatch(
      /^with an edge: the cheapest for 100,000,000 /,
    );
    const forced = 'nothing without an edge does all that the spec asks: ';
    expect(becauseOf([cached, withKey], traffic(1e6))).toBe(
      `${forced}an edge keeps answers, and this gateway has none`,
    );
    expect(becauseOf([slow, withKey], { ...traffic(1e6), firewall })).toBe(
      `${forced}AWS WAF stands before REST APIs and CloudFront, and these routes are on an HTTP API: it would not see them`,
    );
    expect(becauseOf([cached], { ...traffic(1e6), edge: {} })).not.toContain('edge does all');
  });
});

describe('a firewall before routes of an HTTP API, without traffic', () => {
  const [issue, ...others] = issuesOf(specOf([open, withKey], { firewall }));

  it('stays an issue that names both ways out, with what each costs', () => {
    expect([issue?.code, others]).toEqual(['FIREWALL_HTTP_API', []]);
    expect(issue?.fix).toMatch(
      /^write edge: \{\} on the gateway \(\$\d+\.\d\d a month at 1,000,000 requests\), or api: 'rest' \(\$\d+\.\d\d a month/,
    );
  });

  it('names the one way that is left', () => {
    expect(issuesOf(specOf([slow], { firewall }))[0]?.fix).toMatch(/^write edge: \{\} [^,]*,[^,]*,[^,]* requests\);/);
    expect(issuesOf(specOf([open], { firewall, noEdge: true }))[0]?.fix).toMatch(/^write api: 'rest' \(/);
  });
});

describe('a spec that no arrangement can serve', () => {
  it('has what is wrong in all of them', () => {
    const issues = issuesOf(specOf([slowWithKey, open], { ...traffic(1e6), name: 'Shop' }));
    expect(issues.map(({ code }) => code).sort()).toEqual(['GATEWAY_NAME', 'ROUTE_API_IMPOSSIBLE', 'ROUTE_TIMEOUT']);
  });

  it('says every need of a route that contradicts itself', () => {
    const [issue] = issuesOf(specOf([slowWithKey], traffic(1e6)));
    expect(issue?.got).toBe(
      'REST: API keys and usage plans exist on REST APIs only; HTTP: REST APIs wait 29000 ms at most',
    );
  });

  it('has an issue for each reason, where each has its own, with what it forbids', () => {
    const issues = issuesOf(specOf([slow, withKey, open], { ...traffic(1e6), firewall, noEdge: true }));
    expect([...new Set(issues.map(({ code }) => code))]).toEqual(['ARRANGEMENT_IMPOSSIBLE']);
    const said = issues.map(({ place, message, got }) => [place, message.split(': ')[1], got.split('; got')[0]]);
    expect(said).toEqual([
      [
        'firewall',
        'AWS WAF stands before REST APIs and CloudFront, and these routes are on an HTTP API',
        'FIREWALL_HTTP_API forbids without an edge: routes split, HTTP only where needed',
      ],
      [
        "routes['GET /feeds/{path+}']",
        'API keys and usage plans exist on REST APIs only',
        'NEEDS_REST forbids without an edge: all on HTTP; with an edge: all on HTTP',
      ],
      [
        "routes['GET /report']",
        'REST APIs wait 29000 ms at most',
        'NEEDS_HTTP forbids without an edge: all on REST; with an edge: all on REST',
      ],
      [
        'edge',
        'the spec says edge',
        'EDGE_STATED forbids with an edge: routes split, all on HTTP, all on REST, HTTP only where needed',
      ],
    ]);
  });

  it('says all of each reason, however many routes it is of, and names three of them', () => {
    const routes = Array.from({ length: 90 }, (_, index) =>
      aRoute(`GET /${'x'.repeat(60)}${String(index).padStart(3, '0')}/{id}`, { cache: { ttlSeconds: 60 } }),
    );
    const issues = issuesOf(specOf(routes, traffic(1e6)));
    expect(issues.map(({ got }) => got.split(' ')[0])).toEqual(['CACHE_WITHOUT_EDGE', 'EDGE_BEHAVIOURS']);
    const [kept, patterns] = issues;
    expect(kept?.place).toMatch(/^routes\['GET \/x+000\/\{id\}'\], .*, .*x002.* and 87 more$/);
    expect(patterns?.message).toMatch(/: the cached paths need more patterns than CloudFront has in a distribution$/);
    expect(patterns).toMatchObject({
      got: expect.stringMatching(/; got 9\d$/),
      allowed: expect.stringContaining('75'),
    });
    expect(formatIssues(issues)).not.toContain('…');
  });
});
