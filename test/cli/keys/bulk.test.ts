import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { takeRealTime } from '../../aws/support/fast-clock.js';
import { bookshopRegion, planNamed } from '../../aws/support/stand-in-region.js';
import { keysWorld, operationOf } from './support/keys-world.js';

const region = bookshopRegion('us-east-1');
const { keys, standIn, path, count } = keysWorld([region]);
let files = 0;

afterEach(() => {
  standIn().fault = () => undefined;
  standIn().events.length = 0;
  standIn().calls.length = 0;
  region.keys.clear();
  for (const plan of region.plans.values()) plan.keyIds.clear();
});

function csv(...lines: readonly string[]): { readonly from: string; readonly out: string } {
  files += 1;
  const from = path(`partners-${files}.csv`);
  writeFileSync(from, `${lines.join('\n')}\n`);
  return { from, out: path(`keys-${files}.csv`) };
}

const partners = (number: number) =>
  csv(
    'owner,plan',
    ...Array.from({ length: number }, (_, index) => `partner-${index},${index % 3 === 0 ? 'free' : 'gold'}`),
  );
const issue = ({ from, out }: { from: string; out: string }, ...more: string[]) =>
  keys('issue', '--from', from, '--out', out, ...more);
const valuesIn = (out: string) => readFileSync(out, 'utf8').match(/\b[A-Za-z0-9]{40}\b/g) ?? [];
const partnersKeys = () => [...region.keys.values()].filter(({ tags }) => tags['gatewright:lock'] === undefined);
const made = () => partnersKeys().map((key) => key.value);

/** After so many keys the session is over. */
function endAfter(keysMade: number): void {
  standIn().fault = (call) =>
    operationOf(call) === 'POST apikeys' && partnersKeys().length >= keysMade
      ? {
          kind: 'answer',
          status: 403,
          code: 'ExpiredTokenException',
          message: 'The security token included in the request is expired',
        }
      : undefined;
}

