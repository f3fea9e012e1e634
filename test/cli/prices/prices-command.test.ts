import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { printPrices } from '../../../lib/cli/prices/print-prices.js';
import { readPriceFile } from '../../../lib/cli/prices/read-price-file.js';
import { listPrices, prices } from '../../../lib/facts/prices.js';
import { runCli } from '../fixtures/run-cli.js';
import { type OfferServer, offerFile, type Step, serveOffers } from './offer-server.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-price-list-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let server: OfferServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Frankfurt, as far as the files tell of it; free tiers, other products and prices of other kinds stand beside. */
const FILES = {
  AmazonApiGateway: offerFile('AmazonApiGateway', '2026-11-05T09:00:00Z', [
    {
      usagetype: 'EUC1-ApiGatewayRequest',
      steps: [
        ['1000000000', 'Inf', '0.0000027000'],
        ['0', '333000000', '0.0000037000'],
        ['333000000', '1000000000', '0.0000032000'],
      ],
    },
    {
      usagetype: 'EUC1-ApiGatewayHttpRequest',
      steps: [
        ['0', '300000000', '0.0000012000'],
        ['300000000', 'Inf', '0.0000010800'],
      ],
    },
    { usagetype: 'EUC1-ApiGatewayCacheUsage:0.5GB', steps: [['0', 'Inf', '0.0200000000']] },
    { usagetype: 'Global-ApiGatewayRequest', steps: [['0', '1000000', '0.0000000000']] },
  ]),
  AWSLambda: offerFile('AWSLambda', '2026-11-07T11:12:13Z', [
    { usagetype: 'EUC1-Request', steps: [['0', 'Inf', '0.0000009900']] },
    { usagetype: 'EUC1-Request-ARM', steps: [['0', 'Inf', '0.0000002000']] },
    {
      usagetype: 'EUC1-Lambda-GB-Second-ARM',
      steps: [
        ['0', '7500000000', '0.0000133334'],
        ['7500000000', '18750000000', '0.0000120001'],
        ['18750000000', 'Inf', '0.0000106667'],
      ],
    },
  ]),
  AWSDataTransfer: offerFile('AWSDataTransfer', '2026-10-01T00:00:00Z', [
    {
      usagetype: 'EUC1-DataTransfer-Out-Bytes',
      attributes: { transferType: 'AWS Outbound' },
      steps: [
        ['0', '10240', '0.0900000000'],
        ['10240', 'Inf', '0.0850000000'],
      ],
    },
    {
      usagetype: 'EUC1-DataTransfer-Out-Bytes',
      attributes: { transferType: 'InterRegion Outbound' },
      steps: [['0', 'Inf', '0.0200000000']],
    },
  ]),
  AmazonCloudFront: offerFile('AmazonCloudFront', '2026-10-02T00:00:00Z', [
    {
      usagetype: 'Executions-CloudFrontFunctions',
      steps: [
        ['0', '2000000', '0.0000000000'],
        ['2000000', 'Inf', '0.0000001000'],
      ],
    },
    { usagetype: 'US-Requests-Tier2-HTTPS', steps: [['0', 'Inf', '0.0000010000']] },
    { usagetype: 'EU-Requests-Tier2-HTTPS', steps: [['0', 'Inf', '0.0000012000']] },
    { usagetype: 'JP-Requests-Tier2-HTTPS', steps: [['0', 'Inf', '0.0000013000']] },
    { usagetype: 'EU-DataTransfer-Out-OBytes', steps: [['0', 'Inf', '0.0210000000']] },
  ]),
  AWSELB: offerFile('AWSELB', '2026-10-02T00:00:00Z', [
    {
      usagetype: 'EUC1-LoadBalancerUsage',
      productFamily: 'Load Balancer-Application',
      steps: [['0', 'Inf', '0.0270000000']],
    },
    {
      usagetype: 'EUC1-LoadBalancerUsage',
      productFamily: 'Load Balancer-Network',
      steps: [['0', 'Inf', '0.0260000000']],
    },
  ]),
  awswaf: offerFile('awswaf', '2026-10-02T00:00:00Z', [
    { usagetype: 'EUC1-WebACLV2', steps: [['0', 'Inf', '5.0000000000']] },
    { usagetype: 'EUC1-ShieldProtected-WebACLV2', steps: [['0', 'Inf', '0.0000000000']] },
    { usagetype: 'EUC1-RuleV2', steps: [['0', 'Inf', '1.0000000000']] },
    { usagetype: 'EUC1-RuleV2', steps: [['0', 'Inf', '2.0000000000']] },
  ]),
};
const EXPECTED = {
  httpApiRequests: [{ upTo: 300e6, usd: 1.2 }, { usd: 1.08 }],
  restApiRequests: [{ upTo: 333e6, usd: 3.7 }, { upTo: 1e9, usd: 3.2 }, { usd: 2.7 }],
  lambdaRequests: 0.2,
  lambdaGbSeconds: [{ upTo: 7.5e9, usd: 0.0000133334 }, { upTo: 18.75e9, usd: 0.0000120001 }, { usd: 0.0000106667 }],
  dataOutGb: [{ upTo: 10_240, usd: 0.09 }, { usd: 0.085 }],
  edgeFunctionCalls: 0.1,
  edgeRequests: 1.2,
  edgeToOriginGb: 0.021,
  loadBalancerHours: 0.026,
  applicationLoadBalancerHours: 0.027,
  restCache0_5GbHours: 0.02,
  webAcls: 5,
};

