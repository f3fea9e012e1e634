import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const SPEC = (settings: string) => `
import { apiKey, gateway, jwt, lambda, route, usagePlan } from 'gatewright';
const to = lambda('a.ts');
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
const users = jwt('users', { issuer: 'https://id.example/', audience: 'shop' });
const open = route('GET /books', { auth: 'public', to });
const keyed = route('GET /feeds', { auth: keys, to });
const owned = route('GET /me', { auth: users, to });
const kept = route('GET /list', { auth: 'public', to, cache: { ttlSeconds: 60 } });
export default gateway('shop', { ${settings} });
`;
const WALL = "firewall: { managed: ['common'], log: 'none' }";
const project = makeProject({
  'stage.ts': SPEC(
    `routes: [open, keyed], ${WALL}, traffic: { requestsPerMonth: 1_000_000, routes: { 'GET /books': 0.98 } }`,
  ),
  'plain.ts': SPEC('routes: [open], traffic: { requestsPerMonth: 1_000_000 }'),
  'untold.ts': SPEC('routes: [open]'),
  'flat.ts': SPEC(
    `routes: [open], edge: {}, ${WALL}, pin: { schemaVersion: 1, arrangement: { apis: 'http', edge: true, firewallAt: 'edge', cloudFrontPricing: 'business' } }`,
  ),
  'kept.ts': SPEC('routes: [kept, owned], edge: { origin: { closedBy: "none" } }'),
  'letters.ts': SPEC(
    `routes: letters.map((path) => route('GET ' + path, { auth: 'public', to, cache: { ttlSeconds: 60 } })), split: { from: letters }, edge: {}`,
  ).replace('export', "const letters = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => '/' + letter);\nexport"),
  'dear.json': JSON.stringify({ region: 'eu-west-1', date: '2026-12-01', prices: { httpApiRequests: 900 } }),
});
afterAll(project.remove);

const run = (name: string, ...args: readonly string[]) => runCli('plan', project.path(name), ...args);
const json = async (name: string, ...args: readonly string[]) => JSON.parse((await run(name, '--json', ...args)).out);
const words = async (name: string, ...args: readonly string[]) => (await run(name, ...args)).out.replace(/\s+/g, ' ');

describe('a bill at several levels', () => {
  it('says at which of them another arrangement is cheaper, which one, and by how much', async () => {
    const { out } = await run('stage.ts', '--requests-per-month', '1M,1B');
    const [total, cheapest, between] = ['Total', 'Cheapest there', 'Difference'].map(
      (title) => new RegExp(`^  ${title} +(\\S+) +(\\S+)$`, 'm').exec(out)?.slice(1) ?? [],
    );
    expect(cheapest?.[0]).toBe(total?.[0]);
    expect(between?.[0]).toBe('none');
    const usd = (text = '') => Number(text.replace(/[$,−]/g, ''));
    expect(usd(total?.[1]) - usd(between?.[1])).toBeCloseTo(usd(cheapest?.[1]), 1);
    expect(between?.[1]).toMatch(/^−\$/);
    expect(out.replace(/\s+/g, ' ')).toMatch(/cheapest at 1B: HTTP and REST APIs, split by route, CloudFront/);
    const { bill } = await json('stage.ts', '--requests-per-month', '1M,1B');
    expect(bill.levels[0].cheapest).toBeUndefined();
    expect(bill.levels[1].cheapest.arrangement).toMatchObject({ apis: 'split', edge: true });
  });

  it('has no such rows where nothing is cheaper anywhere', async () => {
    expect((await run('plain.ts', '--bill')).out).not.toContain('Cheapest there');
  });

  it('says for how many requests arrangements are compared', async () => {
    expect((await run('plain.ts', '--bill')).out).toContain('Arrangements at 1,000,000 requests a month');
    const several = await run('plain.ts', '--requests-per-month', '7M');
    expect(several.out).toContain('Arrangements at 7,000,000 requests a month');
  });
});

