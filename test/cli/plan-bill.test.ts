import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const SPEC = `
import { gateway, lambda, route } from 'gatewright';
const to = lambda('a.ts');
export default gateway('shop', {
  traffic: { requestsPerMonth: 5_000_000, handlerMs: 20, routes: { 'GET /books': 0.75 } },
  routes: [
    route('GET /books', { auth: 'public', to }),
    route('POST /orders', { auth: 'public', to, api: 'rest' }),
  ],
});
`;
const project = makeProject({
  'gateway.ts': SPEC,
  'edge.ts': SPEC.replace(
    "gateway('shop', {",
    "gateway('shop', { edge: { accessLogs: false, securityHeaders: false }, firewall: { log: 'none', rateLimits: { perIp: { limit: 500 } } },",
  ),
  'proofs.ts': SPEC.replace(
    "gateway('shop', {",
    "gateway('shop', { edge: {}, firewall: { log: 'all', managed: [{ group: 'php', override: { PHPHighRiskMethodsVariables_BODY: 'captcha' } }] },",
  ),
  'silent.ts': SPEC.replace(/ +traffic: .*\n/, ''),
  'lost.ts': SPEC.replace("'GET /books': 0.75", "'GET /pens': 1.5"),
  'prices.json': JSON.stringify({
    region: 'eu-west-1',
    date: '2026-12-01',
    prices: { httpApiRequests: 2, restApiRequests: 7 },
  }),
  'holes.json': JSON.stringify({ prices: { httpApiRequests: -1, http: 5 } }),
});
afterAll(project.remove);

const plan = (...args: readonly string[]) => runCli('plan', project.path('gateway.ts'), ...args);
const json = async (...args: readonly string[]) => JSON.parse((await plan('--json', ...args)).out);
const usdOf = (lines: readonly { id: string; usdPerMonth: number }[], id: string) =>
  lines.find((line) => line.id === id)?.usdPerMonth;

