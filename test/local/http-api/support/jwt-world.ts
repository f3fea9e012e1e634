import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll, beforeAll } from 'vitest';
import { type LocalIssuer, startIssuer } from '../../../../lib/local/issuer/start-issuer.js';
import type { HttpAuthorizer } from '../../../../lib/local/model/http-api.js';
import { boundedFetchJson } from './fetch-json.js';
import { createGateway, route, type Setup, START_MS } from './gateway.js';

export const ISSUER = 'https://id.books.example/';
export const OTHER_ISSUER = 'https://id.music.example/pool';
export const NOW_SECONDS = START_MS / 1000;
export const goodClaims = { sub: 'reader-7', aud: 'books' };
export const rogue = generateKeyPairSync('rsa', { modulusLength: 2048 });

interface PublishedKey {
  readonly kid: string;
  readonly kty: string;
  readonly n: string;
  readonly e: string;
}

export const authorizer = (changes: Partial<Extract<HttpAuthorizer, { kind: 'JWT' }>> = {}): HttpAuthorizer => ({
  id: 'readers',
  name: 'readers',
  kind: 'JWT',
  issuer: ISSUER,
  audience: ['books', 'shelves'],
  identitySource: ['$request.header.Authorization'],
  ...changes,
});

/** A real issuer for the tests of a file, and gateways that ask it. */
export function jwtWorld() {
  const world = {} as { directory: string; issuer: LocalIssuer };

  beforeAll(async () => {
    world.directory = await mkdtemp(join(tmpdir(), 'gatewright-jwt-'));
    world.issuer = await startIssuer({
      issuers: [ISSUER, OTHER_ISSUER],
      host: '127.0.0.1',
      port: 0,
      keyStore: world.directory,
      nowMs: () => START_MS,
    });
  });

  afterAll(async () => {
    await world.issuer.close();
    await rm(world.directory, { recursive: true });
  });

  function guarded(setup: Setup & { authorizer?: HttpAuthorizer; scopes?: readonly string[] } = {}) {
    const { fetchJson, urls } = boundedFetchJson(world.issuer.redirect);
    const gateway = createGateway({
      fetchJson,
      ...setup,
      definition: {
        routes: [route('$default', { kind: 'JWT', authorizerId: 'readers', scopes: setup.scopes ?? [] })],
        authorizers: { readers: setup.authorizer ?? authorizer() },
        ...setup.definition,
      },
    });
    const sendWith = (token: string) => gateway.send('/', { headers: [['Authorization', `Bearer ${token}`]] });
    return { ...gateway, sendWith, urls };
  }

  const sign = (claims: object = goodClaims, options = {}) => world.issuer.sign(ISSUER, { ...claims }, options);

  async function publishedKey(): Promise<PublishedKey> {
    const response = await fetch(`${world.issuer.standInFor(ISSUER)}/jwks`);
    const { keys } = (await response.json()) as { keys: [PublishedKey] };
    return keys[0];
  }

  /** A token in which everything is right, but for what `header` and `key` change. */
  async function forge(header: { alg?: string; kid?: string | undefined }, key: KeyObject = rogue.privateKey) {
    const { kid } = await publishedKey();
    return new SignJWT({ ...goodClaims, iss: ISSUER, exp: NOW_SECONDS + 60, iat: NOW_SECONDS })
      .setProtectedHeader({ alg: 'RS256', kid, ...header } as JWTHeaderParameters)
      .sign(key);
  }

  return { world, guarded, sign, publishedKey, forge };
}