const refresh = (...args: readonly string[]) =>
  runCli('prices', '--refresh', '--region', 'eu-central-1', '--endpoint', server?.url ?? '', ...args);

describe('gatewright prices --refresh', () => {
  it('writes a file of what the Price List has, which a plan takes, and names what it has not', async () => {
    server = await serveOffers(FILES);
    const path = join(root, 'frankfurt.json');
    const run = await refresh('-o', path);
    expect(run).toMatchObject({ exitCode: 0, out: '' });
    const written = JSON.parse(readFileSync(path, 'utf8'));
    expect(written).toMatchObject({ region: 'eu-central-1', date: '2026-11-07', prices: EXPECTED });
    expect(Object.keys(written.prices).sort()).toEqual(Object.keys(EXPECTED).sort());
    const missing = Object.keys(prices).filter((key) => !Object.hasOwn(EXPECTED, key));
    // Two different prices of a rule are none; those of flat plans stand in no offer file.
    expect(run.err).toContain(missing.join(', '));
    expect(missing).toEqual(expect.arrayContaining(['wafRules', 'flatPro', 'kongNodeHours']));
    const list = await readPriceFile(path);
    expect(list.usd).toEqual({ ...listPrices.usd, ...EXPECTED });
    expect(list.filled).toEqual(missing);
    // Each price names its file and day, and what is ours names our page.
    const file = (service: string) => `${server?.url}/offers/v1.0/aws/${service}/current/eu-central-1/index.json`;
    expect(list.sources).toMatchObject({
      restApiRequests: `${file('AmazonApiGateway')} of 2026-11-05`,
      lambdaRequests: `${file('AWSLambda')} of 2026-11-07`,
      flatPro: prices.flatPro.source,
    });
  });

  it('asks for the files of the Region, and for the one of CloudFront', async () => {
    server = await serveOffers(FILES);
    await refresh();
    expect(server.asked).toContain('/offers/v1.0/aws/AmazonApiGateway/current/eu-central-1/index.json');
    expect(server.asked).toContain('/offers/v1.0/aws/AmazonCloudFront/current/index.json');
    expect(server.asked).toHaveLength(9);
  });

  it.each([
    ['us-east-1', 1, /area US, for callers near us-east-1/],
    ['eu-west-2', 1.2, /area EU, for callers near eu-west-2/],
    ['ap-northeast-1', 1.3, /area JP, for callers near ap-northeast-1/],
    ['us-gov-west-1', undefined, /nobody says what callers near us-gov-west-1 cost at an edge/],
    ['ap-southeast-99', undefined, /nobody says what callers near ap-southeast-99 cost at an edge/],
  ])('takes of CloudFront the requests of callers near %s', async (region, usd, said) => {
    server = await serveOffers(FILES);
    const run = await runCli('prices', '--refresh', '--region', region, '--endpoint', server.url);
    expect(JSON.parse(run.out).prices.edgeRequests).toBe(usd);
    expect(run.err).toMatch(said);
    expect(run.err.includes('edgeRequests')).toBe(usd === undefined);
  });

  it('takes an empty price for none', async () => {
    const xray = [{ usagetype: 'EUC1-XRay-TracesStored', steps: [['0', 'Inf', ' ']] as const }];
    server = await serveOffers({ ...FILES, AWSXRay: offerFile('AWSXRay', '2026-10-02T00:00:00Z', xray) });
    const run = await refresh();
    expect(JSON.parse(run.out).prices).not.toHaveProperty('traces');
    expect(run.err).toMatch(/bills take ours: .*traces/);
  });

  it.each<[string, readonly Step[], string]>([
    ['below zero', [['0', 'Inf', '-0.0000050000']], 'PRICE_USD'],
    ['dearer than a price can be', [['0', 'Inf', '2.0000000000']], 'PRICE_USD'],
    [
      'in steps that end nowhere',
      [
        ['0', '', '0.0000050000'],
        ['10', 'Inf', '0.0000040000'],
      ],
      'PRICE_TIERS',
    ],
  ])('refuses prices %s, which no plan would take, and writes nothing', async (_title, steps, code) => {
    const xray = offerFile('AWSXRay', '2026-10-02T00:00:00Z', [{ usagetype: 'EUC1-XRay-TracesStored', steps }]);
    server = await serveOffers({ ...FILES, AWSXRay: xray });
    const path = join(root, 'bad.json');
    const run = await refresh('-o', path);
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    for (const text of ['What the Price List has of eu-central-1', `[${code}]`, "prices['traces']"])
      expect(run.err).toContain(text);
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });

  it('takes its address from the environment', async () => {
    server = await serveOffers(FILES);
    process.env.GATEWRIGHT_PRICES_URL = server.url;
    const run = await runCli('prices', '--refresh').finally(() => delete process.env.GATEWRIGHT_PRICES_URL);
    expect(JSON.parse(run.out)).toMatchObject({ region: 'us-east-1', prices: { webAcls: 5 } });
  });

  it.each<[string, object | string | number, RegExp]>([
    [
      'a Region that AWS does not have',
      403,
      /AmazonApiGateway\/current\/eu-central-1\/index\.json cannot be read: it answers 403/,
    ],
    ['a failing server', 500, /it answers 500/],
    ['no JSON', '<html>', /cannot be read/],
    ['JSON that is no offer file', { message: 'hello' }, /it is no offer file/],
    ['null', 'null', /it is no offer file/],
  ])('fails with exit 3 for %s, and writes nothing', async (_title, file, message) => {
    server = await serveOffers({ ...FILES, AmazonApiGateway: file });
    const path = join(root, 'never.json');
    const run = await refresh('-o', path);
    expect(run).toMatchObject({ exitCode: 3, out: '' });
    expect(run.err).toMatch(message);
    expect(() => readFileSync(path)).toThrow(/ENOENT/);
  });

  it('fails with exit 3 where nobody answers', async () => {
    server = await serveOffers({});
    const { url } = server;
    await server.close();
    const run = await runCli('prices', '--refresh', '--endpoint', url);
    expect(run).toMatchObject({ exitCode: 3, out: '' });
    expect(run.err).toMatch(/cannot be read: .*ECONNREFUSED/);
  });

  it.each([
    ['a Region of slashes', ['--region', '../../x']],
    ['an address that is none', ['--endpoint', 'prices']],
    ['a file beside it', ['--prices', 'x.json']],
  ])('answers %s with exit 2', async (_title, args) => {
    const run = await runCli('prices', '--refresh', '--endpoint', 'http://127.0.0.1:9', ...args);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
  });
});

