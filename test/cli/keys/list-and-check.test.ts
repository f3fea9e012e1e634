import { afterEach, describe, expect, it } from 'vitest';
import { addKey, bookshopRegion, planNamed, tagsOf } from '../../aws/support/stand-in-region.js';
import { keysWorld } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn } = keysWorld([region]);
const PAST = '2020-01-01T00:00:00Z';
const FUTURE = '2099-01-01T00:00:00Z';

afterEach(() => {
  region.keys.clear();
  for (const plan of region.plans.values()) {
    plan.keyIds.clear();
    plan.usage.clear();
  }
});

const ids = (out: string) => (JSON.parse(out) as { id: string }[]).map(({ id }) => id);

describe('keys list', () => {
  it('shows the keys of the gateway and of no other, without locks and values', async () => {
    const key = addKey(region, { plan: 'gold', tags: tagsOf({}) });
    addKey(region, { tags: tagsOf({ gateway: 'library' }) });
    addKey(region, { tags: tagsOf({ lock: 'gatewright-lock-1' }) });
    addKey(region, {});
    const run = await keys('list', '--json');
    expect(ids(run.out)).toEqual([key.id]);
    expect(run.out).not.toContain(key.value);
    expect((await keys('list')).out).not.toContain(key.value);
    expect(standIn().calls.filter(({ query }) => /true/.test(query.get('includeValues') ?? ''))).toEqual([]);
  });

  it('shows those of an owner, of a plan, or whose time is over', async () => {
    const live = addKey(region, { tags: tagsOf({ owner: 'acme', expires: FUTURE }) });
    const old = addKey(region, { tags: tagsOf({ owner: 'globex', expires: PAST }) });
    const graced = addKey(region, { tags: tagsOf({ owner: 'globex', plan: 'free', 'grace-until': PAST }) });
    expect(ids((await keys('list', '--owner', 'acme', '--json')).out)).toEqual([live.id]);
    expect(ids((await keys('list', '--plan', 'free', '--json')).out)).toEqual([graced.id]);
    expect(ids((await keys('list', '--expired', '--json')).out)).toEqual([old.id, graced.id]);
    expect(await keys('list', '--plan', 'gild')).toMatchObject({ exitCode: 1 });
    expect((await keys('list', '--owner', 'nobody', '--json')).out).toBe('[]');
  });

  it('escapes what a terminal would obey', async () => {
    addKey(region, { name: 'a\u001b[2J\u202eb\nc', tags: tagsOf({ owner: '\u001b]0;owned\u0007' }) });
    const { out } = await keys('list');
    expect(out).toContain('\\u001b]0;owned\\u0007');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

describe('keys check', () => {
  it('exits 0 where all is in order', async () => {
    addKey(region, { plan: 'gold', tags: tagsOf({ request: 'a', expires: FUTURE }) });
    addKey(region, { tags: tagsOf({ gateway: 'library', expires: PAST }) });
    expect(await keys('check')).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/in order.*1 key of bookshop/),
      err: '',
    });
  });

  it('finds each fault, says how to mend it, and exits 1', async () => {
    const orphan = addKey(region, { tags: tagsOf({ request: 'a' }) });
    const planless = addKey(region, { tags: tagsOf({ plan: 'silver', request: 'b' }) });
    const expired = addKey(region, { plan: 'gold', tags: tagsOf({ expires: PAST, request: 'c' }) });
    const graced = addKey(region, {
      plan: 'gold',
      tags: tagsOf({ 'grace-until': PAST, 'replaced-by': 'x', request: 'd' }),
    });
    const over = addKey(region, { plan: 'free', tags: tagsOf({ plan: 'free', request: 'e' }) });
    planNamed(region, 'free').usage.set(over.id, [[10_000, 0]]);
    const byHand = addKey(region, { plan: 'gold' });
    const twin = addKey(region, { plan: 'gold', tags: tagsOf({ request: 'f' }) });
    const twice = addKey(region, { plan: 'gold', tags: tagsOf({ request: 'f' }) });
    const strayed = addKey(region, { plan: 'free', tags: tagsOf({ request: 'g' }) });
    const unclear = addKey(region, { plan: 'gold', tags: tagsOf({ expires: 'soon', request: 'h' }) });
    const half = addKey(region, { plan: 'gold', tags: tagsOf({ 'replaced-by': 'y', request: 'i' }) });
    const lock = addKey(region, {
      enabled: false,
      createdDate: 1_600_000_000,
      tags: tagsOf({ lock: 'l', owner: '', plan: '' }),
    });
    const run = await keys('check', '--json');
    const report = JSON.parse(run.out) as {
      checked: number;
      findings: { keyId: string; fault: string; mend: string }[];
    };
    expect(run).toMatchObject({ exitCode: 1, err: expect.stringMatching(/11 to look at, of 11 keys/) });
    expect(report.checked).toBe(11);
    expect(Object.fromEntries(report.findings.map(({ keyId, fault }) => [keyId, fault]))).toEqual({
      [orphan.id]: 'orphan',
      [planless.id]: 'orphan',
      [expired.id]: 'expired',
      [graced.id]: 'grace-over',
      [over.id]: 'over-quota',
      [byHand.id]: 'no-owner',
      [twice.id]: 'twice',
      [strayed.id]: 'other-plan',
      [unclear.id]: 'unreadable-time',
      [half.id]: 'unfinished',
      [lock.id]: 'left-lock',
    });
    expect(report.findings.every(({ mend }) => mend.length > 10)).toBe(true);
    expect(report.findings.some(({ keyId }) => keyId === twin.id)).toBe(false);
  });

  it('takes a key that was disabled when its time was over for settled', async () => {
    addKey(region, { plan: 'gold', enabled: false, tags: tagsOf({ expires: PAST, request: 'a' }) });
    expect((await keys('check')).exitCode).toBe(0);
  });
});

describe('ten thousand keys', () => {
  it('are listed and checked page by page, 500 at a time', async () => {
    const gold = planNamed(region, 'gold');
    for (let index = 0; index < 10_000; index += 1) {
      const { id } = addKey(region, {
        plan: 'gold',
        name: `partner ${index}`,
        tags: tagsOf({ owner: `partner-${index}`, request: `r${index}` }),
      });
      gold.usage.set(id, [[index, 5_000_000 - index]]);
    }
    standIn().calls.length = 0;
    const listed = await keys('list');
    expect(listed.out.match(/partner-\d+/g)).toHaveLength(10_000);
    expect(standIn().calls.filter(({ path }) => path[1] === 'apikeys')).toHaveLength(20);
    expect(await keys('check')).toMatchObject({ exitCode: 0, out: expect.stringMatching(/10,000 keys/) });
    expect(standIn().calls.filter(({ status }) => status !== 200)).toEqual([]);
  }, 60_000);
});
