import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IssuerServer, newSigner, type Signer, seconds, signed, startIssuerServer } from './issuer-server.js';
import { type Served, type Synthesized, seenBy, synthesized } from './served-gateway.js';

const ISSUER = 'https://id.books.example/';
const MACHINES = 'https://machines.books.example/';
const CLIENT = { id: 'gateway', secret: 'the-secret-of-the-gateway' };

const SPEC = `import { allOf, anyOf, apiKey, gateway, introspection, jwt, lambda, route, secret, usagePlan } from 'gatewright';
const to = lambda('who.ts');
const staff = jwt('staff', { issuer: '${ISSUER}', audience: 'books' });
const machines = jwt('machines', { issuer: '${MACHINES}', audience: 'books' });
const devices = jwt('devices', { issuer: '${MACHINES}', audience: 'books', header: 'X-Device' });
const partners = introspection('partners', {
  endpoint: '${ISSUER}introspect',
  client: { id: 'gateway', secret: secret('books/client') },
});
const shops = apiKey('shops', { plans: [usagePlan('shop', { ratePerSecond: 50, burst: 90 })] });
export default gateway('combined', { routes: [
  ...['http', 'rest'].flatMap((api) => [
    route('GET /' + api + '/any', { auth: anyOf(staff.require({ scopes: ['read'] }), machines), to, api }),
    route('GET /' + api + '/any/kinds', { auth: anyOf(staff, partners), to, api }),
    route('GET /' + api + '/any/headers', { auth: anyOf(staff, devices), to, api }),
    route('GET /' + api + '/all', { auth: allOf(staff, devices), to, api }),
    route('GET /' + api + '/nested', { auth: anyOf(allOf(staff, devices), machines), to, api }),
  ]),
  route('GET /rest/keyed', { auth: allOf(shops, staff), to }),
] });`;

let staff: Signer;
let machine: Signer;
let issuers: IssuerServer[];
let gateways: Synthesized;
let served: Served;

beforeAll(async () => {
  [staff, machine] = await Promise.all([newSigner('RS256', 'k'), newSigner('RS256', 'k')]);
  issuers = await Promise.all([
    startIssuerServer(ISSUER, [staff.jwk], { client: CLIENT }),
    startIssuerServer(MACHINES, [machine.jwk]),
  ]);
  issuers[0]?.activate('an-opaque-token-of-carol', { sub: 'carol', exp: seconds(600) });
  gateways = await synthesized(SPEC);
  served = await gateways.serve(new Map(issuers.map(({ issuer, address }) => [issuer, address])), {
    'books/client': CLIENT.secret,
  });
}, 60_000);

afterAll(async () => {
  await served?.close();
  for (const issuer of issuers ?? []) await issuer.close();
  gateways?.remove();
});

const ada = (scope = 'read') => signed(staff, { iss: ISSUER, aud: 'books', sub: 'ada', scope, exp: seconds(600) });
const robot = () => signed(machine, { iss: MACHINES, aud: 'books', sub: 'robot-7', exp: seconds(600) });
const bearer = async (token: Promise<string> | string) => ({ authorization: `Bearer ${await token}` });

describe.each(['/http', '/rest'])('at %s', (base) => {
  const ask = (path: string, headers: Record<string, string> = {}) => served.ask(`${base}/${path}`, headers);
  const who = async (path: string, headers: Record<string, string>) => {
    const caller = seenBy(await ask(path, headers));
    if (typeof caller === 'number') return caller;
    const named = ({ scheme, subject }: { scheme: string; subject: string }) => `${scheme}: ${subject}`;
    return caller.kind === 'all-of' ? caller.parts.map(named) : named(caller);
  };

  it('any of two: whoever meets one is let in, as who that says it is', async () => {
    expect(await who('any', await bearer(ada()))).toBe('staff: ada');
    expect(await who('any', await bearer(robot()))).toBe('machines: robot-7');
    expect(await who('any', await bearer(ada('write')))).toBe(403);
    const stranger = signed(machine, { iss: ISSUER, aud: 'books', sub: 'ada', scope: 'read', exp: seconds(600) });
    expect(await who('any', await bearer(stranger))).toBe(401);
    expect(await who('any', {})).toBe(401);
  });

  it('any of two kinds in one header: a JWT, or an opaque token', async () => {
    expect(await who('any/kinds', await bearer(ada()))).toBe('staff: ada');
    expect(await who('any/kinds', await bearer('an-opaque-token-of-carol'))).toBe('partners: carol');
    expect(await who('any/kinds', await bearer('an-opaque-token-of-nobody'))).toBe(401);
  });

  it('any of two headers: either is enough, and a bad one spoils no good one', async () => {
    expect(await who('any/headers', await bearer(ada()))).toBe('staff: ada');
    expect(await who('any/headers', { 'x-device': await robot() })).toBe('devices: robot-7');
    expect(await who('any/headers', { ...(await bearer('no.such.token')), 'x-device': await robot() })).toBe(
      'devices: robot-7',
    );
    expect(await who('any/headers', {})).toBe(401);
  });

  it('all of two: both are asked for, and both are told in their order', async () => {
    const [token, device] = [await bearer(ada()), { 'x-device': await robot() }];
    expect(await who('all', { ...token, ...device })).toEqual(['staff: ada', 'devices: robot-7']);
    expect(await who('all', token)).toBe(401);
    expect(await who('all', device)).toBe(401);
    expect(await who('all', { ...(await bearer(robot())), 'x-device': await ada() })).toBe(401);
    expect(await who('all', { ...token, 'x-device': 'no.such.token' })).toBe(401);
  });

  it('one in the other: all of two, or a third', async () => {
    const [token, device] = [await bearer(ada()), { 'x-device': await robot() }];
    expect(await who('nested', { ...token, ...device })).toEqual(['staff: ada', 'devices: robot-7']);
    expect(await who('nested', await bearer(robot()))).toBe('machines: robot-7');
    expect(await who('nested', token)).toBe(401);
  });

  it('challenges as the scheme alone does', async () => {
    const realm = 'Bearer realm="combined"';
    const { challenge } = await ask('any');
    const lacking = await ask('any', await bearer(ada('write')));
    expect([challenge, lacking.challenge]).toEqual(
      base === '/rest' ? [realm, `${realm}, error="insufficient_scope"`] : [undefined, undefined],
    );
  });
});

it('a key and a token: both, and either alone is refused', async () => {
  const { keys } = served.gateway;
  const { id, value } = keys.issue({ usagePlanId: keys.usagePlans()[0]?.id ?? '', name: 'corner' });
  const key = { 'x-api-key': value };
  expect(seenBy(await served.ask('/rest/keyed', { ...key, ...(await bearer(ada())) }))).toMatchObject({
    kind: 'all-of',
    parts: [
      { kind: 'api-key', keyId: id },
      { kind: 'jwt', scheme: 'staff', subject: 'ada' },
    ],
  });
  expect((await served.ask('/rest/keyed', key)).status).toBe(401);
  expect((await served.ask('/rest/keyed', await bearer(ada()))).status).toBe(403);
});