describe('gatewright prices', () => {
  it('lists every key with its dollars and units, below its source', async () => {
    const { out, exitCode } = await runCli('prices');
    expect(exitCode).toBe(0);
    const sections = out.split('\n\n');
    for (const [key, { source }] of Object.entries(prices)) {
      const section = sections.find((text) => new RegExp(`^ +${key} `, 'm').test(text));
      expect(section?.trim().split('\n')[0], key).toBe(source);
    }
    expect(out.replace(/\s+/g, ' ')).toContain(
      'restApiRequests 3.5 to 333M, 2.8 to 1,000M, 2.38 to 20,000M, then 1.51 for 1,000,000 requests',
    );
  });

  it.each([64, 80, 100, 271])('keeps to %d columns', (width) => {
    const lines = printPrices(listPrices, width).split('\n').map(stripVTControlCharacters);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
    expect(lines.some((line) => line.length > width - 12)).toBe(width < 200);
  });

  it('prints a price file that says the same', async () => {
    const path = join(root, 'ours.json');
    writeFileSync(path, (await runCli('prices', '--json')).out);
    expect(await readPriceFile(path)).toEqual({ ...listPrices, filled: [] });
  });

  it('lists the prices of a file', async () => {
    const path = join(root, 'own.json');
    writeFileSync(path, JSON.stringify({ region: 'sa-east-1', date: '2027-01-01', prices: { secrets: 0.77 } }));
    const { out } = await runCli('prices', '--prices', path);
    expect(out).toContain('Prices of sa-east-1, 2027-01-01');
    expect(out).toMatch(/^ +\S+own\.json\n +secrets +0\.77 for secrets$/m);
    expect(out).toMatch(/^ +https:\/\/aws\.amazon\.com\/xray\/pricing\/ \(ours\)\n +traces +5 for /m);
  });
});
