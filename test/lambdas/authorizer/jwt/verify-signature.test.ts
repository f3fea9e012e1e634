import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { ALGORITHMS } from '../../../../lambdas/authorizer/jwt/algorithms.js';
import { keySet } from '../../../../lambdas/authorizer/jwt/key-set.js';
import { verifySignature } from '../../../../lambdas/authorizer/jwt/verify-signature.js';
import { unauthorized } from '../../../../lambdas/authorizer/refusal.js';
import { unsigned } from '../fixtures.js';
import { REFUSED_EXAMPLES, RFC_EXAMPLES } from './rfc-examples.js';

const ALL_ALGORITHMS = [...ALGORITHMS.keys()];

/** The payload as text, with the key as the only one of a set. */
async function verified(token: string, key: object, algorithms = ALL_ALGORITHMS): Promise<string> {
  const find = keySet({ keys: [{ ...key, kid: 'k' }] });
  const { payload } = await verifySignature(token, algorithms, async (header) => {
    const found = find({ ...header, kid: 'k' });
    if (!found) throw unauthorized('key-unknown');
    return found;
  });
  return Buffer.from(payload).toString();
}

describe('the examples of the specifications', () => {
  it.each(RFC_EXAMPLES)('hold: $name', async ({ key, token }) => {
    expect(await verified(token, key)).toBe(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  });

  it.each(RFC_EXAMPLES)('hold no longer with another payload: $name', async ({ key, token }) => {
    const [header, payload = '', signature] = token.split('.');
    const other = Buffer.concat([Buffer.from(payload, 'base64url'), Buffer.from(' ')]).toString('base64url');
    await expect(verified(`${header}.${other}.${signature}`, key)).rejects.toMatchObject({ reason: 'signature-wrong' });
  });

  it.each(RFC_EXAMPLES)('do not hold where the algorithm is not allowed: $name', async ({ key, token }) => {
    const { alg } = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString());
    const others = ALL_ALGORITHMS.filter((name) => name !== alg);
    await expect(verified(token, key, others)).rejects.toMatchObject({ reason: 'algorithm-not-allowed' });
  });

  it.each(REFUSED_EXAMPLES)('are refused: $name', async ({ key, token }) => {
    await expect(verified(token, key)).rejects.toMatchObject({ kind: 'unauthorized' });
  });
});

describe('another implementation signs, this one verifies', () => {
  it.each(ALL_ALGORITHMS)('%s', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
    const token = await new CompactSign(Buffer.from('{"sub":"ada"}')).setProtectedHeader({ alg }).sign(privateKey);
    expect(await verified(token, await exportJWK(publicKey))).toBe('{"sub":"ada"}');
    const { publicKey: stranger } = await generateKeyPair(alg, { extractable: true });
    await expect(verified(token, await exportJWK(stranger))).rejects.toMatchObject({ reason: 'signature-wrong' });
  });
});

describe('keys that are not for the token', () => {
  const rsa = RFC_EXAMPLES.find(({ name }) => name.includes('7520, 4.1')) ?? fail();
  const curve = RFC_EXAMPLES.find(({ name }) => name.includes('A.3')) ?? fail();
  it.each<[string, { token: string }, object]>([
    ['made for another algorithm', rsa, { ...rsa.key, alg: 'PS256' }],
    ['made to encrypt', rsa, { ...rsa.key, use: 'enc' }],
    ['whose operations are others', rsa, { ...rsa.key, key_ops: ['encrypt'] }],
    ['whose operations are no list', rsa, { ...rsa.key, key_ops: 'verify' }],
    ['of another type', rsa, curve.key],
    ['on another curve', curve, { ...curve.key, crv: 'P-384' }],
    ['off its curve', curve, { ...curve.key, y: curve.key.x }],
    ['that lacks a member', rsa, { kty: 'RSA', e: 'AQAB' }],
    ['whose member is no text', rsa, { ...rsa.key, n: 7 }],
    ['that is a secret', rsa, { kty: 'oct', k: 'c2VjcmV0' }],
  ])('takes no key %s', async (_name, { token }, key) => {
    await expect(verified(token, key)).rejects.toMatchObject({ reason: 'key-unknown' });
  });

  it('takes no RSA key of less than 2,048 bits', async () => {
    const { token, jwk } = signedBy(generateKeyPairSync('rsa', { modulusLength: 1024 }));
    await expect(verified(token, jwk)).rejects.toMatchObject({ reason: 'key-unknown' });
    const longer = signedBy(generateKeyPairSync('rsa', { modulusLength: 2048 }));
    expect(await verified(longer.token, longer.jwk)).toBe('{}');
  });

  it('takes none of two keys of one name', async () => {
    const find = keySet({ keys: [{ ...rsa.key, kid: 'k' }, { ...rsa.key, kid: 'k' }, null, 'key', {}] });
    expect(find({ alg: 'RS256', kid: 'k' })).toBeUndefined();
    expect(find({ alg: 'RS256' })).toBeUndefined();
  });

  it('uses of a private key the public half alone', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const find = keySet({ keys: [{ ...(await exportJWK(privateKey)), kid: 'k' }] });
    expect(find({ alg: 'ES256', kid: 'k' })?.type).toBe('public');
  });

  function signedBy({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }) {
    const input = unsigned({ alg: 'RS256' }, {}, '').slice(0, -1);
    const token = `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    return { token, jwk: publicKey.export({ format: 'jwk' }) };
  }
});

describe('tokens out of form', () => {
  const { key, token } = RFC_EXAMPLES[0] ?? fail();
  const [header = '', payload = '', signature = ''] = token.split('.');
  it.each([
    ['padding', `${header}.${payload}.${signature}==`],
    ['the other alphabet', token.replaceAll('_', '/')],
    ['bits left over', `${header}.${payload}.${signature.slice(0, -1)}x`],
    ['a blank', `${header}. ${payload}.${signature}`],
    ['two parts', `${header}.${payload}`],
    ['four parts', `${token}.`],
    ['no signature', `${header}.${payload}.`],
    ['nothing', ''],
    ['a signature cut short', `${header}.${payload}.${signature.slice(0, -4)}`],
    ['a header that is no object', `${Buffer.from('[]').toString('base64url')}.${payload}.${signature}`],
    ['a header that is no UTF-8', `${Buffer.from('{"alg":"\xff"}', 'latin1').toString('base64url')}.${payload}.x`],
  ])('are refused for %s', async (_name, bad) => {
    await expect(verified(bad, key)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('are refused for a signature in DER, which ES256 has not', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const input = unsigned({ alg: 'ES256' }, {}, '').slice(0, -1);
    const der = sign('sha256', Buffer.from(input), privateKey).toString('base64url');
    const jwk = publicKey.export({ format: 'jwk' });
    await expect(verified(`${input}.${der}`, jwk)).rejects.toMatchObject({ reason: 'signature-wrong' });
  });

  it('never hold, whatever one character is changed to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom(...'ABab01-_.'), async (at, to) => {
        fc.pre(token[at] !== to);
        await expect(verified(token.slice(0, at) + to + token.slice(at + 1), key)).rejects.toMatchObject({
          kind: 'unauthorized',
        });
      }),
      { numRuns: 200 },
    );
  });

  it('agree with another implementation on random keys and payloads', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await exportJWK(publicKey);
    await fc.assert(
      fc.asyncProperty(fc.string(), async (text) => {
        const made = await new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
        expect(await verified(made, jwk)).toBe(Buffer.from(text).toString());
      }),
      { numRuns: 30 },
    );
  });
});

function fail(): never {
  throw new Error('no such example');
}
