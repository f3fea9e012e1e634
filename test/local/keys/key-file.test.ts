import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { KeyFileError } from '../../../lib/local/keys/key-file.js';
import type { KeyStoreOptions } from '../../../lib/local/keys/key-store.js';
import { GET_PETS, key, plan, store, VALUE } from './key-fixture.js';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'gatewright-keys-'));
  folders.push(made);
  return join(made, 'state');
}

const quota = { limit: 5, period: 'MONTH', offset: 0 } as const;
const FREE = { usagePlans: [plan('free', { quota })] };

function issueOne(given: Partial<KeyStoreOptions>) {
  return store(given).keys.issue({ usagePlanId: 'free', name: 'partner' });
}

describe('what is kept of issued keys', () => {
  it('is there at once, is readable by its owner only, and leaves no draft', () => {
    const given = { ...FREE, directory: directory() };
    const { id, value } = issueOne(given);
    // Before anything reads it, which would put the mode right.
    expect(statSync(join(given.directory, 'keys.journal')).mode & 0o777).toBe(0o600);
    const again = store(given).keys;
    expect(again.admit(value, GET_PETS)).toMatchObject({ kind: 'allowed', keyId: id });
    again.close();
    expect(statSync(join(given.directory, 'keys.json')).mode & 0o777).toBe(0o600);
    expect(statSync(given.directory).mode & 0o777).toBe(0o700);
    expect(readdirSync(given.directory)).toEqual(['keys.json']);
    store(given).keys.revoke(id);
    expect(store(given).keys.list()).toEqual([]);
  });

  it('holds all that a key was told', () => {
    const given = { ...FREE, directory: directory() };
    const { keys, wait } = store(given);
    const tags = JSON.parse('{"owner":"acme","__proto__":"odd"}') as Record<string, string>;
    const made = keys.create({
      name: 'n',
      enabled: false,
      description: 'why',
      customerId: 'c7',
      tags,
      usagePlanIds: [],
    });
    wait(5_000);
    const changed = keys.update(made.id, { enabled: true, name: 'renamed' });
    expect(changed).toEqual({ ...made, enabled: true, name: 'renamed', updatedAtMs: made.createdAtMs + 5_000 });
    expect(store(given).keys.show(made.id)).toEqual(changed);
    expect(Object.keys(store(given).keys.show(made.id)?.tags ?? {})).toEqual(['owner', '__proto__']);
  });

  it('holds no keys of the template', () => {
    const given = { ...FREE, apiKeys: [key('k1')], directory: directory() };
    const { keys } = store(given);
    keys.issue({ usagePlanId: 'free', name: 'n' });
    keys.close();
    expect(readFileSync(join(given.directory, 'keys.json'), 'utf8')).not.toContain(VALUE);
  });

  it('is read as version 1 wrote it', () => {
    const given = { ...FREE, directory: directory() };
    issueOne(given);
    const old = {
      id: 'old',
      name: 'n',
      value: 'ValueOfVersionOne00001',
      enabled: true,
      createdAtMs: 7,
      usagePlanIds: ['free'],
    };
    writeFileSync(join(given.directory, 'keys.json'), JSON.stringify({ version: 1, keys: [old] }));
    expect(store(given).keys.show('old')).toEqual({ ...old, tags: {}, updatedAtMs: 7, origin: 'issued' });
  });
});

describe('what is kept of usage', () => {
  it('goes on after a restart, to the end of its period', () => {
    const given = { ...FREE, directory: directory() };
    const { keys } = store(given);
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'n' });
    for (let call = 0; call < 4; call += 1) keys.admit(value, GET_PETS);
    keys.close();
    const next = store(given, '2026-11-30T23:59:00Z');
    expect(next.keys.usage('free', id)).toEqual({ used: 4, remaining: 1 });
    expect([1, 2].map(() => next.keys.admit(value, GET_PETS).kind)).toEqual(['allowed', 'quota-exceeded']);
    next.wait(60_000);
    expect(next.keys.admit(value, GET_PETS).kind).toBe('allowed');
  });

  it('is written a moment later, without a close', async () => {
    const given = { ...FREE, directory: directory() };
    const { keys } = store(given);
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'n' });
    keys.admit(value, GET_PETS);
    expect(store(given).keys.usage('free', id)).toEqual({ used: 0, remaining: 5 });
    await expect.poll(() => store(given).keys.usage('free', id), { timeout: 3_000 }).toEqual({ used: 1, remaining: 4 });
  });

  it('forgets a revoked key, and keeps what was granted to another', () => {
    const given = { ...FREE, directory: directory() };
    const { keys } = store(given);
    const [gone, granted] = [1, 2].map(() => keys.issue({ usagePlanId: 'free', name: 'n' }));
    keys.admit(gone?.value ?? '', GET_PETS);
    keys.setRemaining('free', granted?.id ?? '', 900);
    keys.revoke(gone?.id ?? '');
    keys.close();
    expect(readFileSync(join(given.directory, 'keys.json'), 'utf8')).not.toContain(gone?.id);
    expect(store(given).keys.usage('free', granted?.id ?? '')).toEqual({ used: 0, remaining: 900 });
  });
});

