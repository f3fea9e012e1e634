import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pin, PinnedArrangement } from '../../../lib/spec/pin.js';
import { aRoute, faultsOf, issuesOf, specOf } from '../specs.js';

const pinOf = (arrangement: Partial<PinnedArrangement>, more: Partial<Pin> = {}): Pin => ({
  schemaVersion: 1,
  arrangement: { apis: 'http', edge: false, ...arrangement },
  ...more,
});
const withPin = (pin: unknown) => specOf([aRoute('GET /a')], { pin: pin as Pin });

describe('a pin', () => {
  it.each<[string, Partial<PinnedArrangement>, string, string]>([
    ['APIs that there are not', { apis: 'grpc' }, 'PIN_ARRANGEMENT', 'pin.arrangement.apis'],
    ['a firewall nowhere', { firewallAt: 'moon' }, 'PIN_ARRANGEMENT', 'pin.arrangement.firewallAt'],
    [
      'a price that there is not',
      { edge: true, cloudFrontPricing: 'gold' },
      'PIN_ARRANGEMENT',
      'pin.arrangement.cloudFrontPricing',
    ],
    ['a firewall at an edge that is not', { firewallAt: 'edge' }, 'PIN_CONTRADICTION', 'pin.arrangement.firewallAt'],
    [
      'a firewall at the stage behind an edge',
      { edge: true, firewallAt: 'rest-stage' },
      'PIN_CONTRADICTION',
      'pin.arrangement.firewallAt',
    ],
    [
      'the price of an edge that is not',
      { cloudFrontPricing: 'pro' },
      'PIN_CONTRADICTION',
      'pin.arrangement.cloudFrontPricing',
    ],
  ])('may not name %s', (_title, arrangement, code, place) => {
    expect(faultsOf(withPin(pinOf(arrangement)))).toMatchObject([{ code, place }]);
  });

  it('of another version of the schema is read no further', () => {
    expect(faultsOf(withPin({ schemaVersion: 2, arrangement: 'all of it' }))).toEqual([
      { code: 'PIN_VERSION', place: 'pin.schemaVersion', got: '2', allowed: '1' },
    ]);
  });

  it.each<[string, unknown, string]>([
    ['a text', 'gateway.pin.json', 'pin'],
    ['nothing in it', {}, 'pin.schemaVersion'],
    ['null', null, 'pin'],
    ['a list', [], 'pin'],
    ['no arrangement', { schemaVersion: 1 }, 'pin.arrangement'],
    ['an edge that is a text', pinOf({ edge: 'yes' as never }), 'pin.arrangement.edge'],
    ['paths of one type alone', pinOf({ paths: { rest: ['/a'] } as never }), 'pin.arrangement.paths.http'],
    ['paths that are no texts', pinOf({ paths: { http: [], rest: [1] } as never }), 'pin.arrangement.paths.rest[0]'],
    ['a cost that is a text', pinOf({}, { usdPerMonth: '$7' as never }), 'pin.usdPerMonth'],
  ])('is none where it is %s', (_title, pin, place) => {
    expect(faultsOf(withPin(pin))).toMatchObject([{ code: 'PIN', place }]);
  });

  it('has no names that nothing reads', () => {
    const pin = { ...pinOf({}), arrangement: { apis: 'http', edge: false, cache: 'rest' } };
    expect(issuesOf(withPin(pin)).map(({ message, place }) => `${place} ${message}`)).toEqual([
      expect.stringContaining('pin.arrangement.cache'),
    ]);
  });

  it('that is garbage is an issue, and never an exception of another kind', () => {
    fc.assert(
      fc.property(fc.anything(), (pin) => {
        if (pin === undefined) return;
        expect(issuesOf(withPin(pin)).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
