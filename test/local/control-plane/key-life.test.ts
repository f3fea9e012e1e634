import {
  CreateApiKeyCommand,
  type CreateApiKeyCommandInput,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetUsagePlanKeyCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  TagResourceCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { expect, it } from 'vitest';
import { model, plan, STARTED, serve, TEMPLATE_VALUE } from './served.js';

const setEnabled = (apiKey: string, value: string) =>
  new UpdateApiKeyCommand({ apiKey, patchOperations: [{ op: 'replace', path: '/enabled', value }] });
const toPlan = (usagePlanId: string, keyId: string, keyType = 'API_KEY') =>
  new CreateUsagePlanKeyCommand({ usagePlanId, keyId, keyType });

it('a key works from its plan on, until it is disabled, and again, until it is deleted', async () => {
  const { client, call, createKey } = await serve();
  const { id, value } = await createKey();
  expect(await call(value)).toBe(403);
  const joined = await client.send(toPlan('gold', id));
  expect(joined).toMatchObject({ id, type: 'API_KEY', name: 'partner', value, $metadata: { httpStatusCode: 201 } });
  expect(await call(value)).toBe(200);
  expect(await client.send(setEnabled(id, 'false'))).toMatchObject({ id, enabled: false });
  expect(await call(value)).toBe(403);
  await client.send(setEnabled(id, 'true'));
  expect(await call(value)).toBe(200);
  expect((await client.send(new DeleteApiKeyCommand({ apiKey: id }))).$metadata.httpStatusCode).toBe(202);
  expect(await call(value)).toBe(403);
  await expect(client.send(new GetApiKeyCommand({ apiKey: id }))).rejects.toMatchObject({ name: 'NotFoundException' });
});

it('a key moves from one plan to another by leaving the first', async () => {
  const { client, call, issue } = await serve();
  const { id, value } = await issue('free');
  await expect(client.send(toPlan('gold', id))).rejects.toMatchObject({
    name: 'ConflictException',
    message: 'a key is on one usage plan of a stage only, and free and gold both hold feedsid:prod',
  });
  expect(await client.send(toPlan('other', id))).toMatchObject({ id });
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: 'free', keyId: id }));
  expect(await call(value)).toBe(403);
  await client.send(toPlan('gold', id));
  expect(await call(value)).toBe(200);
  const plans = await client.send(new GetUsagePlansCommand({ keyId: id }));
  expect(plans.items?.map((item) => item.id)).toEqual(['gold', 'other']);
});

it('a new key is answered with its value, and later only where that is asked for', async () => {
  const { client, wait } = await serve();
  const value = 'aValueThatIsGiven00001';
  const given = {
    name: 'acme',
    description: 'a partner',
    customerId: 'c1',
    enabled: true,
    value,
    tags: { owner: 'acme' },
  };
  const { id = '', ...made } = await client.send(new CreateApiKeyCommand({ ...given, generateDistinctId: true }));
  const times = { createdDate: new Date(STARTED), lastUpdatedDate: new Date(STARTED) };
  expect(made).toMatchObject({ ...given, ...times, $metadata: { httpStatusCode: 201 } });
  wait(60_000);
  await client.send(setEnabled(id, 'FALSE'));
  const { value: _value, ...rest } = given;
  const shown = await client.send(new GetApiKeyCommand({ apiKey: id }));
  expect(shown).toMatchObject({ id, ...rest, enabled: false, lastUpdatedDate: new Date(STARTED + 60_000) });
  expect(shown.value).toBeUndefined();
  expect(await client.send(new GetApiKeyCommand({ apiKey: id, includeValue: true }))).toMatchObject({ value });
});

it('a key that does not say that it is enabled is not', async () => {
  const { client } = await serve();
  expect(await client.send(new CreateApiKeyCommand({}))).toMatchObject({ enabled: false, value: expect.any(String) });
});