describe('keys issue --from', () => {
  it('makes a key a line on its plan, and writes the values where only their owner reads them', async () => {
    const file = csv('Owner,plan,name,expires,description', 'acme,gold,"acme, live",90d,feed', 'globex,free,,,');
    const run = await issue(file);
    expect(run).toMatchObject({ exitCode: 0, out: expect.stringMatching(/issued.*2 keys/) });
    expect([...region.keys.values()]).toMatchObject([
      { name: 'acme, live', description: 'feed', enabled: true },
      { name: 'globex', enabled: true },
    ]);
    expect(valuesIn(file.out)).toEqual(made());
    expect(statSync(file.out).mode & 0o777).toBe(0o600);
    expect([planNamed(region, 'gold').keyIds.size, planNamed(region, 'free').keyIds.size]).toEqual([1, 1]);
    expect(standIn().events.map(({ kind }) => kind)).toEqual(['Key Issued', 'Key Issued']);
    for (const value of made()) expect(run.out + run.err).not.toContain(value);
  });

  it('goes on where a run ended, without a duplicate and without losing a value', async () => {
    const file = partners(7);
    endAfter(3);
    const first = await issue(file);
    expect(first).toMatchObject({
      exitCode: 3,
      err: expect.stringMatching(/session has expired[\s\S]*of 7 keys are issued; the same command goes on/),
    });
    const written = valuesIn(file.out);
    expect(written).toHaveLength(7);
    expect(region.keys.size).toBe(3);
    standIn().fault = () => undefined;
    expect(await issue(file, '--json')).toMatchObject({ exitCode: 0 });
    expect(made().sort()).toEqual([...written].sort());
    expect(valuesIn(file.out)).toEqual(written);
    expect(readFileSync(file.out, 'utf8')).not.toContain('planned');
    expect(planNamed(region, 'free').keyIds.size + planNamed(region, 'gold').keyIds.size).toBe(7);
  });

  it('goes on where a run was killed before it wrote down what it had made', async () => {
    const file = partners(4);
    await issue(file);
    const [key] = [...region.keys.values()];
    for (const plan of region.plans.values()) plan.keyIds.delete(key?.id ?? '');
    writeFileSync(file.out, readFileSync(file.out, 'utf8').replaceAll(/,kus\d+,(\w{40}),issued/g, ',,$1,planned'));
    standIn().calls.length = 0;
    expect(await issue(file)).toMatchObject({ exitCode: 0 });
    const [lock, ...others] = standIn().calls.filter((call) => operationOf(call) === 'POST apikeys');
    expect(lock?.body).toContain('gatewright:lock');
    expect(others).toEqual([]);
    expect(region.keys.size).toBe(4);
    expect(planNamed(region, 'free').keyIds.size + planNamed(region, 'gold').keyIds.size).toBe(4);
  });

  it('does nothing once all is done', async () => {
    const file = partners(2);
    await issue(file);
    const run = await issue(file, '--json');
    expect(JSON.parse(run.out)).toMatchObject({ issued: 0, before: 2 });
    expect(region.keys.size).toBe(2);
  });

  it('leaves a file that is not of this job as it is', async () => {
    const file = partners(2);
    for (const text of ['my notes\n', '', 'owner,plan,value,request\na,gold,x,bulk/1/2\nb,gold,y,bulk/1/3\n']) {
      writeFileSync(file.out, text);
      expect(await issue(file)).toMatchObject({ exitCode: 1, err: expect.stringMatching(/is left as it is/) });
      expect(readFileSync(file.out, 'utf8')).toBe(text);
    }
    expect(region.keys.size).toBe(0);
  });

  it('does not issue the same lines again into another file, unless it is told to', async () => {
    const file = partners(2);
    await issue(file);
    const again = { ...file, out: path('other.csv') };
    expect(await issue(again)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/has issued 2 of these keys, into another file/),
    });
    expect((await issue(again, '--request-id', 'second round')).exitCode).toBe(0);
    expect(region.keys.size).toBe(4);
  });

  it('is done once by two administrators at once, each with a file of their own', async () => {
    const file = partners(6);
    const other = { ...file, out: path('theirs.csv') };
    const runs = await Promise.all([issue(file), issue(other)]);
    expect(runs.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
    expect(runs.map(({ err }) => err).join('')).toMatch(/waiting for it[\s\S]*has issued 6 of these keys/);
    expect(new Set([...region.keys.values()].map(({ tags }) => tags['gatewright:request'])).size).toBe(6);
    expect(region.keys.size).toBe(6);
  });

  it('is refused while another run writes the same file', async () => {
    const file = partners(2);
    writeFileSync(`${file.out}.lock`, String(process.ppid));
    expect(await issue(file)).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/another run, process \d+, is writing/),
    });
    writeFileSync(`${file.out}.lock`, '999999999');
    expect((await issue(file)).exitCode).toBe(0);
  });

  it('names every fault with its line, and issues nothing', async () => {
    const file = csv(
      'owner,plan,expires,name',
      'acme,gold,,',
      ',gold,,',
      '"=cmd|a",gold,,',
      'globex,platinum,,',
      'initech,free,yesterday,',
      'acme,gold,,',
      'hooli,free',
      'umbrella,free,,"a\u001b[31m"',
    );
    const run = await issue(file);
    expect(run.exitCode).toBe(1);
    const lines = run.err.split('\n').map((line) => line.trim());
    expect(lines[0]).toMatch(/nothing was issued: the file has 7 faults/);
    expect(lines.slice(1).map((line) => line.slice(0, 7))).toEqual(
      [3, 4, 5, 6, 7, 8, 9].map((line) => `line ${line}:`),
    );
    expect(run.err).not.toContain('\u001b');
    expect(count(/^POST apikeys/)).toBe(0);
    expect(region.keys.size).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ['an empty file', '', /no column owner/],
    ['no lines', 'owner,plan\n', /no line below/],
    ['an unknown column', 'owner,plan,colour\na,gold,red\n', /no use for a column colour/],
    ['a column twice', 'owner,plan,owner\na,gold,b\n', /owner is there twice/],
    ['an open quote', 'owner,plan\n"acme,gold\n', /it is no CSV/],
  ])('refuses %s', async (_, text, message) => {
    const file = csv();
    writeFileSync(file.from, text);
    expect(await issue(file)).toMatchObject({ exitCode: 1, err: expect.stringMatching(message) });
  });

  it('wants to know where the values go, and a file that is there', async () => {
    expect(await keys('issue', '--from', partners(1).from)).toMatchObject({
      exitCode: 2,
      err: expect.stringMatching(/--from needs --out/),
    });
    expect(await keys('issue', '--from', path('nowhere.csv'), '--out', path('x.csv'))).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/cannot be read \(ENOENT\)/),
    });
  });

  it('writes owners that a spreadsheet would run as text', async () => {
    const file = csv('owner,plan', '=1+1,gold', '@sum,free', '-a,free');
    expect((await issue(file)).exitCode).toBe(0);
    const cells = readFileSync(file.out, 'utf8')
      .split('\n')
      .slice(1, 4)
      .map((line) => line.split(',')[0]);
    expect(cells).toEqual(["'=1+1", "'@sum", "'-a"]);
  });

  it('runs at the limit of 5 keys a second against a control plane that throttles', async () => {
    takeRealTime();
    region.isThrottled = true;
    const number = 16;
    const startedAtMs = Date.now();
    const run = await issue(partners(number));
    region.isThrottled = false;
    const seconds = (Date.now() - startedAtMs) / 1000;
    expect(run.exitCode).toBe(0);
    expect(region.keys.size).toBe(number);
    // The lock goes at once, each key a fifth of a second after its forerunner.
    expect(seconds).toBeLessThan((number / 5) * 1.15 + 0.5);
    expect(standIn().calls.filter(({ status }) => status === 429).length).toBeLessThanOrEqual(2);
  }, 20_000);
});