describe('gatewright plan', () => {
  it('bills the traffic that the spec states, each line with its price and formula', async () => {
    const { cost, bill } = await json();
    expect(cost.assumptions).toMatchObject({ requestsPerMonth: 5e6, handlerMs: 20, routes: { 'GET /books': 0.75 } });
    expect(bill.levels).toHaveLength(1);
    // 3.75 M at 1.00 and 1.25 M at 3.50.
    expect([usdOf(cost.lines, 'httpRequests'), usdOf(cost.lines, 'restRequests')]).toEqual([3.75, 4.375]);
    expect(cost.lines[0]).toMatchObject({
      usd: [{ upTo: 300e6, usd: 1 }, { usd: 0.9 }],
      per: 1e6,
      source: 'https://aws.amazon.com/api-gateway/pricing/',
    });
    for (const line of cost.lines)
      expect(line).toMatchObject({
        priceOf: expect.any(String),
        per: expect.any(Number),
        source: expect.stringMatching(/^https:/),
        formula: expect.any(String),
        unit: expect.any(String),
      });
  });

  it('takes flags above what the spec states', async () => {
    const { cost } = await json(
      ...['--requests-per-month', '2M', '--request-bytes', '700', '--response-bytes', '9_000', '--handler-ms', '99'],
      ...['--token-reuse', '0.3', '--cache-hits', '1'],
    );
    expect(cost.assumptions).toMatchObject({
      requestsPerMonth: 2e6,
      requestBytes: 700,
      responseBytes: 9_000,
      handlerMs: 99,
      tokenReuse: 0.3,
      cacheHitShare: 1,
    });
  });

  it.each([
    ['1M,100M', [1e6, 100e6]],
    ['250_000, 1.5b', [250_000, 1.5e9]],
    ['0', [0]],
    ['1000000000000000', [1e15]],
    ['3k,2T', [3_000, 2e12]],
    ['0.5M,.25M,1_000_000', [500_000, 250_000, 1e6]],
    ['1000,2000', [1_000, 2_000]],
    ['1M,1000K,2M,1_000_000', [1e6, 2e6]],
  ])('reads %s as levels', async (text, levels) => {
    const { bill } = await json('--requests-per-month', text);
    const shown = bill.levels.map(
      (level: { assumptions: { requestsPerMonth: number } }) => level.assumptions.requestsPerMonth,
    );
    expect(shown).toEqual(levels);
  });

  it('draws four levels with --bill, in columns and on a log scale', async () => {
    const { out } = await plan('--bill');
    expect(out).toMatch(/^ +1M +100M +1B +10B$/m);
    // 75 % of each level on the HTTP API: the tier's end is at 300 M.
    expect(out).toMatch(/HTTP API requests +1\.00…0\.90\/M +\$0\.75 +\$75\.00 +\$705\.00 +\$6,780\.00/);
    expect(out).toMatch(/Dollars a month, log scale from \$1 to \$100,000/);
    expect(out.match(/[█▏▎▍▌▋▊▉]+░*/g)).toHaveLength(8);
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /From [\d.]+[MB] requests a month on Kong is cheaper, if a node costs \$52\.93 a month/,
    );
  });

  it('says what an account does not take, and reckons all the same', async () => {
    const { out, exitCode } = await plan('--requests-per-month', '1_000_000_000_000_000');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/380,517,504 requests a second on average, and an account takes 10,000/);
    expect(out).toMatch(/are more than list prices are made for/);
  });

  it('puts assumptions of Kong where ours are', async () => {
    const { bill } = await json(
      ...['--kong-instance-usd', '75.5', '--kong-requests-per-second', '500', '--kong-nodes', '4', '--kong-peak', '5'],
      ...['--kong-requests-per-connection', '7'],
      ...['--kong-database-usd', '60', '--kong-engineer-hours', '8', '--kong-engineer-usd', '120'],
    );
    expect(bill.kong.assumptions).toEqual({
      instanceUsdPerMonth: 75.5,
      requestsPerSecondPerNode: 500,
      minNodes: 4,
      peakFactor: 5,
      requestsPerConnection: 7,
      databaseUsdPerMonth: 60,
      engineerHoursPerMonth: 8,
      engineerUsdPerHour: 120,
    });
    expect(bill.levels[0].kong).toMatchObject({ nodes: 4, nodesUsd: 302, engineerUsd: 960 });
  });

  it('has numbers for the ends of all of them', async () => {
    const most = ['instance-usd', 'peak', 'nodes', 'database-usd', 'engineer-hours', 'engineer-usd'];
    const least = ['requests-per-second', 'requests-per-connection'];
    const flags = [
      ...most.flatMap((name) => [`--kong-${name}`, '1e9']),
      ...least.flatMap((name) => [`--kong-${name}`, '0.001']),
    ];
    const { kong } = (await json('--requests-per-month', '9_007_199_254_740_991', ...flags)).bill.levels[0];
    expect(Object.values(kong).filter((value) => !Number.isFinite(value))).toEqual([]);
  });

  it('says where Kong is never cheaper', async () => {
    const run = await plan('--kong-requests-per-second', '1', '--kong-instance-usd', '1000');
    expect(run.out.replace(/\s+/g, ' ')).toMatch(
      /Kong is never cheaper for good, up to ten trillion requests a month, if a node costs \$1,000\.00/,
    );
  });

  it('says once what it leaves out, and what it takes a record of the firewall to be', async () => {
    for (const flags of [[], ['--bill']]) {
      const { out } = await runCli('plan', project.path('proofs.ts'), ...flags);
      expect(out.match(/not in the bill: CAPTCHA attempts, by managed-php: \$0\.40 for 1,000/g)).toHaveLength(1);
      expect(out.replace(/\s+/g, ' ')).toContain('1,800 a record of the firewall');
    }
    expect((await runCli('plan', project.path('edge.ts'))).out).not.toMatch(/not in the bill|record of the firewall/);
  });

  it('lists flat plans of an edge, with what each would save or lacks', async () => {
    const { out } = await runCli('plan', project.path('edge.ts'), '--requests-per-month', '90M');
    expect(out).toMatch(/business +\$[\d.,]+ +\$[\d.,]+ (less|more)/);
    expect(out).toMatch(/pro +the month of the flat plan pro is of 10,000,000 requests/);
    expect((await plan()).out).not.toContain('flat plan of CloudFront');
  });
});

describe('gatewright plan --prices', () => {
  it('reckons with the prices of a file, and says whose fill its holes', async () => {
    const path = project.path('prices.json');
    const { cost, bill } = await json('--prices', path);
    expect([usdOf(cost.lines, 'httpRequests'), usdOf(cost.lines, 'restRequests')]).toEqual([7.5, 8.75]);
    expect(bill.prices).toMatchObject({ region: 'eu-west-1', date: '2026-12-01' });
    expect(bill.prices.filled).toContain('lambdaRequests');
    expect(bill.prices.filled).not.toContain('httpApiRequests');
    const { out } = await plan('--prices', path);
    expect(out).toContain('list prices of eu-west-1, 2026-12-01, without free tiers');
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /ours of us-east-1, which the list does not have: lambdaRequests, lambdaGbSeconds, accessLogsGb, functionLogsGb, logStorageGbMonths, traces, dataOutGb, kongNodeHours, loadBalancerHours, loadBalancerCapacityHours, and \d+ that nothing here needs/,
    );
  });

  it('lists all that is wrong with the file, and exits 1', async () => {
    const run = await plan('--prices', project.path('holes.json'));
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(/has 2 issues.*PRICE_USD.*prices\['httpApiRequests'\].*PRICE_KEY.*prices\['http'\]/s);
  });
});