const taken = 'aValueThatIsTaken00001';
const refused: readonly [name: string, input: CreateApiKeyCommandInput, error: string, message: RegExp][] = [
  ['a value that is taken', { value: taken }, 'ConflictException', /^API Key already exists$/],
  ['a value of the template', { value: TEMPLATE_VALUE }, 'ConflictException', /^API Key already exists$/],
  ['a value that is too short', { value: 'a'.repeat(19) }, 'BadRequestException', /20 to 128/],
  ['a value that is too long', { value: 'a'.repeat(129) }, 'BadRequestException', /20 to 128/],
  ['a value with other characters', { value: `${'a'.repeat(20)}\n` }, 'BadRequestException', /20 to 128/],
  ['stage keys', { stageKeys: [{ restApiId: 'a', stageName: 'b' }] }, 'BadRequestException', /stageKeys are legacy/],
  ['a name that is too long', { name: 'n'.repeat(1025) }, 'BadRequestException', /name must have 1024/],
  ['a reserved tag', { tags: { 'aws:x': 'y' } }, 'BadRequestException', /begin with aws:/],
  ['a tag that is too long', { tags: { x: 'y'.repeat(257) } }, 'BadRequestException', /tag x must have 256/],
];
it.each(refused)('a key is refused for %s, without a word of the value', async (_name, input, name, message) => {
  const { client, createKey, gateway } = await serve();
  await createKey({ value: taken });
  const error = await client.send(new CreateApiKeyCommand(input)).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ name, message: expect.stringMatching(message) });
  if (input.value) expect((error as Error).message).not.toContain(input.value);
  expect(gateway.keys.list()).toHaveLength(2);
});

it('a key goes onto ten plans, and no more', async () => {
  const many = Array.from({ length: 11 }, (_, n) =>
    plan(`p${n}`, { apiStages: [{ apiId: `a${n}`, stage: 's', throttle: {} }] }),
  );
  const { client, createKey } = await serve({ model: { ...model, usagePlans: many } });
  const { id } = await createKey();
  for (const { id: planId } of many.slice(0, 10)) await client.send(toPlan(planId, id));
  const eleventh = client.send(toPlan('p10', id));
  await expect(eleventh).rejects.toMatchObject({ name: 'LimitExceededException', $metadata: { httpStatusCode: 429 } });
});

it('keys of a plan are listed and shown, and are gone when they leave it', async () => {
  const { client, issue } = await serve();
  const [one, two] = [await issue('gold', 'one'), await issue('gold', 'two')];
  await issue('free', 'one');
  const listed = await client.send(new GetUsagePlanKeysCommand({ usagePlanId: 'gold' }));
  expect(listed.items?.map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
  const named = await client.send(new GetUsagePlanKeysCommand({ usagePlanId: 'gold', nameQuery: 'tw' }));
  expect(named.items).toEqual([{ id: two.id, type: 'API_KEY', name: 'two', value: two.value }]);
  const show = () => client.send(new GetUsagePlanKeyCommand({ usagePlanId: 'gold', keyId: one.id }));
  expect(await show()).toMatchObject({ id: one.id });
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: 'gold', keyId: one.id }));
  await expect(show()).rejects.toMatchObject({ name: 'NotFoundException' });
});

it.each([
  ['an unknown plan', toPlan('none', 'fixedkey'), 'NotFoundException', /Usage Plan/],
  ['an unknown key', toPlan('gold', 'none'), 'NotFoundException', /API Key/],
  ['a key that is no string of ours', toPlan('gold', '__proto__'), 'NotFoundException', /API Key/],
  ['another type of key', toPlan('gold', 'fixedkey', 'OTHER'), 'BadRequestException', /keyType/],
  [
    "a template's key onto a plan",
    toPlan('gold', 'fixedkey'),
    'BadRequestException',
    /fixedkey belongs to the template/,
  ],
  [
    "a template's key off a plan",
    new DeleteUsagePlanKeyCommand({ usagePlanId: 'other', keyId: 'fixedkey' }),
    'BadRequestException',
    /fixedkey belongs to the template/,
  ],
  [
    "a template's key, which it would tag",
    new TagResourceCommand({ resourceArn: 'arn:aws:apigateway:eu-west-1::/apikeys/fixedkey', tags: { a: 'b' } }),
    'BadRequestException',
    /fixedkey belongs to the template/,
  ],
  ["a template's key, which it would disable", setEnabled('fixedkey', 'false'), 'BadRequestException', /the template/],
  ['deletion of the same', new DeleteApiKeyCommand({ apiKey: 'fixedkey' }), 'BadRequestException', /the template/],
])('%s is refused', async (_name, command, name, message) => {
  const { client } = await serve();
  // The union of commands has no common overload of `send`.
  const sent = client.send(command as DeleteApiKeyCommand);
  await expect(sent).rejects.toMatchObject({ name, message: expect.stringMatching(message) });
});

it('a key that is on a plan does not go onto it again', async () => {
  const { client, issue } = await serve();
  const { id } = await issue('gold');
  await expect(client.send(toPlan('gold', id))).rejects.toMatchObject({ name: 'ConflictException' });
});
