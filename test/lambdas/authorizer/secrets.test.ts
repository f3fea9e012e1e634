import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AskAsClient, askAsClient } from '../../../lambdas/authorizer/oauth/ask-as-client.js';
import type { Refusal } from '../../../lambdas/authorizer/refusal.js';
import { getSecretValue } from '../../../lambdas/authorizer/secrets/get-secret-value.js';
import { secretReader } from '../../../lambdas/authorizer/secrets/secret-reader.js';
import type { Secret } from '../../../lib/spec/secret.js';
import {
  type AuthorizationServer,
  MISBEHAVIOURS,
  SECRETS,
  SHORT,
  startAuthorizationServer,
  TOKEN,
} from './authorization-server.js';

const WHOLE: Secret = { kind: 'secret', id: 'shop/whole' };
let server: AuthorizationServer;
beforeEach(async () => {
  server = await startAuthorizationServer();
  server.reply(TOKEN, () => ({ ok: true }));
});
afterEach(() => server.close());

const reader = (services = server.services) => secretReader(getSecretValue(services), services.nowMs);

const reasonOf = (result: Promise<unknown>) =>
  result.then(
    (value) => value,
    ({ kind, reason }: Refusal) => `${kind}: ${reason}`,
  );

describe('reading a secret', () => {
  it('asks Secrets Manager for it by its name, signed as the role of the function', async () => {
    server.reply(SECRETS, () => ({ SecretString: 'plain text' }));
    expect(await reader()(WHOLE)).toBe('plain text');
    const [asked] = server.requests;
    expect(JSON.parse(asked?.body ?? '')).toEqual({ SecretId: 'shop/whole' });
    expect(asked?.headers).toMatchObject({
      'x-amz-target': 'secretsmanager.GetSecretValue',
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-security-token': 'of-its-role',
      'x-amz-date': '20270115T080000Z',
    });
    expect(asked?.headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAFUNCTION\/20270115\/eu-west-1\/secretsmanager\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
  });

  it.each([
    [{}, 'https://secretsmanager.eu-west-1.amazonaws.com/'],
    [{ AWS_REGION: 'cn-north-1' }, 'https://secretsmanager.cn-north-1.amazonaws.com.cn/'],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' }, 'http://127.0.0.1:4566/'],
    [
      { AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://127.0.0.1:4567' },
      'http://127.0.0.1:4567/',
    ],
  ])('asks, with %j, at %s', async (more, url) => {
    const asked: string[] = [];
    const environment = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', ...more };
    const answer: typeof fetch = async (at) => {
      asked.push(String(at));
      return Response.json({ SecretString: 'x' });
    };
    await getSecretValue({ fetch: answer, nowMs: () => 0, environment })('id');
    expect(asked).toEqual([url]);
  });

  it.each([['AWS_REGION'], ['AWS_ACCESS_KEY_ID'], ['AWS_SECRET_ACCESS_KEY']])('fails without %s', async (name) => {
    const environment = { ...server.services.environment, [name]: undefined };
    expect(await reasonOf(reader({ ...server.services, environment })(WHOLE))).toBe(
      'unavailable: aws-credentials-missing',
    );
  });

  const texts: readonly (readonly [string, unknown, string | undefined, string])[] = [
    ['a member of its JSON', { SecretString: '{"id":"x","key":"k-1"}' }, 'key', 'k-1'],
    ['no member that it has not', { SecretString: '{"id":"x"}' }, 'key', 'unavailable: secret-without-field'],
    ['no member that is no text', { SecretString: '{"key":7}' }, 'key', 'unavailable: secret-without-field'],
    ['no member that all objects have', { SecretString: '{}' }, 'constructor', 'unavailable: secret-without-field'],
    ['no member of what is no JSON', { SecretString: 'key' }, 'key', 'unavailable: secret-without-field'],
    ['no empty text', { SecretString: '' }, undefined, 'unavailable: secret-without-field'],
    ['no bytes', { SecretBinary: 'AAEC' }, undefined, 'unavailable: secret-no-text'],
  ];
  it.each(texts)('takes %s', async (_name, answer, field, outcome) => {
    server.reply(SECRETS, () => answer);
    expect(await reasonOf(reader()({ ...WHOLE, ...(field && { field }) }))).toBe(outcome);
  });

  it.each([
    ['ResourceNotFoundException', 'secret-missing'],
    ['com.amazonaws.secretsmanager#ResourceNotFoundException', 'secret-missing'],
    ['AccessDeniedException', 'secret-denied'],
    ['DecryptionFailure', 'secrets-fail'],
    [undefined, 'secrets-fail'],
  ])('says of the error %s: %s', async (type, reason) => {
    server.reply(SECRETS, () => ({ __type: type, message: 'the words of AWS' }), 400);
    expect(await reasonOf(reader()(WHOLE))).toBe(`unavailable: ${reason}`);
  });

  it.each(MISBEHAVIOURS)('fails within a bounded time where Secrets Manager %s', async (_name, listener) => {
    server.answers.set(SECRETS, listener);
    expect(await reasonOf(reader({ ...server.services, ...SHORT })(WHOLE))).toMatch(/^unavailable: secret/);
  });
});

describe('what is kept of secrets', () => {
  it('is kept for five minutes, whichever member is wanted', async () => {
    const read = reader();
    server.reply(SECRETS, () => ({ SecretString: '{"a":"1","b":"2"}' }));
    const both = () => Promise.all([read({ ...WHOLE, field: 'a' }), read({ ...WHOLE, field: 'b' })]);
    expect([await both(), await both()]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
    server.clock.ms += 5 * 60_000 - 1;
    await both();
    expect(server.countOf(SECRETS)).toBe(1);
    server.clock.ms += 1;
    await both();
    expect(server.countOf(SECRETS)).toBe(2);
  });

  it('answers for no other secret', async () => {
    const read = reader();
    server.reply(SECRETS, () => ({ SecretString: `secret ${server.requests.at(-1)?.body}` }));
    expect(await read(WHOLE)).not.toBe(await read({ ...WHOLE, id: 'shop/other' }));
  });

  it('is, of a failure, kept for two seconds', async () => {
    const read = reader();
    server.reply(SECRETS, () => ({}), 500);
    expect([await reasonOf(read(WHOLE)), await reasonOf(read(WHOLE))]).toHaveLength(2);
    expect(server.countOf(SECRETS)).toBe(1);
    server.clock.ms += 2_000;
    server.reply(SECRETS, () => ({ SecretString: 'back' }));
    expect(await read(WHOLE)).toBe('back');
  });
});

describe('a secret that the endpoint takes no longer', () => {
  const endpoint = { who: 'exchange', url: 'https://as.example/token', client: { id: 'gw', secret: WHOLE } };
  let valid: string;
  let ask: AskAsClient;
  beforeEach(() => {
    valid = 'old';
    ask = askAsClient(server.services);
    server.reply(SECRETS, () => ({ SecretString: valid }));
    server.answers.set(TOKEN, (request, response) => {
      const isValid = request.headers.authorization === `Basic ${Buffer.from(`gw:${valid}`).toString('base64')}`;
      response.writeHead(isValid ? 200 : 401).end('{}');
    });
  });

  it('is read anew, and tried once more', async () => {
    await ask(endpoint, {});
    valid = 'new';
    server.clock.ms += 30_000;
    expect(await ask(endpoint, {})).toMatchObject({ status: 200 });
    expect([server.countOf(SECRETS), server.countOf(TOKEN)]).toEqual([2, 3]);
  });

  it('is read anew only every thirty seconds, however many requests it fails', async () => {
    server.reply(SECRETS, () => ({ SecretString: 'always wrong' }));
    for (let count = 0; count < 5; count += 1)
      expect(await reasonOf(ask(endpoint, {}))).toBe('unavailable: exchange-refuses-the-gateway');
    expect([server.countOf(SECRETS), server.countOf(TOKEN)]).toEqual([1, 5]);
  });
});
