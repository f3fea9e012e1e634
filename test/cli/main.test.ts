import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const GOOD = `
import { gateway, jwt, reply, route } from 'gatewright';
const staff = jwt('staff', { issuer: 'https://id.shop.example/', audience: 'shop' });
export const health = route('GET /health', { auth: 'public', to: reply(200, { ok: true }) });
export const close = route('POST /close', { auth: staff.require({ scopes: ['shop:close'] }), to: reply(202, {}) });
export default gateway('shop', { routes: [health, close] });
`;

const TWO_SCHEMES = GOOD.replace(
  "export default gateway('shop', { routes: [health, close] });",
  `
const guests = jwt('guests', { issuer: 'https://guests.shop.example/', audience: 'guests' });
export const visit = route('GET /visit', { auth: guests, to: reply(200, {}) });
export default gateway('shop', { routes: [health, close, visit] });`,
);

const ASKING = `
import { gateway, jwt, lambda, route } from 'gatewright';
const access = jwt('access', { issuer: 'https://id.shop.example/', audience: 'shop', algorithms: ['ES256'], tokenType: 'at+jwt' });
const to = lambda('a.ts');
export default gateway('asking', { routes: [
  route('GET /a', { auth: access.require({ scopes: { allOf: ['a', 'b'] }, claims: { tier: { equals: 2 }, guest: { exists: false } } }), to }),
  route('GET /b', { auth: access.require({ scopes: ['c'], claims: { tenant: { oneOf: ['north', 'south'] }, tier: { oneOf: [2, 3] } } }), to }),
  route('GET /c', { auth: access.require({ claims: { groups: { contains: 'staff' }, email: { exists: true } } }), to }),
] });
`;

const TEN_FAULTS = `
import { gateway, http, jwt, lambda, reply, route } from 'gatewright';
const r = route as any;
export default gateway('Shop', { stage: 'a b', routes: [
  r('GTE /one', { auth: 'public', to: reply(200, 1) }),
  r('GET two', { auth: 'public', to: reply(200, 2) }),
  r('GET /three', { to: reply(200, 3) }),
  r('GET /four', { auth: 'public', to: reply(99, 4) }),
  r('GET /five', { auth: 'public', to: lambda('five.ts', { memoryMb: 5 }) }),
  r('GET /six', { auth: 'public', to: http('ftp://six.example') }),
  r('GET /seven', { auth: jwt('seven', { issuer: 'http://seven.example', audience: '7' }), to: reply(200, 7) }),
  r('GET /eight', { auth: 'public', to: reply(200, 8), throttle: { ratePerSecond: 8, burst: 0 } }),
] } as any);
`;

const project = makeProject({
  'gateway.ts': GOOD,
  'two.ts': TWO_SCHEMES,
  'asking.ts': ASKING,
  'faults.ts': TEN_FAULTS,
  'other.ts': 'export default { kind: "something" };',
  'throws.ts': 'throw new Error("no settings");',
  'syntax.ts': 'export default gateway(;\n',
  'missing.ts': "import './nowhere.js';\nexport default 1;",
  'app.ts': "import { App } from 'aws-cdk-lib/core';\nnew App();",
});
afterAll(project.remove);

describe('gatewright', () => {
  it('prints help and exits 0', async () => {
    const run = await runCli('--help');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(run.out).toMatch(/dev .*plan .*token/s);
  });

  it.each([['dev'], ['plan'], ['token']])('has help for %s', async (command) => {
    const run = await runCli(command, '--help');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(run.out).toContain(`Usage: gatewright ${command}`);
  });

  it.each<[string, string[], RegExp]>([
    ['an unknown command', ['frobnicate'], /unknown command 'frobnicate'/],
    ['an unknown option', ['plan', '--colour'], /unknown option '--colour'/],
    ['a port that is none', ['dev', '--port', '70000'], /a port, 0 to 65535/],
    ['a port with letters', ['dev', '--port', '3000x'], /a port, 0 to 65535/],
    ['an app and an assembly at once', ['dev', '--app', 'a.ts', '--assembly', 'b'], /cannot be used with option/],
    ['traffic below zero', ['plan', '--requests-per-month', '-1'], /whole number of requests/],
    ['traffic that is no number', ['plan', '--requests-per-month', 'many'], /whole number of requests/],
    ['a lifetime without a unit', ['token', '--expires-in', '60'], /90s, 15m, 1h or 7d/],
    ['a claim without a name', ['token', '--claim', '=x'], /name=value/],
  ])('answers %s with exit 2', async (_, args, message) => {
    const run = await runCli(...args);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(message);
  });

  it.each<[string, string[], RegExp]>([
    ['a missing file', ['plan', 'nope.ts'], /there is no file .*nope\.ts/],
    ['a module that is no gateway', ['plan', project.path('other.ts')], /other\.ts exports no gateway by default/],
    ['a module that throws', ['plan', project.path('throws.ts')], /throws\.ts fails while it loads: no settings/],
    ['a syntax error', ['plan', project.path('syntax.ts')], /syntax\.ts:1:\d+ .*Unexpected/],
    ['a missing import', ['plan', project.path('missing.ts')], /missing\.ts:1:\d+ .*nowhere\.js/],
    ['a CDK app where a spec is needed', ['plan', project.path('app.ts')], /app\.ts is a CDK app/],
    ['a folder that is no assembly', ['dev', '--assembly', project.root], /no manifest\.json/],
    ['a missing assembly', ['dev', '--assembly', project.path('cdk.out')], /no manifest\.json/],
    [
      'an unknown scheme',
      ['token', '--app', project.path('gateway.ts'), '--scheme', 'nobody'],
      /no token scheme "nobody"; the gateway has staff/,
    ],
    [
      'several schemes and none named',
      ['token', '--app', project.path('two.ts')],
      /name one with --scheme: staff, guests/,
    ],
  ])('answers %s with exit 1 and one clear message', async (_, args, message) => {
    const run = await runCli(...args);
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(run.err).toMatch(message);
    expect(run.err).not.toMatch(/^\s+at /m);
  });
});

