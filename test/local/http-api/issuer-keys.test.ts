import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { boundedFetchJson } from './support/fetch-json.js';
import { goodClaims, ISSUER, jwtWorld, rogue } from './support/jwt-world.js';

const { forge, guarded, publishedKey, sign, world } = jwtWorld();

describe('the keys of an issuer', () => {
  it('are fetched once for requests at the same time, and kept for two hours', async () => {
    const gateway = guarded();
    const token = await sign(goodClaims, { expiresInSeconds: 100_000 });
    const first = await Promise.all([1, 2, 3, 4].map(() => gateway.sendWith(token)));
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(gateway.urls).toEqual([`${ISSUER}.well-known/openid-configuration`, expect.stringMatching(/\/jwks$/)]);
    gateway.clock.nowMs += 2 * 3600 * 1000 - 1;
    await gateway.sendWith(token);
    expect(gateway.urls).toHaveLength(2);
    gateway.clock.nowMs += 1;
    expect((await gateway.sendWith(token)).status).toBe(200);
    expect(gateway.urls).toHaveLength(4);
  });

  it('are asked for again for an unknown key id, but not twice in thirty seconds', async () => {
    const gateway = guarded();
    await gateway.sendWith(await sign());
    const unknown = await forge({ kid: 'rotated' });
    for (let count = 0; count < 5; count++) expect((await gateway.sendWith(unknown)).status).toBe(401);
    expect(gateway.urls).toHaveLength(2);
    gateway.clock.nowMs += 30_000;
    await Promise.all([gateway.sendWith(unknown), gateway.sendWith(unknown)]);
    expect(gateway.urls).toHaveLength(4);
  });

  it('are used as soon as a rotation publishes them', async () => {
    const keys: object[] = [];
    const fetchJson = async (url: string) =>
      url.endsWith('/jwks') ? { keys: [...keys] } : { jwks_uri: 'http://x/jwks' };
    const gateway = guarded({ fetchJson });
    const token = await forge({ kid: 'next' });
    expect((await gateway.sendWith(token)).status).toBe(401);
    keys.push({ ...rogue.publicKey.export({ format: 'jwk' }), kid: 'next', use: 'sig', alg: 'RS256' });
    gateway.clock.nowMs += 30_000;
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it('are not used after two hours where the issuer has gone', async () => {
    let gone = false;
    const { fetchJson } = boundedFetchJson(world.issuer.redirect);
    const gateway = guarded({ fetchJson: async (url) => (gone ? Promise.reject(new Error('gone')) : fetchJson(url)) });
    const token = await sign(goodClaims, { expiresInSeconds: 100_000 });
    expect((await gateway.sendWith(token)).status).toBe(200);
    gone = true;
    gateway.clock.nowMs += 2 * 3600 * 1000;
    expect((await gateway.sendWith(token)).status).toBe(401);
    gone = false;
    gateway.clock.nowMs += 1000;
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it('stay in use where an unknown key id comes while the issuer has gone', async () => {
    let gone = false;
    const { fetchJson } = boundedFetchJson(world.issuer.redirect);
    const gateway = guarded({ fetchJson: async (url) => (gone ? Promise.reject(new Error('gone')) : fetchJson(url)) });
    const token = await sign();
    expect((await gateway.sendWith(token)).status).toBe(200);
    gone = true;
    gateway.clock.nowMs += 30_000;
    expect((await gateway.sendWith(await forge({ kid: 'unheard-of' }))).status).toBe(401);
    expect((await gateway.sendWith(token)).status).toBe(200);
  });

  it.each([
    ['of another use', { use: 'enc' }],
    ['for another algorithm', { alg: 'RS512' }],
    ['of another kind', { kty: 'oct', k: 'c2VjcmV0' }],
    ['without a modulus', { n: undefined }],
    ['too short for RSA', { n: Buffer.alloc(64, 0xab).toString('base64url') }],
  ])('are passed over where they are %s', async (_, changes) => {
    const published = rogue.publicKey.export({ format: 'jwk' });
    const { kid } = await publishedKey();
    const fetchJson = async (url: string) =>
      url.endsWith('/jwks') ? { keys: [{ ...published, kid, ...changes }] } : { jwks_uri: 'http://x/jwks' };
    expect((await guarded({ fetchJson }).sendWith(await forge({}))).status).toBe(401);
  });

  it.each<[string, RequestListener]>([
    ['answers nothing in time', () => {}],
    ['has gone', (request) => request.socket.destroy()],
    ['answers 500', (_, response) => response.writeHead(500).end('{}')],
    ['answers no JSON', (_, response) => response.end('<html>')],
    ['answers endlessly', (_, response) => response.end(`{"keys":["${'x'.repeat(200_000)}"]}`)],
    ['has no jwks_uri', (_, response) => response.end('{}')],
    ['has a jwks_uri that is no address', (_, response) => response.end('{"jwks_uri":"file:///etc/passwd"}')],
    ['has a list as document', (_, response) => response.end('[]')],
    ['has keys that are no list', (request, response) => respond(request.headers.host, response, '{"keys":{}}')],
    [
      'has keys that are no objects',
      (request, response) => respond(request.headers.host, response, '{"keys":[null,1,"x"]}'),
    ],
    [
      'has a thousand keys',
      (request, response) => respond(request.headers.host, response, `{"keys":[${Array(1000).fill('{}')}]}`),
    ],
  ])('are unavailable, and the request refused, where the issuer %s', async (_, listener) => {
    const server = createServer(listener).listen(0, '127.0.0.1');
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await new Promise((resolve) => server.once('listening', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { fetchJson } = boundedFetchJson((url) => url.replace(ISSUER.slice(0, -1), origin));
    const gateway = guarded({ fetchJson });
    const response = await gateway.sendWith(await sign());
    expect(response.status).toBe(401);
    expect(gateway.calls).toEqual([]);
  });

  const respond = (host: string | undefined, response: Parameters<RequestListener>[1], keys: string) =>
    response.end(response.req.url === '/jwks' ? keys : JSON.stringify({ jwks_uri: `http://${host}/jwks` }));
});
