import { apiKey, mutualTls, usagePlan } from 'gatewright';
import { describe, expect, it } from 'vitest';
import { arrangementText } from '../../../lib/plan/arrangements/arrangement.js';
import { compareArrangements } from '../../../lib/plan/arrangements/compare-arrangements.js';
import { makePin } from '../../../lib/plan/arrangements/make-pin.js';
import type { Plan } from '../../../lib/plan/plan.js';
import { planGateway } from '../../../lib/plan/plan-gateway.js';
import type { Domain } from '../../../lib/spec/domain.js';
import { aRoute, issuesOf, type SpecSettings, specOf } from '../../spec/specs.js';
import { largeRoutes } from './large-routes.js';

const LARGE = largeRoutes(400);
const plan = planGateway(specOf(LARGE));
const partsOf = ({ routes }: Plan) => new Map(routes.map(({ id, part }) => [id, part]));
const codesOf = ({ warnings }: Plan) => warnings.map(({ code }) => code);
const today = new Date('2026-11-22T12:00:00Z');
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });

describe('a gateway that is more than AWS takes of one API', () => {
  it('is divided by the first letter of its paths, and says why', () => {
    expect(plan.split).toMatchObject({
      rule: { at: ['/'] },
      chosenBy: 'quota',
      because: 'in one stack it would have 400 routes per HTTP API, and AWS takes 300',
    });
    expect(plan.split?.parts.map(({ name, prefixes }) => [name, prefixes])).toEqual(
      ['b', 'c', 'g', 'o', 'p', 'r', 't', 'u'].map((letter) => [letter, [`/${letter}`]]),
    );
    expect(plan.apis.map(({ id }) => id)).toContain('http-o');
    expect(partsOf(plan).get('GET /orders/{id}/item0')).toBe('o');
  });

  it('says in its arrangement how many parts it has', () => {
    expect(arrangementText(plan.arrangement)).toBe('all routes on an HTTP API, no edge, in 8 parts');
    expect(planGateway(specOf(LARGE.slice(0, 300))).arrangement).not.toHaveProperty('parts');
  });

  it('warns that nothing holds the parts, and that nothing joins them', () => {
    const [unpinned, noFront, ...more] = plan.warnings;
    expect(more).toEqual([]);
    expect(unpinned).toMatchObject({ code: 'SPLIT_UNPINNED', got: '8 parts, which nothing holds' });
    expect(unpinned?.fix).toContain("write split: { at: ['/'] } on the gateway");
    expect(noFront).toMatchObject({
      code: 'SPLIT_NO_FRONT',
      got: 'http-b, http-c, http-g, http-o and 4 more',
      fix: 'write edge: {} on the gateway',
    });
  });

  it('has one address with an edge', () => {
    expect(codesOf(planGateway(specOf(LARGE, { edge: {} })))).toEqual(['SPLIT_UNPINNED']);
  });

  it('needs no pin where the spec says its parts, and is then split below the quotas too', () => {
    const few = planGateway(specOf(LARGE.slice(0, 20), { split: { at: ['/', '/t'] }, edge: {} }));
    expect(few.split).toMatchObject({ chosenBy: 'spec' });
    expect(codesOf(few)).toEqual([]);
    expect(partsOf(few).get('GET /teams/{id}/item0')).toBe('te');
    expect(partsOf(few).get('GET /tags/{id}/item1')).toBe('ta');
    expect(arrangementText(few.arrangement)).toBe('all routes on an HTTP API, CloudFront, in 9 parts');
  });

  it('is refused, as it is, where the spec says that it is not split', () => {
    expect(issuesOf(specOf(LARGE, { split: false }))).toMatchObject([{ code: 'QUOTA_EXCEEDED', got: '400' }]);
  });
});

describe('a pin of a split gateway', () => {
  const pin = makePin(compareArrangements(specOf(LARGE)), today);

  it('holds the beginnings', () => {
    expect(pin.arrangement).toEqual({ apis: 'http', edge: false, splitAt: ['/'] });
  });

  it('keeps every route in its part, where a part has become too small to be one, and says so', () => {
    const later = planGateway(specOf(LARGE.slice(0, 40), { pin }));
    expect(later.split).toMatchObject({ chosenBy: 'pin', rule: { at: ['/'] } });
    expect([...partsOf(later)]).toEqual([...partsOf(plan)].slice(0, 40));
    expect(codesOf(later)).toEqual(['SPLIT_NO_FRONT']);
    expect(makePin(compareArrangements(specOf(LARGE.slice(0, 40), { pin })), today).arrangement).toEqual(
      pin.arrangement,
    );
  });

  it('holds no beginnings where the spec says the parts', () => {
    const split = { parts: { sales: ['/orders', '/carts', '/users'], rest: ['/'] } };
    expect(makePin(compareArrangements(specOf(LARGE, { split })), today).arrangement).not.toHaveProperty('splitAt');
  });

  it('of one stack holds it together, and tells the way out where that is too much', () => {
    const small = makePin(compareArrangements(specOf(LARGE.slice(0, 40))), today);
    const [issue, ...more] = issuesOf(specOf(LARGE, { pin: small }));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'QUOTA_EXCEEDED', got: '400' });
    expect(issue?.fix).toMatch(/the pin holds it in one stack.*gatewright plan --pin/);
  });
});