describe('gatewright plan', () => {
  it('prints one JSON document and nothing else', async () => {
    const run = await runCli('plan', project.path('gateway.ts'), '--json', '--requests-per-month', '2_000_000');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const { plan, cost } = JSON.parse(run.out);
    expect(plan.routes.map((route: { id: string }) => route.id)).toEqual(['GET /health', 'POST /close']);
    expect(cost.assumptions.requestsPerMonth).toBe(2_000_000);
  });

  it('prints routes, reasons, quotas and cost for people', async () => {
    const { out } = await runCli('plan', project.path('gateway.ts'));
    for (const text of [
      'GET    /health',
      'staff: shop:close',
      'HTTP APIs have no mock integration',
      '3 of 300',
      'Total',
    ])
      expect(out).toContain(text);
  });

  it.each(['plan', 'dev'])(
    'lists every issue of a spec with ten faults, writes nothing, exits 1: %s',
    async (command) => {
      const before = JSON.stringify(project.entries());
      const args =
        command === 'dev'
          ? ['--app', project.path('faults.ts'), '--port', '0', '--no-watch']
          : [project.path('faults.ts')];
      const run = await runCli(command, ...args);
      expect(run).toMatchObject({ exitCode: 1, out: '' });
      expect(run.err.match(/^\d+\. /gm)).toHaveLength(10);
      for (const path of [
        'GTE /one',
        'GET two',
        'GET /three',
        'GET /four',
        'GET /five',
        'GET /six',
        'GET /seven',
        'GET /eight',
      ])
        expect(run.err).toContain(path);
      expect(JSON.stringify(project.entries())).toBe(before);
    },
  );
});

describe('gatewright token', () => {
  const app = ['--app', project.path('gateway.ts')];

  it('signs what the routes ask for', async () => {
    const { out } = await runCli('token', ...app);
    expect(decodeProtectedHeader(out)).toMatchObject({ alg: 'RS256' });
    expect(decodeJwt(out)).toMatchObject({
      iss: 'https://id.shop.example/',
      aud: 'shop',
      scope: 'shop:close',
      sub: 'local-user',
    });
  });

  it('signs what it is told', async () => {
    const { out } = await runCli(
      'token',
      ...app,
      '--subject',
      'ada',
      '--scope',
      'a b',
      '--audience',
      'other',
      '--expires-in',
      '15m',
      '--claim',
      'admin=true',
      '--claim',
      'team=blue',
      '--json',
    );
    const { token, issuer } = JSON.parse(out);
    const claims = decodeJwt(token);
    expect(issuer).toBe('https://id.shop.example/');
    expect(claims).toMatchObject({ sub: 'ada', scope: 'a b', aud: 'other', admin: true, team: 'blue' });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
  });

  it.each(['ES384', 'PS256', 'EdDSA'])('signs with %s where it is told', async (alg) => {
    const { out } = await runCli('token', ...app, '--alg', alg);
    expect(decodeProtectedHeader(out)).toMatchObject({ alg, typ: 'JWT' });
  });

  it('signs as the scheme asks: its algorithm, its type, and claims that meet the conditions', async () => {
    const { out } = await runCli('token', '--app', project.path('asking.ts'));
    expect(decodeProtectedHeader(out)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    expect(decodeJwt(out)).toMatchObject({
      scope: 'a b c',
      client_id: 'local-client',
      jti: expect.any(String),
      tier: 2,
      tenant: 'north',
      groups: ['staff'],
      email: 'local',
    });
    expect(decodeJwt(out)).not.toHaveProperty('guest');
  });

  it('signs for an issuer that no spec names', async () => {
    const { out } = await runCli(
      'token',
      '--app',
      project.path('app.ts'),
      '--issuer',
      'https://other.example/',
      '--audience',
      'x',
    );
    expect(decodeJwt(out)).toMatchObject({ iss: 'https://other.example/', aud: 'x' });
  });

  it('makes a token that has expired', async () => {
    const { out } = await runCli('token', ...app, '--expires-in', '-1h');
    expect(decodeJwt(out).exp).toBeLessThan(Date.now() / 1000);
  });
});
