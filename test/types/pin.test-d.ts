import { gateway, type Pin, reply, route } from 'gatewright';
import { expectTypeOf } from 'vitest';

const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
const routes = [health] as const;

/** What the compiler makes of an imported JSON file: its texts are any texts. */
const imported = {
  schemaVersion: 1,
  arrangement: {
    apis: 'split',
    edge: true,
    firewallAt: 'edge',
    cloudFrontPricing: 'pay-as-you-go',
    split: { from: ['/n', '/re'] },
    paths: { http: ['/books'], rest: ['/health'] },
  },
  madeOn: '2026-11-22',
  usdPerMonth: 7.5,
  requestsPerMonth: 1_000_000,
};
expectTypeOf<typeof imported>().toExtend<Pin>();
expectTypeOf(imported.arrangement.apis).toBeString();

gateway('shop', { pin: imported, routes: [...routes] });
gateway('shop', { pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: false } }, routes: [...routes] });
gateway('shop', { edge: false, routes: [...routes] });
gateway('shop', { edge: { priceClass: '100' }, routes: [...routes] });

// @ts-expect-error a pin holds an arrangement
gateway('shop', { pin: { schemaVersion: 1 }, routes: [...routes] });
// @ts-expect-error whether there is an edge is no text
gateway('shop', { pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: 'yes' } }, routes: [...routes] });
// @ts-expect-error the file's name is not the file
gateway('shop', { pin: 'gateway.pin.json', routes: [...routes] });
gateway('shop', { split: { from: ['/n', '/r'] }, routes: [...routes] });
gateway('shop', { split: { parts: { catalogue: ['/books', '/authors'] } }, routes: [...routes] });
gateway('shop', { split: false, routes: [...routes] });
// @ts-expect-error parts are by starts or by names
gateway('shop', { split: { from: ['/'], parts: { all: ['/'] } }, routes: [...routes] });
// @ts-expect-error nothing says where
gateway('shop', { split: true, routes: [...routes] });
// @ts-expect-error a part has a list of prefixes
gateway('shop', { split: { parts: { all: '/' } }, routes: [...routes] });
// @ts-expect-error an edge is none by false alone
gateway('shop', { edge: true, routes: [...routes] });