describe('damage', () => {
  const damaged = [
    '{',
    '[]',
    '{"version":1,"keys":[{"id":1}]}',
    '{"version":2,"keys":[],"usage":[{}]}',
    '{"version":3,"keys":[]}',
  ];
  it.each(damaged)('of the state is refused, and kept: %s', (text) => {
    const given = { ...FREE, directory: directory() };
    issueOne(given);
    writeFileSync(join(given.directory, 'keys.json'), text);
    expect(() => store(given)).toThrow(KeyFileError);
    expect(readFileSync(join(given.directory, 'keys.json'), 'utf8')).toBe(text);
  });

  it.each(['{"kind":"key"}', '{"kind":"other","keyId":"k"}', 'null', ''])(
    'of a change is refused by its line, and kept: %s',
    (line) => {
      const given = { ...FREE, directory: directory() };
      issueOne(given);
      const journal = join(given.directory, 'keys.journal');
      appendFileSync(journal, `${line}\n`);
      expect(() => store(given)).toThrow(/keys\.journal:2 is no change of keys/);
      expect(readFileSync(journal, 'utf8')).toContain('partner');
    },
  );

  it('by a process that ended as it wrote costs the unanswered change alone', () => {
    const given = { ...FREE, directory: directory() };
    const { id } = issueOne(given);
    appendFileSync(join(given.directory, 'keys.journal'), '{"kind":"key","key":{"id":"ha');
    expect(store(given).keys.list()).toMatchObject([{ id }]);
    expect(store(given).keys.list()).toMatchObject([{ id }]);
  });

  it('does no harm where changes are read that the state has already', () => {
    const given = { ...FREE, directory: directory() };
    const { keys } = store(given);
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'n' });
    keys.admit(value, GET_PETS);
    const changes = readFileSync(join(given.directory, 'keys.journal'));
    keys.close();
    expect(existsSync(join(given.directory, 'keys.journal'))).toBe(false);
    writeFileSync(join(given.directory, 'keys.journal'), changes);
    expect(store(given).keys.list()).toMatchObject([{ id }]);
    expect(store(given).keys.usage('free', id)).toEqual({ used: 1, remaining: 4 });
  });

  it('is told before a key is answered that could not be kept, and there is no such key', () => {
    const given = { ...FREE, directory: directory() };
    const keys = storeOnFile(given);
    expect(() => keys.issue({ usagePlanId: 'free', name: 'n' })).toThrow();
    expect(keys.list()).toEqual([]);
  });
});

/** A store whose folder turns into a file after it was read. */
function storeOnFile(given: typeof FREE & { directory: string }) {
  const { keys } = store(given);
  writeFileSync(given.directory, 'no folder');
  return keys;
}

describe('a folder that cannot be written', () => {
  it('costs no request, is told, and is made up for once it can', () => {
    const given = { ...FREE, directory: directory() };
    const warnings: string[] = [];
    const { keys } = store({ ...given, warn: (line) => warnings.push(line) });
    const { id, value } = keys.issue({ usagePlanId: 'free', name: 'n' });
    rmSync(given.directory, { recursive: true });
    writeFileSync(given.directory, 'no folder');
    expect(keys.admit(value, GET_PETS).kind).toBe('allowed');
    keys.close();
    expect(warnings[0]).toMatch(/^keys and their usage cannot be kept in .*: EEXIST$/);
    expect(warnings.join()).not.toContain(value);
    expect(() => keys.setEnabled(id, false)).toThrow();
    expect(keys.show(id)?.enabled).toBe(true);
    rmSync(given.directory);
    keys.setEnabled(id, false);
    expect(store(given).keys.show(id)).toMatchObject({ value, enabled: false });
    expect(store(given).keys.usage('free', id)).toEqual({ used: 1, remaining: 4 });
  });
});

describe('10,000 keys', () => {
  it('are issued at a cost that does not grow with their number, and not one more', () => {
    const given = { ...FREE, directory: directory() };
    const { keys } = store(given);
    const issueThousand = () => {
      const startedAtMs = performance.now();
      for (let made = 0; made < 1_000; made += 1) keys.issue({ usagePlanId: 'free', name: 'n' });
      return performance.now() - startedAtMs;
    };
    const tookMs = Array.from({ length: 10 }, issueThousand);
    expect(tookMs.reduce((sum, ms) => sum + ms)).toBeLessThan(15_000);
    expect(() => keys.issue({ usagePlanId: 'free', name: 'n' })).toThrow(/10000 keys at most/);
    expect(store(given).keys.list()).toHaveLength(10_000);
    expect(existsSync(join(given.directory, 'keys.journal'))).toBe(false);
  }, 30_000);
});
