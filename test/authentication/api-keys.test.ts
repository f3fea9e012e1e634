import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageKeyOf } from '../../lambdas/authorizer/meter/usage-key.js';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';
const SECRET = 'forty characters that nobody will guess.';

const PLAIN = `import { apiKey, gateway, lambda, route, usagePlan } from 'gatewright';
const to = lambda('who.ts');
const plan = usagePlan('small', { ratePerSecond: 50, burst: 90, quota: { requests: 3, per: 'month' } });
const auth = apiKey('shops', { plans: [plan] });
export default gateway('keys', { routes: [route('GET /a', { auth, to }), route('GET /b', { auth, to })] });`;

const METERED = `import { allOf, apiKey, gateway, jwt, lambda, meter, route, secret, usagePlan } from 'gatewright';
const to = lambda('who.ts');
const plan = usagePlan('small', { ratePerSecond: 50, burst: 90, quota: { requests: 3, per: 'month' } });
const readers = jwt('readers', { issuer: '${ISSUER}', audience: 'books' });
const tenants = meter('tenants', { claim: 'tenant', plans: [plan], secret: secret('books/meter') });
const shops = apiKey('shops', { plans: [plan] });
export default gateway('metered', { routes: [
  route('GET /a', { auth: allOf(readers, tenants), to }),
  route('GET /b', { auth: allOf(readers.require({ scopes: ['b'] }), tenants), to }),
  route('GET /shops', { auth: shops, to }),
] });`;

let signer: Signer;
let issuer: IssuerServer;
const gateways: Synthesized[] = [];
let plain: Served;
let metered: Served;

beforeAll(async () => {
  signer = await newSigner('RS256', 'k');
  issuer = await startIssuerServer(ISSUER, [signer.jwk]);
  gateways.push(await synthesized(PLAIN), await synthesized(METERED));
  const [one, two] = gateways as [Synthesized, Synthesized];
  plain = await one.serve();
  metered = await two.serve(new Map([[ISSUER, issuer.address]]), { 'books/meter': SECRET });
}, 60_000);

afterAll(async () => {
  await plain?.close();
  await metered?.close();
  await issuer?.close();
  for (const each of gateways) each.remove();
});

function issue({ gateway: { keys } }: Served, name: string, value?: string) {
  return keys.issue({ usagePlanId: keys.usagePlans()[0]?.id ?? '', name, ...(value !== undefined && { value }) });
}

it.each([
  ['keys', PLAIN],
  ['meters', METERED],
])('%s exist on REST APIs alone: to insist on HTTP is refused', async (_name, spec) => {
  const insisting = spec.replaceAll('to })', "to, api: 'http' })");
  await expect(synthesized(insisting)).rejects.toThrow('API keys and usage plans exist on REST APIs only');
});

