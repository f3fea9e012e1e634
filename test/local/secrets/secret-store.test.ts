import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretStore, type SecretStore } from '../../../lib/local/secrets/secret-store.js';
import { createSecretsManager } from '../../../lib/local/secrets/secrets-manager.js';

const ARN = 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:idp/client-AbC123';

let directory: string;
let store: SecretStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'gatewright-secrets-'));
  let made = 0;
  store = createSecretStore({ file: join(directory, 'secrets.json'), randomValue: () => `made up ${++made}` });
  store.replace([
    { id: 'plain', fields: [] },
    { id: 'idp/client', fields: ['secret', 'old'] },
  ]);
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (content: unknown) =>
  writeFileSync(join(directory, 'secrets.json'), typeof content === 'string' ? content : JSON.stringify(content));

describe('a secret', () => {
  it('without a value on this machine has one that stays, also when the model is read anew', () => {
    const first = store.find('plain')?.value;
    store.replace([{ id: 'plain', fields: [] }]);
    expect(first).toMatch(/^made up \d$/);
    expect(store.find('plain')?.value).toBe(first);
  });

  it('of which members are read is JSON that has them', () => {
    const value = JSON.parse(store.find('idp/client')?.value ?? '');
    expect(Object.keys(value)).toEqual(['secret', 'old']);
    expect(value.secret).not.toBe(value.old);
    expect([store.holds(value.secret), store.holds(value.old)]).toEqual([true, true]);
  });

  it('has the value of the file, from the moment that it is there', () => {
    expect(store.holds('mine')).toBe(false);
    write({ plain: 'mine', 'other/one': { key: 'inner' } });
    expect(store.find('plain')?.value).toBe('mine');
    expect(store.find('other/one')?.value).toBe('{"key":"inner"}');
    expect([store.holds('mine'), store.holds('made up 1')]).toEqual([true, false]);
  });

  it.each([
    ['a member that the model names', 'inner', true],
    ['the other one that it names', 'older', true],
    ['a member that it does not name', 'shop-client', false],
    ['the whole JSON', '{"secret":"inner","old":"older","client_id":"shop-client"}', false],
    ['a secret of the file that no function reads', 'unread', false],
    ['a name that objects have', 'toString', false],
  ])('as a client has it: %s', (_what, text, expected) => {
    write({ 'idp/client': { secret: 'inner', old: 'older', client_id: 'shop-client' }, 'other/one': 'unread' });
    expect(store.holds(text)).toBe(expected);
  });

  it.each([
    ['idp/client', ARN],
    [ARN, 'idp/client'],
    [ARN, ARN],
    [ARN, ARN.replace('-AbC123', '')],
    [ARN, ARN.replace('-AbC123', '-??????')],
  ])('named %s is found as %s', (id, asked) => {
    store.replace([{ id, fields: [] }]);
    expect(store.find(asked)).toBeDefined();
  });

  it.each(['idp/clien', 'idp/client-AbC123', 'toString', `${ARN}x`])('is not found as %s', (asked) => {
    expect(store.find(asked)).toBeUndefined();
  });

  it.each(['{not json', '["a"]', '"a"'])('is an error where the file is %s, which is not told', (content) => {
    write(content);
    expect(() => store.find('plain')).toThrow(`${join(directory, 'secrets.json')} has to be a JSON object`);
    expect(() => store.find('plain')).toThrow(expect.not.stringContaining('not json'));
  });
});

describe('GetSecretValue', () => {
  const call = (target: string, body: unknown) =>
    createSecretsManager({
      secrets: store,
      region: 'eu-west-1',
      account: '222233334444',
      partition: 'aws',
      startedAtMs: 1_700_000_000_500,
      randomId: () => 'unused',
      randomBelow: () => 0,
      rotate: () => {},
    })(target, body);

  it('answers the current version', () => {
    write({ plain: 'mine' });
    expect(call('secretsmanager.GetSecretValue', { SecretId: 'plain' })).toEqual({
      status: 200,
      document: {
        ARN: 'arn:aws:secretsmanager:eu-west-1:222233334444:secret:plain-locals',
        Name: 'plain',
        VersionId: expect.any(String),
        VersionStages: ['AWSCURRENT'],
        SecretString: 'mine',
        CreatedDate: 1_700_000_000.5,
      },
    });
  });

  it('names a secret that is known by its ARN', () => {
    write({ [ARN]: 'mine' });
    const { document } = call('secretsmanager.GetSecretValue', { SecretId: 'idp/client' });
    expect(document).toMatchObject({ ARN, Name: 'idp/client', SecretString: 'mine' });
  });

  it.each([
    ['secretsmanager.GetSecretValue', { SecretId: 'unknown' }, 400, 'ResourceNotFoundException'],
    ['secretsmanager.GetSecretValue', {}, 400, 'ValidationException'],
    ['secretsmanager.GetSecretValue', undefined, 400, 'ValidationException'],
    ['secretsmanager.GetSecretValue', { SecretId: 7 }, 400, 'ValidationException'],
    ['secretsmanager.DeleteSecret', { SecretId: 'plain' }, 400, 'UnknownOperationException'],
    ['', { SecretId: 'plain' }, 400, 'UnknownOperationException'],
  ])('answers %s of %j with %i %s', (target, body, status, type) => {
    expect(call(target, body)).toMatchObject({ status, document: { __type: type } });
  });

  it('answers 500 where the file cannot be read', () => {
    write('{');
    const answer = call('secretsmanager.GetSecretValue', { SecretId: 'plain' });
    expect(answer).toMatchObject({ status: 500, document: { __type: 'InternalServiceError' } });
  });
});
