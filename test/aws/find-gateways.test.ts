import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGateways, planNamed } from '../../lib/aws/keys/region-gateway.js';
import { OUTPUTS, usagePlanOutput } from '../../lib/constructs/outputs.js';
import { type StandIn, startStandIn } from './support/stand-in.js';
import { bookshopRegion } from './support/stand-in-region.js';

const region = bookshopRegion('us-east-1');
region.plans.set('plus', { id: 'plus', name: 'library-gold-plus', keyIds: new Set(), usage: new Map() });
region.stacks.push({
  name: 'Shared',
  outputs: {
    LibraryGatewrightGateway: 'library',
    LibraryUsagePlanGoldPlusId: 'plus',
    LibraryUsagePlanGoneId: 'gone',
    ArchiveGatewrightGateway: 'archive',
    ArchiveHttpApiId: 'h1',
  },
});
region.plans.set('paid', { id: 'paid', name: 'museum-paid2', keyIds: new Set(), usage: new Map() });
region.stacks.push({
  name: 'Museum',
  outputs: { [OUTPUTS.gateway]: 'museum', RestApiId: 'r1', [usagePlanOutput('paid2')]: 'paid' },
});
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn([region]);
});
afterAll(() => standIn.close());

const open = (query: { stack?: string; gateway?: string }) => openGateways({ ...query, endpoint: standIn.url });

describe('openGateways', () => {
  it('finds a gateway by its stack, with plans under the names of the spec', async () => {
    const [gateway] = await open({ stack: 'Bookshop' });
    expect(gateway).toMatchObject({ name: 'bookshop', stack: 'Bookshop', region: 'us-east-1' });
    expect(gateway.plans).toEqual([
      {
        id: 'freeus',
        name: 'free',
        throttle: { ratePerSecond: 2, burst: 4 },
        quota: { limit: 10_000, period: 'MONTH', offset: 0 },
      },
      {
        id: 'goldus',
        name: 'gold',
        throttle: { ratePerSecond: 100, burst: 200 },
        quota: { limit: 5_000_000, period: 'MONTH', offset: 0 },
      },
    ]);
  });

  it("finds one of several in somebody's stack by its name, and the plans that are gone", async () => {
    const [gateway] = await open({ gateway: 'library' });
    expect(gateway).toMatchObject({
      stack: 'Shared',
      plans: [{ id: 'plus', name: 'gold-plus' }],
      missingPlanIds: ['gone'],
    });
    expect(planNamed(gateway, 'gold-plus').id).toBe('plus');
  });

  it('knows the outputs by the names that the constructs give them', async () => {
    const [gateway] = await open({ stack: 'Museum' });
    expect(gateway).toMatchObject({ name: 'museum', plans: [{ id: 'paid', name: 'paid2' }] });
  });

  it.each<[string, object, RegExp]>([
    [
      'there are several',
      {},
      /there are 4 gateways in us-east-1; name one with --stack or --gateway\n {2}bookshop {2}in stack Bookshop\n/,
    ],
    [
      'a stack has several',
      { stack: 'Shared' },
      /there are 2 gateways in us-east-1.*\n {2}library {2}in stack Shared\n {2}archive/,
    ],
    ['the stack has none', { stack: 'Vpc' }, /no stack Vpc with a gateway in us-east-1; there are\n {2}bookshop/],
    ['the stack has another', { stack: 'Bookshop', gateway: 'library' }, /no gateway library in a stack Bookshop/],
  ])('names those that there are where %s', async (_, query, message) => {
    await expect(open(query)).rejects.toThrow(message);
  });

  it('names the plans that there are where one is unknown', async () => {
    const [archive] = await open({ gateway: 'archive' });
    expect(() => planNamed(archive, 'gold')).toThrow(/gateway archive has no plan gold in us-east-1; it has: none/);
  });
});