describe('a key', () => {
  it('lets its owner in, who is known by the key’s id and never by its value', async () => {
    const { id, value } = issue(plain, 'corner');
    const answer = await plain.ask('/a', { 'x-api-key': value });
    expect(seenBy(answer)).toEqual({ kind: 'api-key', keyId: id });
    expect((await plain.ask('/b', { 'x-api-key': value })).status).toBe(200);
  });

  it.each<[string, () => Record<string, string | string[]>]>([
    ['that is missing', () => ({})],
    ['that is empty', () => ({ 'x-api-key': '' })],
    ['that nobody has', () => ({ 'x-api-key': 'n'.repeat(30) })],
    ['as a bearer token', () => ({ authorization: `Bearer ${issue(plain, 'bearer').value}` })],
    ['that is disabled', () => disabled()],
  ])('is refused, and no challenge asks for a token: one %s', async (_name, headers) => {
    expect(await plain.ask('/a', headers())).toMatchObject({ status: 403, challenge: undefined });
  });

  it('that is used up is 429, and another goes on', async () => {
    const [one, other] = [issue(plain, 'one'), issue(plain, 'other')];
    const statuses = [];
    for (const route of ['/a', '/b', '/a', '/b'])
      statuses.push((await plain.ask(route, { 'x-api-key': one.value })).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
    expect((await plain.ask('/a', { 'x-api-key': other.value })).status).toBe(200);
  });

  it('stands in no log', async () => {
    const { value } = issue(plain, 'quiet');
    await plain.ask('/a', { 'x-api-key': value });
    await plain.ask('/a', { 'x-api-key': 'guessed-guessed-guessed-guessed' });
    expect(plain.logs()).not.toContain(value);
    expect(plain.logs()).not.toContain('guessed-guessed');
  });
});

function disabled(): Record<string, string> {
  const { id, value } = issue(plain, 'disabled');
  plain.gateway.keys.setEnabled(id, false);
  return { 'x-api-key': value };
}

const tokenOf = (sub: string, tenant: unknown, scope = 'b') =>
  signed(signer, { iss: ISSUER, aud: 'books', sub, tenant, scope, exp: seconds(600) });
const keyOf = (tenant: string) => usageKeyOf(SECRET, { gateway: 'metered', meter: 'tenants', tenant });
const issueTo = (tenant: string) => issue(metered, tenant, keyOf(tenant));

describe('a tenant’s key', () => {
  it('is named by the token: callers of one tenant share it, and those of another have their own', async () => {
    const [north, south] = [issueTo('north'), issueTo('south')];
    const [ada, bob, eve] = [
      await tokenOf('ada', 'north'),
      await tokenOf('bob', 'north'),
      await tokenOf('eve', 'south'),
    ];
    const seen = [];
    for (const [route, token] of [
      ['/a', ada],
      ['/b', bob],
      ['/a', ada],
      ['/a', bob],
      ['/b', ada],
      ['/a', eve],
    ] as const) {
      const caller = seenBy(await metered.call(route, `Bearer ${token}`));
      seen.push(typeof caller === 'number' ? caller : caller.parts.map(nameOf));
    }
    expect(seen).toEqual([['ada', north.id], ['bob', north.id], ['ada', north.id], 429, 429, ['eve', south.id]]);
  });

  it.each<[string, unknown]>([
    ['of a tenant without a key', 'west'],
    ['without the claim', undefined],
    ['with an empty claim', ''],
    ['with a claim that is no text', 7],
  ])('lets nobody in where there is none: a token %s', async (_name, tenant) => {
    expect((await metered.call('/a', `Bearer ${await tokenOf('ada', tenant)}`)).status).toBe(403);
  });

  it('cannot be sent: not by header, nor in place of the token', async () => {
    const { value } = issueTo('east');
    expect((await metered.ask('/a', { 'x-api-key': value })).status).toBe(401);
    const authorization = `Bearer ${await tokenOf('ada', 'nobody')}`;
    expect((await metered.ask('/a', { 'x-api-key': value, authorization })).status).toBe(403);
  });

  it('opens no route that the token does not, though answers are kept', async () => {
    issueTo('harbour');
    const token = await tokenOf('ada', 'harbour', 'a');
    const statuses = [];
    for (const route of ['/a', '/b', '/a', '/b']) statuses.push((await metered.call(route, `Bearer ${token}`)).status);
    expect(statuses).toEqual([200, 403, 200, 403]);
  });

  it('leaves keys that callers bring as they are', async () => {
    const { id, value } = issue(metered, 'corner');
    expect(seenBy(await metered.ask('/shops', { 'x-api-key': value }))).toEqual({ kind: 'api-key', keyId: id });
    expect((await metered.ask('/shops')).status).toBe(401);
    expect((await metered.ask('/shops', { 'x-api-key': 'n'.repeat(30) })).status).toBe(403);
  });

  it('and what it is made of stand in no log', () => {
    const logs = metered.logs();
    expect(logs).toContain('meter-claim-missing');
    expect(logs).not.toContain(SECRET);
    for (const tenant of ['north', 'west', 'harbour']) expect(logs).not.toContain(keyOf(tenant));
  });
});

function nameOf({ subject, keyId }: { subject?: string; keyId?: string }): string | undefined {
  return subject ?? keyId;
}
