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

const LARGE = largeRoutes(330);
const plan = planGateway(specOf(LARGE));
const partsOf = ({ routes }: Plan) => new Map(routes.map(({ id, part }) => [id, part]));
const codesOf = ({ warnings }: Plan) => warnings.map(({ code }) => code);
const today = new Date('2026-11-22T12:00:00Z');
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });

describe('a gateway that is more than AWS takes of one API', () => {
  it('is halved, and says why', () => {
    expect(plan.split).toMatchObject({
      rule: { from: ['/o'] },
      chosenBy: 'quota',
      because: 'in one stack it would have 330 routes per HTTP API, and AWS takes 300',
    });
    expect(plan.split?.parts).toEqual([{ name: 'o', from: '/o' }]);
    expect(plan.apis.map(({ id }) => id)).toEqual(['http', 'http-o']);
    expect(partsOf(plan).get('GET /orders/{id}/item0')).toBe('o');
    expect(partsOf(plan).get('GET /gists/{id}/item0')).toBeUndefined();
  });

  it('says in its arrangement how many parts it has', () => {
    expect(arrangementText(plan.arrangement)).toBe('all routes on an HTTP API, no edge, in 1 part');
    expect(planGateway(specOf(LARGE.slice(0, 300))).arrangement).not.toHaveProperty('parts');
  });

  it('warns that nothing holds the parts, and that nothing joins them', () => {
    const [unpinned, noFront, ...more] = plan.warnings;
    expect(more).toEqual([]);
    expect(unpinned).toMatchObject({ code: 'SPLIT_UNPINNED', got: '1 part, which nothing holds' });
    expect(unpinned?.fix).toContain("write split: { from: ['/o'] } on the gateway");
    expect(noFront).toMatchObject({
      code: 'SPLIT_NO_FRONT',
      got: 'http, http-o',
      fix: 'write edge: {} on the gateway',
    });
  });

  it('has one address with an edge', () => {
    expect(codesOf(planGateway(specOf(LARGE, { edge: {} })))).toEqual(['SPLIT_UNPINNED']);
  });

  it('needs no pin where the spec says its parts, and is then split below the quotas too', () => {
    const few = planGateway(specOf(LARGE.slice(0, 20), { split: { from: ['/t', '/te'] }, edge: {} }));
    expect(few.split).toMatchObject({ chosenBy: 'spec' });
    expect(codesOf(few)).toEqual([]);
    expect(partsOf(few).get('GET /teams/{id}/item0')).toBe('te');
    expect(partsOf(few).get('GET /tags/{id}/item1')).toBe('t');
    expect(partsOf(few).get('GET /posts/{id}/item1')).toBeUndefined();
    expect(arrangementText(few.arrangement)).toBe('all routes on an HTTP API, CloudFront, in 2 parts');
  });

  it('is refused, as it is, where the spec says that it is not split', () => {
    expect(issuesOf(specOf(LARGE, { split: false }))).toMatchObject([{ code: 'QUOTA_EXCEEDED', got: '330' }]);
  });
});

describe('a pin of a split gateway', () => {
  const pin = makePin(compareArrangements(specOf(LARGE)), today);

  it('holds the starts', () => {
    expect(pin.arrangement).toEqual({ apis: 'http', edge: false, split: { from: ['/o'] } });
  });

  it('keeps every route in its part, where a part has become too small to be one, and says so', () => {
    const later = planGateway(specOf(LARGE.slice(0, 40), { pin }));
    expect(later.split).toMatchObject({ chosenBy: 'pin', rule: { from: ['/o'] } });
    expect([...partsOf(later)]).toEqual([...partsOf(plan)].slice(0, 40));
    expect(codesOf(later)).toEqual(['SPLIT_NO_FRONT']);
    expect(makePin(compareArrangements(specOf(LARGE.slice(0, 40), { pin })), today).arrangement).toEqual(
      pin.arrangement,
    );
  });

  it('holds the parts that the spec says, without the spec too', () => {
    const split = { parts: { sales: ['/orders', '/carts', '/users'], rest: ['/'] } };
    const held = makePin(compareArrangements(specOf(LARGE, { split })), today);
    expect(held.arrangement.split).toEqual(split);
    expect(planGateway(specOf(LARGE, { pin: held })).routes).toEqual(planGateway(specOf(LARGE, { split })).routes);
    expect(codesOf(planGateway(specOf(LARGE, { pin: held, split })))).toEqual(['SPLIT_NO_FRONT']);
  });

  it('of one stack holds it together, and tells the way out where that is too much', () => {
    const small = makePin(compareArrangements(specOf(LARGE.slice(0, 40))), today);
    const [issue, ...more] = issuesOf(specOf(LARGE, { pin: small }));
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ code: 'QUOTA_EXCEEDED', got: '330' });
    expect(issue?.fix).toMatch(/the pin holds it in one stack.*gatewright plan --pin/);
  });
});

describe('a list of starts', () => {
  const routes = ['/', '/orders', '/orders/{id}', '/files/{rest+}'].map((path) => aRoute(`GET ${path}`));
  const idleOf = (settings: SpecSettings) =>
    planGateway(specOf(routes, { edge: {}, ...settings })).warnings.map(({ code, place, got }) => [code, place, got]);
  const pinned = (from: readonly string[]): SpecSettings => ({
    pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: true, split: { from } } },
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['what comes behind all paths', ['/f', '/zzz'], ['/zzz']],
    ['one from which on no path comes before the next', ['/files/{rest}/a', '/f', '/orders'], ['/f']],
    ['none that a path comes behind', ['/f', '/o', '/orders/'], []],
    ['none where all is in parts', ['/', '/orders/{1}'], []],
  ])('is told of %s', (_title, from, idle) => {
    const got = idle.map((start) => `'${start}'`).join(', ');
    expect(idleOf({ split: { from } })).toEqual(idle.length > 0 ? [['SPLIT_IDLE', 'split.from', got]] : []);
    expect(idleOf(pinned(from))).toEqual(idle.length > 0 ? [['SPLIT_IDLE', 'pin.arrangement.split.from', got]] : []);
  });

  it('that puts no route into a part is told to keep the planner from making any', () => {
    const { split, warnings } = planGateway(specOf(routes, { split: { from: ['/zzz', '/y'] } }));
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
    ['parts that the spec says', { domain, split: { from: ['/o'] } }, ['DOMAIN_PARTS']],
    [
      'parts of a pin',
      { domain, pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false, split: { from: ['/o'] } } } },
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
    const codes = issuesOf(specOf(routes, { domain, split: { from: ['/o'] } })).map(({ code }) => code);
    expect(codes).toEqual(['DOMAIN_TWO_APIS']);
  });

  it('that checks client certificates has no edge as a way out', () => {
    const settings = {
      auth: mutualTls('partners'),
      domain: { ...domain, mutualTls: { truststore: 'certificates/clients.pem' } },
      split: { from: ['/a'] },
    };
    const [issue] = issuesOf(specOf([aRoute('GET /a', { auth: mutualTls('partners') })], settings));
    expect(issue).toMatchObject({ code: 'DOMAIN_PARTS', fix: expect.stringContaining('two gateways') });
  });
});