describe('what is no traffic', () => {
  it.each([
    ['-1', /whole number of requests/],
    ['many', /whole number of requests/],
    ['1M,', /whole number of requests/],
    ['0.5', /whole number of requests/],
    ['1e30', /whole number of requests/],
    ['1,000,000', /write 1000000 or 1_000_000 for one/],
    ['1, 000', /write 1000 or 1_000 for one/],
    ['2M,250,000,3M', /write 250000 or 250_000 for one/],
    ['007', /without zeros before it/],
    ['1M,000', /without zeros before it/],
    ['1_000_', /whole number of requests/],
    ['99999999999999999', /a whole number of requests, 0 to 9,007,199,254,740,991/],
  ])('--requests-per-month %s exits 2', async (text, message) => {
    const run = await plan('--requests-per-month', text);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(message);
  });

  it.each([
    ['--cache-hits', '90', /a share, 0 to 1/],
    ['--token-reuse', '-0.1', /a share, 0 to 1/],
    ['--response-bytes', '2 KB', /a number, 0 to 9,007,199,254,740,991/],
    ['--handler-ms', '', /a number, 0 to 9/],
    ['--response-bytes', '1e300', /a number, 0 to 9,007,199,254,740,991/],
    ['--kong-nodes', '0', /a whole number, 1 to 1,000,000,000/],
    ['--kong-nodes', '2.5', /a whole number, 1 to 1,000,000,000/],
    ['--kong-nodes', '1e10', /a whole number, 1 to 1,000,000,000/],
    ['--kong-requests-per-second', '0', /a number, 0\.001 to 1,000,000,000/],
    ['--kong-requests-per-second', '1e-308', /a number, 0\.001 to 1,000,000,000/],
    ['--kong-requests-per-connection', '0.0009', /a number, 0\.001 to 1,000,000,000/],
    ['--kong-peak', '1e300', /a number, 0\.001 to 1,000,000,000/],
    ['--kong-instance-usd', '1000000001', /a number, 0 to 1,000,000,000/],
    ['--kong-engineer-hours', '', /a number, 0 to 1,000,000,000/],
  ])('%s %s exits 2', async (flag, value, message) => {
    const run = await plan(`${flag}=${value}`);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(message);
  });

  it('does not take --bill and levels at once', async () => {
    expect(await plan('--bill', '--requests-per-month', '1M')).toMatchObject({ exitCode: 2, out: '' });
  });

  it.each([
    [['--request-bytes', '100000000'], 'TRAFFIC_PAYLOAD', 'traffic.requestBytes'],
    [['--request-bytes', '100000000', '--requests-per-month', '1M'], 'TRAFFIC_PAYLOAD', 'traffic.requestBytes'],
    [['--request-bytes', '100000000', '--bill'], 'TRAFFIC_PAYLOAD', 'traffic.requestBytes'],
    [['--response-bytes', '10485761', '--requests-per-month', '1M,2M'], 'TRAFFIC_PAYLOAD', 'traffic.responseBytes'],
    [['--handler-ms', '1e9'], 'TRAFFIC_TIME', 'traffic.handlerMs'],
  ])('holds %j to the rules of a spec, whoever states the requests', async (flags, code, place) => {
    for (const file of ['gateway.ts', 'silent.ts']) {
      const run = await runCli('plan', project.path(file), ...flags);
      expect(run).toMatchObject({ exitCode: 1, out: '' });
      for (const text of [`[${code}]`, place]) expect(run.err).toContain(text);
    }
  });

  it('chooses nothing by sizes alone, where nobody states requests', async () => {
    const { plan: made, deployedInstead } = JSON.parse(
      (await runCli('plan', project.path('silent.ts'), '--json', '--request-bytes', '9_000')).out,
    );
    expect([made.arrangement.chosenBy, deployedInstead]).toEqual(['rule', undefined]);
  });

  it('lists what is wrong with the traffic of a spec', async () => {
    const run = await runCli('plan', project.path('lost.ts'));
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    for (const code of ['TRAFFIC_SHARE', 'TRAFFIC_ROUTE', 'TRAFFIC_SHARES']) expect(run.err).toContain(`[${code}]`);
  });
});
