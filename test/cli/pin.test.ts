import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const GATEWAY = (settings: string, imports = '') => `
import { gateway, lambda, reply, route } from 'gatewright';
${imports}
const books = route('GET /books', { auth: 'public', to: lambda('books.ts') });
const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
export default gateway('shop', { routes: [books, health], ${settings} });
`;
const IMPORT = "import pin from './gateway.pin.json' with { type: 'json' };";

const project = makeProject({ 'gateway.ts': GATEWAY('') });
afterAll(() => project.remove());

const plan = async (...args: readonly string[]) => {
  const run = await runCli('plan', project.path('gateway.ts'), '--json', ...args);
  return { ...run, ...(run.exitCode === 0 ? JSON.parse(run.out) : {}) };
};
const pinFile = () => JSON.parse(readFileSync(project.path('gateway.pin.json'), 'utf8'));

describe('gatewright plan --pin', () => {
  it('writes what stands into a file beside the gateway, and says how the gateway takes it', async () => {
    const { err, exitCode } = await plan('--pin');
    expect(exitCode).toBe(0);
    expect(err).toContain('wrote gateway.pin.json');
    expect(err).toContain(IMPORT);
    expect(pinFile()).toEqual({
      schemaVersion: 1,
      arrangement: { apis: 'split', edge: false, paths: { http: ['/books'], rest: ['/health'] } },
      madeOn: expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
      usdPerMonth: expect.any(Number),
      requestsPerMonth: 1_000_000,
    });
  });

  it('holds it once the gateway takes it, and says what the cheapest would be', async () => {
    const large = 'traffic: { requestsPerMonth: 100_000_000, responseBytes: 1_000_000 }';
    project.write('gateway.ts', GATEWAY(large));
    expect((await plan()).arrangements.chosen.arrangement).toMatchObject({ edge: true, chosenBy: 'traffic' });
    project.write('gateway.ts', GATEWAY(`pin, ${large}`, IMPORT));
    const { arrangements, err } = await plan('--pin');
    expect(arrangements.chosen.arrangement).toMatchObject({ apis: 'split', edge: false, chosenBy: 'pin' });
    expect(arrangements.cheapest.arrangement.edge).toBe(true);
    expect(err).toBe('wrote gateway.pin.json');
    expect(pinFile()).toMatchObject({ arrangement: { edge: false }, requestsPerMonth: 100_000_000 });
  });

  it('pins what the flags chose, and says what is deployed until then', async () => {
    project.write('gateway.ts', GATEWAY(''));
    const flags = ['--requests-per-month', '100M', '--response-bytes', '1000000'];
    const { plan: shown, deployedInstead } = await plan('--pin', '--force', ...flags);
    expect(shown.arrangement.edge).toBe(true);
    expect(deployedInstead).toContain('The spec alone deploys HTTP and REST APIs, split by route, no edge');
    expect(pinFile().arrangement).toMatchObject({ apis: expect.any(String), edge: true });
    expect((await plan('--requests-per-month', '1M')).deployedInstead).toBeUndefined();
  });

  it('writes over a pin of another arrangement by force alone, and says what it was', async () => {
    project.write('gateway.ts', GATEWAY(''));
    const before = pinFile();
    const run = await runCli('plan', project.path('gateway.ts'), '--pin');
    expect(run.exitCode).toBe(1);
    expect(run.err.replace(/\s+/g, ' ')).toMatch(
      /gateway\.pin\.json is as it was: it was HTTP and REST APIs, split by route, CloudFront.*, and is now HTTP and REST APIs, split by route, no edge, and the address may move.*--force/,
    );
    expect(pinFile()).toEqual(before);
    const forced = await plan('--pin', '--force');
    expect([forced.exitCode, forced.err]).toEqual([0, expect.stringContaining('wrote gateway.pin.json: it was HTTP')]);
    expect(pinFile().arrangement.edge).toBe(false);
    expect((await plan('--pin')).err).toMatch(/^wrote gateway\.pin\.json$/m);
  });

  it('writes over what is no pin by force alone', async () => {
    project.write('gateway.ts', GATEWAY(''));
    project.write('gateway.pin.json', '{');
    const run = await plan('--pin');
    expect([run.exitCode, run.err]).toEqual([1, expect.stringContaining('does not read as a pin')]);
    expect((await plan('--pin', '--force')).exitCode).toBe(0);
    expect(pinFile().arrangement.apis).toBe('split');
  });

  it('refuses a route that would leave the address that it had when it was pinned', async () => {
    const keyed = `
      import { apiKey, usagePlan } from 'gatewright';
      ${IMPORT}
      const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
      const buy = route('POST /books', { auth: keys, to: lambda('buy.ts') });`;
    project.write('gateway.ts', GATEWAY('pin', keyed).replace('[books, health]', '[books, buy, health]'));
    const run = await plan();
    expect([run.exitCode, run.err]).toEqual([
      1,
      expect.stringMatching(/\/books was on the HTTP API.*\[PIN_ROUTE_MOVED\]/),
    ]);
    project.write('gateway.ts', GATEWAY('pin', keyed));
    expect((await plan()).exitCode).toBe(0);
  });

  it('refuses a pin that a hand has spoilt, and a JSON file that is none', async () => {
    project.write('gateway.ts', GATEWAY('pin', IMPORT));
    project.write('gateway.pin.json', JSON.stringify({ ...pinFile(), arrangement: { apis: 'http', edge: false } }));
    expect((await plan()).err).toMatch(/PIN_API[\s\S]*GET \/health/);
    project.write('gateway.pin.json', JSON.stringify({ schemaVersion: 7 }));
    expect((await plan()).err).toMatch(/another version of Gatewright.* \[PIN_VERSION\]/);
    project.write('gateway.pin.json', '{');
    const run = await plan();
    expect([run.exitCode, run.err]).toEqual([1, expect.stringMatching(/gateway\.pin\.json:1:\d/)]);
  });
});

describe('the arrangements that gatewright plan prints', () => {
  it('are the chosen one with its reasons, the next two, and what forbids the others', async () => {
    project.write('gateway.ts', GATEWAY('traffic: { requestsPerMonth: 1_000_000 }'));
    const { out } = await runCli('plan', project.path('gateway.ts'));
    for (const text of [
      /Arrangements at 1,000,000 requests a month\n {2}HTTP and REST APIs, split by route, no edge: \$\d+\.\d\d a month/,
      /the cheapest for 1,000,000 requests a month, at our list prices of us-east-1/,
      /→ no edge: nothing asks for one, and it is cheaper without/,
      /Next\n {2}all routes on a REST API, no edge +\$\d+\.\d\d +\+\$\d+\.\d\d/,
      /Not possible\n/,
      /all routes on an HTTP API, no edge; and 1 more\n {4}→ GET \/health: HTTP APIs have no mock/,
      /\[ARRANGEMENT_UNPINNED\]/,
    ])
      expect(out).toMatch(text);
    // Why a route is on its API stands under Why, once.
    expect(out.match(/HTTP APIs have no mock integration for a fixed reply$/gm)).toHaveLength(2);
  });

  it('say that another would be cheaper, where the rule holds', async () => {
    project.write('gateway.ts', GATEWAY('traffic: { responseBytes: 3_000_000 }'));
    const { out } = await runCli('plan', project.path('gateway.ts'));
    expect(out.replace(/\s+/g, ' ')).toMatch(
      /At this traffic and the prices of us-east-1, 2026-11, .*CloudFront would cost \$\d+\.\d\d less a month/,
    );
    expect(out).not.toContain('ARRANGEMENT_UNPINNED');
  });
});