describe('what flags state', () => {
  const LONG = ['--response-bytes', '5000000'];

  it('stands above the traffic of the spec where the spec alone states requests', async () => {
    const { plan, arrangements, deployedInstead } = await json('plain.ts', ...LONG);
    expect(plan.arrangement).toMatchObject({ edge: true, chosenBy: 'traffic' });
    expect(arrangements.cheapest).toBeUndefined();
    expect(arrangements.assumptions).toMatchObject({ requestsPerMonth: 1e6, responseBytes: 5e6 });
    expect(deployedInstead).toContain('The spec alone deploys all routes on an HTTP API, no edge');
  });

  it('decides with several levels by the requests of the spec', async () => {
    expect((await json('plain.ts', ...LONG, '--bill')).plan.arrangement.edge).toBe(true);
  });

  it('chooses nothing where nobody states requests, and says what would be cheaper', async () => {
    const { plan, arrangements } = await json('untold.ts', ...LONG);
    expect(plan.arrangement).toMatchObject({ edge: false, chosenBy: 'rule' });
    expect(arrangements.cheapest.arrangement.edge).toBe(true);
  });
});

describe('prices that are not ours', () => {
  it('say what would be cheaper at them, while what stands is chosen at ours', async () => {
    const said = await words('plain.ts', '--prices', project.path('dear.json'));
    expect(said).toContain('all routes on an HTTP API, no edge: $');
    expect(said).toContain('the cheapest for 1,000,000 requests a month, at our list prices of us-east-1');
    expect(said).toMatch(
      /At this traffic and the prices of eu-west-1, 2026-12-01, all routes on a REST API, no edge would cost \$89[67]\.\d\d less a month/,
    );
  });

  it('are each named by their file in --json', async () => {
    const { cost } = await json('plain.ts', '--prices', project.path('dear.json'));
    const sources = Object.fromEntries(
      cost.lines.map((line: { id: string; source: string }) => [line.id, line.source]),
    );
    expect(sources.httpRequests).toBe(project.path('dear.json'));
    expect(sources.handlerCalls).toBe('https://aws.amazon.com/lambda/pricing/');
  });
});

describe('a gateway that its pin has on a flat plan', () => {
  it('pays for the plan in the bill, in what stays beside Kong, and in the comparison', async () => {
    const { cost, bill, arrangements } = await json('flat.ts', '--requests-per-month', '50M');
    const flat = cost.lines.find(({ id }: { id: string }) => id === 'flatPlan');
    expect(flat).toMatchObject({ usdPerMonth: 200, priceOf: 'flatBusiness' });
    expect(cost.lines.map(({ id }: { id: string }) => id)).not.toContain('edgeRequests');
    expect(arrangements.chosen.usdPerMonth).toBe(cost.usdPerMonth);
    expect(bill.levels[0].kong.staysUsd).toBeGreaterThan(200);
    const { out } = await run('flat.ts', '--requests-per-month', '50M');
    expect(out).toMatch(/Flat plan of CloudFront +1 +months +200\.00\/month +\$200\.00/);
    expect(out).toMatch(/business +\$[\d.]+ +what it costs now/);
  });
});

describe('what else there is', () => {
  it("is a REST API's own cache, at its price", async () => {
    expect(await words('kept.ts')).toMatch(
      /no edge, and answers kept in the REST API's own cache of 0\.5 GB \$[\d.]+ [+−]\$[\d.]+ not made/,
    );
    const { arrangements } = await json('kept.ts');
    expect(arrangements.restCache).toMatchObject({ kind: 'possible', gb: [0.5] });
  });

  it('is as many caches as there are REST APIs of cached routes', async () => {
    expect(await words('letters.ts')).toMatch(
      /no edge, and answers kept in 26 caches of the REST APIs, of 0\.5 GB \$[\d.]+ [+−]\$[\d.]+ not made/,
    );
  });

  it('says why there can be no such cache', async () => {
    expect(await words('kept.ts', '--response-bytes', '2000000')).toContain(
      "no cache of the REST API's own: it keeps no answers of more than 1 MB",
    );
  });

  it('is a function in place of a native authorizer', async () => {
    expect(await words('kept.ts', '--token-reuse', '0.5')).toMatch(
      /users on HTTP native, \$0\.00 a function in its place would cost \$0\.\d\d/,
    );
    const usd = async (reuse: string) =>
      (await json('kept.ts', '--token-reuse', reuse)).arrangements.authorizers[0].functionUsdPerMonth;
    expect(await usd('0')).toBeCloseTo(2 * (await usd('0.5')), 6);
  });
});
