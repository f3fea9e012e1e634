import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetUsageCommand,
  UpdateUsageCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, it } from 'vitest';
import { afterTest, serve } from './served.js';

const DAY_MS = 86_400_000;

const usageOf = (usagePlanId: string, startDate: string, endDate: string, keyId?: string) =>
  new GetUsageCommand({ usagePlanId, startDate, endDate, ...(keyId && { keyId }) });

const extend = (usagePlanId: string, keyId: string, value: string) =>
  new UpdateUsageCommand({ usagePlanId, keyId, patchOperations: [{ op: 'replace', path: '/remaining', value }] });

async function times(count: number, act: () => Promise<number>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n += 1) statuses.push(await act());
  return statuses;
}

it('is told day by day, with what was left of the quota each evening', async () => {
  const { client, issue, call, wait } = await serve();
  const { id, value } = await issue('free');
  // A Saturday: the week of the quota ends with it.
  await times(3, () => call(value));
  wait(DAY_MS);
  await times(2, () => call(value));
  wait(DAY_MS);
  await call(value);
  const usage = await client.send(usageOf('free', '2026-11-20', '2026-11-23', id));
  expect(usage).toMatchObject({ usagePlanId: 'free', startDate: '2026-11-20', endDate: '2026-11-23' });
  expect(usage.items).toEqual({
    [id]: [
      [0, 10],
      [3, 7],
      [2, 8],
      [1, 7],
    ],
  });
});

it('names only keys that were called, and a plan without a quota leaves -1', async () => {
  const { client, issue, call } = await serve();
  const [used, unused] = [await issue('gold'), await issue('gold')];
  await call(used.value);
  const all = await client.send(usageOf('gold', '2026-11-21', '2026-11-21'));
  expect(all.items).toEqual({ [used.id]: [[1, -1]] });
  expect((await client.send(usageOf('gold', '2026-11-21', '2026-11-21', unused.id))).items).toEqual({});
});

it('stays to be read when a key leaves its plan', async () => {
  const { client, issue, call } = await serve();
  const { id, value } = await issue('free');
  await call(value);
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: 'free', keyId: id }));
  expect((await client.send(usageOf('free', '2026-11-21', '2026-11-21'))).items).toEqual({ [id]: [[1, 9]] });
});

it('comes in pages', async () => {
  const { client, issue, call } = await serve();
  const keys = [await issue('gold'), await issue('gold'), await issue('gold')];
  for (const { value } of keys) await call(value);
  const dates = { usagePlanId: 'gold', startDate: '2026-11-21', endDate: '2026-11-21', limit: 2 };
  const first = await client.send(new GetUsageCommand(dates));
  const rest = await client.send(
    new GetUsageCommand({ ...dates, ...(first.position && { position: first.position }) }),
  );
  const ids = [first, rest].map(({ items = {} }) => Object.keys(items));
  expect(ids.map(({ length }) => length)).toEqual([2, 1]);
  expect(ids.flat().sort()).toEqual(keys.map(({ id }) => id).sort());
});

it('ends in 429 at the quota, which can be extended until its period ends', async () => {
  const { client, issue, call, wait } = await serve();
  const { id, value } = await issue('free');
  expect(await times(11, () => call(value))).toEqual([...Array(10).fill(200), 429]);
  const extended = await client.send(extend('free', id, '2'));
  expect(extended).toMatchObject({ usagePlanId: 'free', startDate: '2026-11-21', items: { [id]: [[10, 2]] } });
  expect(await times(3, () => call(value))).toEqual([200, 200, 429]);
  wait(DAY_MS);
  expect(await times(11, () => call(value))).toEqual([...Array(10).fill(200), 429]);
});

it.each([
  ['gold', '5', 'BadRequestException', /has no quota/],
  ['free', '-5', 'BadRequestException', /remaining must be a number/],
  ['free', 'many', 'BadRequestException', /remaining must be a number/],
  ['other', '5', 'NotFoundException', /not on the usage plan other/],
  ['none', '5', 'NotFoundException', /Usage Plan/],
])('of the plan %s is not extended to %s', async (planId, value, name, message) => {
  const { client, issue } = await serve();
  const { id } = await issue(planId === 'gold' ? 'gold' : 'free');
  const sent = client.send(extend(planId, id, value));
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

it.each([
  ['2026-11-32', '2026-11-21', /startDate must be a day/],
  ['2026-02-29', '2026-11-21', /startDate must be a day/],
  ['yesterday', '2026-11-21', /startDate must be a day/],
  ['2026-11-21', '21.11.2026', /endDate must be a day/],
  ['2026-11-21', '2026-11-20', /must not be after/],
  ['2026-08-22', '2026-11-21', /startDate must be 2026-08-23 or later/],
  ['2026-11-21', '9999-12-31', /endDate must be 2026-11-22 or earlier/],
])('from %s to %s is a bad request', async (startDate, endDate, message) => {
  const { client } = await serve();
  const sent = client.send(usageOf('free', startDate, endDate));
  await expect(sent).rejects.toMatchObject({ name: 'BadRequestException', message: expect.stringMatching(message) });
});

it('goes 90 days back, and forgets what lies before', async () => {
  const { client, issue, call, wait } = await serve();
  const { id, value } = await issue('gold');
  await call(value);
  wait(90 * DAY_MS);
  await call(value);
  const days = (await client.send(usageOf('gold', '2026-11-21', '2027-02-19', id))).items?.[id] ?? [];
  expect(days).toHaveLength(91);
  expect([days[0], days[90]]).toEqual([
    [1, -1],
    [1, -1],
  ]);
  wait(DAY_MS);
  await call(value);
  const later = (await client.send(usageOf('gold', '2026-11-22', '2027-02-20', id))).items?.[id] ?? [];
  expect(later.map(([used]) => used).reduce((sum = 0, used = 0) => sum + used, 0)).toBe(2);
});

it('is there after a restart, as are the keys', async () => {
  const keyDirectory = mkdtempSync(join(tmpdir(), 'gatewright-control-plane-'));
  afterTest(() => rmSync(keyDirectory, { recursive: true, force: true }));
  const before = await serve({ keyDirectory });
  const { id, value } = await before.issue('free', 'partner');
  await times(4, () => before.call(value));
  await before.gateway.close(0);
  const after = await serve({ keyDirectory });
  expect(await after.client.send(new GetApiKeyCommand({ apiKey: id, includeValue: true }))).toMatchObject({ value });
  const usage = await after.client.send(usageOf('free', '2026-11-21', '2026-11-21', id));
  expect(usage.items).toEqual({ [id]: [[4, 6]] });
  expect((await times(7, () => after.call(value))).at(-1)).toBe(429);
});