describe('a list of beginnings', () => {
  const routes = ['/', '/orders', '/orders/{id}', '/files/{rest+}'].map((path) => aRoute(`GET ${path}`));
  const idleOf = (settings: SpecSettings) =>
    planGateway(specOf(routes, { edge: {}, ...settings })).warnings.map(({ code, place, got }) => [code, place, got]);
  const pinned = (splitAt: readonly string[]): SpecSettings => ({
    pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: true, splitAt } },
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a word that no path begins with', ['/', '/zzz'], ['/zzz']],
    ['what a path ends with', ['/', '/orders/{id}', '/orders'], ['/orders/{id}']],
    ['what a greedy parameter alone is behind', ['/files/', '/'], ['/files/']],
    ['beginnings that divide', ['/', '/o', '/orders', '/orders/'], []],
    ['a beginning whose paths a deeper one divides', ['/orders', '/orders/', '/f'], []],
  ])('is told of %s', (_title, at, idle) => {
    const got = idle.map((beginning) => `'${beginning}'`).join(', ');
    expect(idleOf({ split: { at } })).toEqual(idle.length > 0 ? [['SPLIT_IDLE', 'split.at', got]] : []);
    expect(idleOf(pinned(at))).toEqual(idle.length > 0 ? [['SPLIT_IDLE', 'pin.arrangement.splitAt', got]] : []);
  });

  it('that puts no route into a part is told to keep the planner from making any', () => {
    const { split, warnings } = planGateway(specOf(routes, { split: { at: ['/zzz', '/y'] } }));
    expect(split?.parts).toEqual([]);
    expect(warnings).toMatchObject([
      { code: 'SPLIT_IDLE', message: expect.stringContaining('makes no parts by itself'), got: "'/zzz', '/y'" },
    ]);
  });
});

describe("a gateway's own name", () => {
  const domain: Domain = {
    name: 'api.shop.example',
    certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1b2c3d4e-aaaa-bbbb-cccc-123456789012',
  };
  const atEdge = { ...domain, certificateArn: domain.certificateArn?.replace('eu-west-1', 'us-east-1') } as Domain;

  it.each<[string, SpecSettings, readonly string[]]>([
    ['parts that the planner found', { domain }, ['DOMAIN_PARTS']],
    ['parts that the spec says', { domain, split: { at: ['/'] } }, ['DOMAIN_PARTS']],
    [
      'parts of a pin',
      { domain, pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false, splitAt: ['/'] } } },
      ['DOMAIN_PARTS'],
    ],
    ['an edge before the parts', { domain: atEdge, edge: {} }, []],
    ['one API', { domain, quotas: { httpRoutes: 400 } }, []],
  ])('before %s', (_title, settings, codes) => {
    expect(issuesOf(specOf(LARGE, settings)).map(({ code }) => code)).toEqual(codes);
  });

  it('has an edge as the way out', () => {
    expect(issuesOf(specOf(LARGE, { domain }))[0]?.fix).toBe('write edge: {} on the gateway');
  });

  it('is told once of two types of API in parts', () => {
    const routes = [...LARGE, aRoute('GET /keyed', { auth: keys })];
    const codes = issuesOf(specOf(routes, { domain, split: { at: ['/'] } })).map(({ code }) => code);
    expect(codes).toEqual(['DOMAIN_TWO_APIS']);
  });

  it('that checks client certificates has no edge as a way out', () => {
    const settings = {
      auth: mutualTls('partners'),
      domain: { ...domain, mutualTls: { truststore: 'certificates/clients.pem' } },
      split: { at: ['/'] },
    };
    const [issue] = issuesOf(specOf([aRoute('GET /a', { auth: mutualTls('partners') })], settings));
    expect(issue).toMatchObject({ code: 'DOMAIN_PARTS', fix: expect.stringContaining('two gateways') });
  });
});
