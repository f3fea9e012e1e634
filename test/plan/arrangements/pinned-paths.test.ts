import { describe, expect, it } from 'vitest';
import { arrangementOf } from '../../../lib/plan/arrangements/arrangement.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { makePin, pinChange } from '../../../lib/plan/arrangements/make-pin.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Pin, PinnedArrangement } from '../../../lib/spec/pin.js';
import type { Route } from '../../../lib/spec/route.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { firewall, open, pinned, withKey } from './shops.js';

const today = new Date('2026-11-22T12:00:00Z');
const pinFor = (routes: readonly Route[], settings: SpecSettings = {}) => {
  const spec = specOf(routes, settings);
  return makePin(compareArrangements(spec), today, planGateway(spec));
};
const keyed = (pattern: string) => aRoute(pattern, { auth: withKey.auth });

describe('the paths of a pin', () => {
  it('are held where each type of API has an address of its own', () => {
    expect(pinFor([open, withKey]).arrangement.paths).toEqual({ http: ['/books'], rest: ['/feeds/{path+}'] });
    expect(pinFor([open, withKey], { edge: {} }).arrangement).not.toHaveProperty('paths');
    expect(pinFor([open]).arrangement).not.toHaveProperty('paths');
  });

  const pin = pinFor([open, aRoute('GET /books/{isbn}'), withKey, keyed('GET /reports')]);

  it.each<[string, readonly Route[], string, string]>([
    ['a sibling needs REST', [open, keyed('POST /books'), withKey], '"/books"', 'shares its path with POST /books'],
    [
      'a sibling of other names needs REST',
      [open, keyed('POST /books/{id}'), withKey],
      '"/books/{id}"',
      'API keys and usage plans',
    ],
    [
      'nothing of it needs REST any more',
      [open, withKey, aRoute('GET /reports')],
      '"/reports"',
      'an HTTP API can do all',
    ],
  ])('may not move where %s', (_title, routes, got, because) => {
    const [issue, ...more] = issuesOf(specOf(routes, { pin }));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({
      code: 'PIN_ROUTE_MOVED',
      place: 'pin.arrangement.paths',
      got,
      message: expect.stringContaining(because),
      fix: expect.stringContaining('gatewright plan --pin'),
    });
  });

  it.each<[string, readonly Route[]]>([
    ['paths that have come since', [open, withKey, keyed('GET /more'), aRoute('GET /other')]],
    ['paths that are gone', [open]],
    ['other methods of a path', [open, aRoute('DELETE /books'), withKey]],
  ])('hold nothing of %s', (_title, routes) => {
    expect(issuesOf(specOf(routes, { pin }))).toEqual([]);
  });

  it('hold nothing of a pin of a hand, which names none', () => {
    const routes = [open, keyed('POST /books'), withKey];
    expect(issuesOf(specOf(routes, pinned({ apis: 'split', edge: false })))).toEqual([]);
  });
});

describe('a pin with a firewall', () => {
  it.each<[string, PinnedArrangement, SpecSettings, readonly string[]]>([
    ['none in the spec', { apis: 'http', edge: true, firewallAt: 'edge' }, {}, ['PIN_FIREWALL']],
    ['none in the spec, at the stage', { apis: 'rest', edge: false, firewallAt: 'rest-stage' }, {}, ['PIN_FIREWALL']],
    ['one in the spec', { apis: 'http', edge: true, firewallAt: 'edge' }, { firewall }, []],
    ['one that has come since', { apis: 'http', edge: true }, { firewall }, []],
  ])('and %s', (_title, arrangement, settings, codes) => {
    const issues = issuesOf(specOf([open], { ...settings, ...pinned(arrangement) }));
    expect(issues.map(({ code }) => code)).toEqual(codes);
  });
});

describe('what a pin changes of another', () => {
  const pinOf = (arrangement: PinnedArrangement): Pin => ({ schemaVersion: 1, arrangement });

  it.each<[string, PinnedArrangement, PinnedArrangement, string | undefined]>([
    ['nothing', { apis: 'http', edge: false }, { apis: 'http', edge: false }, undefined],
    [
      'a price that is the default',
      { apis: 'http', edge: true },
      { apis: 'http', edge: true, cloudFrontPricing: 'pay-as-you-go' },
      undefined,
    ],
    [
      'the type of API',
      { apis: 'http', edge: false },
      { apis: 'rest', edge: false },
      'it was all routes on an HTTP API, no edge, and is now all routes on a REST API, no edge',
    ],
    [
      'the parts',
      { apis: 'http', edge: false, split: { from: ['/n'] } },
      { apis: 'http', edge: false, split: { from: ['/r', '/n'] } },
      'it was all routes on an HTTP API, no edge, with parts from /n, and is now all routes on an HTTP API, no edge, with parts from /n /r',
    ],
    [
      'a name of a part',
      { apis: 'http', edge: false, split: { parts: { a: ['/x', '/b'], c: ['/'] } } },
      { apis: 'http', edge: false, split: { parts: { c: ['/'], d: ['/b', '/x'] } } },
      'it was all routes on an HTTP API, no edge, with the parts a (/b, /x), c (/), and is now all routes on an HTTP API, no edge, with the parts c (/), d (/b, /x)',
    ],
    [
      'the order of parts',
      { apis: 'http', edge: false, split: { parts: { a: ['/x', '/b'], c: ['/'] } } },
      { apis: 'http', edge: false, split: { parts: { c: ['/'], a: ['/b', '/x'] } } },
      undefined,
    ],
    [
      'a path',
      { apis: 'split', edge: false, paths: { http: ['/a', '/b/{c}'], rest: ['/d'] } },
      { apis: 'split', edge: false, paths: { http: ['/a'], rest: ['/b/{e}', '/d', '/f'] } },
      '/b/{e} would be on the other type of API',
    ],
  ])('is %s', (_title, before, now, change) => {
    expect(pinChange(pinOf(before), pinOf(now))).toBe(change);
  });

  it('is nothing of the arrangement that it was made of', () => {
    const plan = planGateway(specOf([open, withKey]));
    expect(arrangementOf(plan)).toMatchObject({ apis: 'split', edge: false });
    expect(pinChange(pinFor([open, withKey]), pinFor([open, withKey, keyed('GET /more')]))).toBeUndefined();
  });
});
