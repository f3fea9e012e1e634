import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appSource } from '../../../lib/cli/dev/app-source.js';
import { type DevSession, startDevSession } from '../../../lib/cli/dev/dev-session.js';
import { signToken } from '../../../lib/local/issuer/sign-token.js';
import { makeProject, type Project } from '../fixtures/project.js';
import { runCli } from '../fixtures/run-cli.js';

const ISSUER = 'https://id.example/';
const BURST = 3;
const SPEC = `
import { allOf, apiKey, gateway, jwt, lambda, meter, reply, route, secret, usagePlan } from 'gatewright';
const plans = [usagePlan('slow', { ratePerSecond: 0.01, burst: ${BURST} }), usagePlan('gold', { ratePerSecond: 0.02, burst: ${BURST} })];
const customers = jwt('customers', { issuer: '${ISSUER}', audience: 'shop' });
const tenants = meter('tenants', { claim: 'tenant', plans, secret: secret('shop/meters', { field: 'tenants' }) });
export default gateway('shop', { routes: [
  route('GET /mine', { auth: allOf(customers, tenants), api: 'rest', to: lambda('mine.ts') }),
  route('GET /clients', { auth: allOf(customers, meter('clients', { claim: 'client_id', plans, secret: secret('shop/clients') })), to: reply(200, {}) }),
  route('GET /partners', { auth: apiKey('partners', { plans }), to: reply(200, {}) }),
] });`;

let project: Project;
let running: DevSession & { readonly printed: () => string };

async function session(): Promise<typeof running> {
  const lines: string[] = [];
  const say = (text: string) => void lines.push(text);
  const started = await startDevSession(
    appSource(project.path('gateway.ts')),
    { host: '127.0.0.1', port: 0, stateDirectory: project.path('.state'), startedAtMs: Date.now(), quiet: false },
    { out: say, err: say, isTerminal: false, width: 100 },
  );
  return { ...started, printed: () => lines.join('\n') };
}

const keys = (...args: readonly string[]) => runCli('keys', ...args, '--endpoint', running.url);

/** With the access key that the gateway's own functions have. */
async function keysOfOwn(...args: readonly string[]) {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', readFileSync(project.path('.state/signing-secret'), 'utf8'));
  try {
    return await keys(...args);
  } finally {
    vi.unstubAllEnvs();
  }
}

const printedLine = (path: string) =>
  running
    .printed()
    .split('\n')
    .find((line) => line.includes(`${running.url}${path}`))
    ?.trim() ?? '';

async function statusOfLine(path: string): Promise<number> {
  const line = printedLine(path);
  expect(line).toMatch(/^curl /);
  const { stdout } = await promisify(execFile)('sh', ['-c', `${line} -s -o /dev/null -w '%{http_code}'`]);
  return Number(stdout);
}

async function statusFor(tenant: unknown): Promise<number> {
  const claims = { sub: 'ada', aud: 'shop', ...(tenant !== undefined && { tenant }) };
  const token = await signToken({ keyStore: project.path('.state/issuer'), issuer: ISSUER, claims });
  return (await fetch(`${running.url}/mine`, { headers: { authorization: `Bearer ${token}` } })).status;
}

beforeAll(async () => {
  // A developer's session may have expired, and be of a profile that this machine does not have.
  vi.stubEnv('AWS_PROFILE', 'there-is-no-such-profile');
  vi.stubEnv('AWS_REGION', 'eu-north-1');
  vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'true');
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINT_URL']) vi.stubEnv(name, undefined);
  project = makeProject({
    'gateway.ts': SPEC,
    'mine.ts': 'export const handler = async () => ({ statusCode: 200, body: "mine" });',
  });
  running = await session();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await running.close();
  project.remove();
});

describe('gatewright dev, with a meter and a profile that is not there', () => {
  it('prints lines that work: with a token for the meter, and with a key for the partner', async () => {
    expect(printedLine('/mine')).not.toMatch(/x-api-key/i);
    expect(printedLine('/partners')).toMatch(/x-api-key: [A-Za-z0-9]{40}/);
    for (const path of ['/mine', '/clients', '/partners'])
      expect([path, await statusOfLine(path)]).toEqual([path, 200]);
  });

  it('says what reached the event bus', async () => {
    await keys('issue', '--plan', 'slow', '--owner', 'acme\u001b[31m');
    expect(running.printed()).not.toMatch(/event {2}/);
    await keys('issue', '--plan', 'slow', '--owner', 'acme', '--name', 'acme');
    await keys('revoke', 'acme', '--yes');
    const events = running.printed().match(/^ {2}event {2}.*$/gm) ?? [];
    expect(events).toEqual([
      expect.stringMatching(/^ {2}event {2}gatewright\.keys {2}Key Issued {2}\{.*"owner":"acme".*"keyId":"\w+".*\}$/),
      expect.stringMatching(/^ {2}event {2}gatewright\.keys {2}Key Revoked {2}\{.*"owner":"acme".*\}$/),
    ]);
  });

  it("counts by tenant: one that used up its plan is no other's trouble, and one without a key is not let in", async () => {
    for (const tenant of ['north', 'south'])
      expect(await keysOfOwn('issue', '--tenant', tenant, '--meter', 'tenants', '--plan', 'slow')).toMatchObject({
        err: '',
      });
    const north = [];
    for (let call = 0; call <= BURST; call += 1) north.push(await statusFor('north'));
    expect(north).toEqual([...Array(BURST).fill(200), 429]);
    expect(await statusFor('south')).toBe(200);
    expect(await statusFor('nobody')).toBe(403);
    expect(await statusFor(undefined)).toBe(403);
    expect(await statusFor(7)).toBe(403);
  });

  it('reads the secret of a meter to nobody without its access key, and says which that is', async () => {
    const run = await keys('issue', '--tenant', 'east', '--meter', 'tenants', '--plan', 'slow');
    expect(run).toMatchObject({
      exitCode: 3,
      out: '',
      err: expect.stringMatching(/does not know these credentials.*AWS_ACCESS_KEY_ID=local.*signing-secret/),
    });
    expect(run.err).not.toContain(readFileSync(project.path('.state/signing-secret'), 'utf8'));
    expect(await statusFor('east')).toBe(403);
  });

  it('shuts a tenant out whose key is revoked', async () => {
    expect(await statusFor('south')).toBe(200);
    expect(await keys('revoke', 'south', '--yes')).toMatchObject({ exitCode: 0 });
    expect(await statusFor('south')).toBe(403);
  });

  it('has one key for its own tenant after a start with another secret, and the same for the partner', async () => {
    const before = JSON.parse((await keys('list', '--owner', 'local', '--json')).out);
    const partner = printedLine('/partners').replace(running.url, '');
    await running.close();
    running = await session();
    const after = JSON.parse((await keys('list', '--owner', 'local', '--json')).out);
    const names = (all: readonly { readonly name: string }[]) => all.map(({ name }) => name).sort();
    expect(names(after)).toEqual(['local-clients-local', 'local-partners', 'local-tenants-local']);
    expect(names(before)).toEqual(names(after));
    expect(printedLine('/partners').replace(running.url, '')).toBe(partner);
    expect(await statusOfLine('/mine')).toBe(200);
  });
});
