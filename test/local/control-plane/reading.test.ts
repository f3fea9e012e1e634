import {
  type ApiKey,
  GetApiKeysCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStageCommand,
  GetStagesCommand,
  GetTagsCommand,
  GetUsagePlanCommand,
  GetUsagePlansCommand,
  paginateGetApiKeys,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateApiKeyCommand,
} from '@aws-sdk/client-api-gateway';
import { describe, expect, it } from 'vitest';
import { serve } from './served.js';

describe('pages', () => {
  it('hold each of 1,200 keys once, while others come and go', async () => {
    const { client, gateway } = await serve();
    const create = (name: string) => gateway.keys.create({ name, enabled: true, usagePlanIds: [] }).id;
    const ids = Array.from({ length: 1_200 }, (_, n) => create(`n${n}`));
    const sizes: number[] = [];
    const seen: ApiKey[] = [];
    for await (const page of paginateGetApiKeys({ client, pageSize: 500 }, {})) {
      sizes.push(page.items?.length ?? 0);
      seen.push(...(page.items ?? []));
      // The key that the next page begins after is gone by then.
      gateway.keys.revoke(page.items?.at(-1)?.id ?? '');
      if (sizes.length === 1) create('late');
    }
    expect(sizes.slice(0, 2)).toEqual([500, 500]);
    const kept = seen.filter(({ id = '' }) => ids.includes(id));
    expect(new Set(kept.map(({ id }) => id)).size).toBe(1_200);
    expect(kept).toHaveLength(1_200);
    expect(seen.every(({ value }) => value === undefined)).toBe(true);
  });

  it('have 25 keys where no limit is given', async () => {
    const { client, gateway } = await serve();
    for (let n = 0; n < 26; n += 1) gateway.keys.create({ name: `n${n}`, enabled: true, usagePlanIds: [] });
    const page = await client.send(new GetApiKeysCommand({ includeValues: true }));
    expect(page.items).toHaveLength(25);
    expect(page.items?.every(({ value }) => (value?.length ?? 0) >= 20)).toBe(true);
  });

  it.each([0, -1, 501, 1.5])('are refused with a limit of %s', async (limit) => {
    const { client } = await serve();
    const sent = client.send(new GetApiKeysCommand({ limit }));
    await expect(sent).rejects.toMatchObject({ name: 'BadRequestException', message: expect.stringMatching(/limit/) });
  });

  it('are refused at a position that is none', async () => {
    const { client } = await serve();
    const sent = client.send(new GetApiKeysCommand({ position: '%%%' }));
    await expect(sent).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('hold the keys that a name or a customer is asked of', async () => {
    const { client, createKey } = await serve();
    const acme = await createKey({ name: 'acme-1', customerId: 'c1' });
    const acme2 = await createKey({ name: 'acme-2', customerId: 'c2' });
    await createKey({ name: 'an-acme', customerId: 'c3' });
    const idsOf = async (command: GetApiKeysCommand) => (await client.send(command)).items?.map(({ id }) => id).sort();
    expect(await idsOf(new GetApiKeysCommand({ nameQuery: 'acme' }))).toEqual([acme.id, acme2.id].sort());
    expect(await idsOf(new GetApiKeysCommand({ customerId: 'c2' }))).toEqual([acme2.id]);
    expect(await idsOf(new GetApiKeysCommand({ nameQuery: 'acme', customerId: 'c3' }))).toEqual([]);
  });
});

describe('tags', () => {
  const arnOf = (id: string) => `arn:aws:apigateway:us-east-2::/apikeys/${id}`;

  it('are put, read and removed, whatever their names', async () => {
    const { client, createKey } = await serve();
    const { id } = await createKey({ name: 'n', tags: { owner: 'acme' } });
    const tags = JSON.parse('{"plan":"gold","__proto__":"odd","constructor":"too"}') as Record<string, string>;
    const put = await client.send(new TagResourceCommand({ resourceArn: arnOf(id), tags }));
    expect(put.$metadata.httpStatusCode).toBe(204);
    const remove = new UntagResourceCommand({ resourceArn: arnOf(id), tagKeys: ['plan', 'absent', 'constructor'] });
    expect((await client.send(remove)).$metadata.httpStatusCode).toBe(204);
    const left = (await client.send(new GetTagsCommand({ resourceArn: arnOf(id) }))).tags ?? {};
    expect(left.owner).toBe('acme');
    expect(left.plan).toBeUndefined();
    expect(Object.hasOwn(left, 'constructor')).toBe(false);
    expect({}).not.toHaveProperty('odd');
  });

  it('are 50 at most', async () => {
    const { client, createKey } = await serve();
    const { id } = await createKey({ name: 'n', tags: { owner: 'acme' } });
    const tags = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`t${n}`, 'v']));
    const sent = client.send(new TagResourceCommand({ resourceArn: arnOf(id), tags }));
    await expect(sent).rejects.toMatchObject({
      name: 'BadRequestException',
      message: expect.stringMatching(/50 tags/),
    });
  });

  it.each([
    ['arn:aws:apigateway:us-east-2::/apikeys/none', 'NotFoundException'],
    ['arn:aws:apigateway:us-east-2::/restapis/feedsid', 'NotFoundException'],
    ['not-an-arn', 'BadRequestException'],
  ])('of %s answer %s', async (resourceArn, name) => {
    const { client } = await serve();
    await expect(client.send(new GetTagsCommand({ resourceArn }))).rejects.toMatchObject({ name });
  });
});

describe('patches', () => {
  it('change what they name, and nothing else', async () => {
    const { client, createKey } = await serve();
    const { id } = await createKey({ name: 'before', description: 'stays', enabled: true });
    const patchOperations = [
      { op: 'replace' as const, path: '/name', value: 'after' },
      { op: 'replace' as const, path: '/customerId', value: 'c9' },
    ];
    const changed = await client.send(new UpdateApiKeyCommand({ apiKey: id, patchOperations }));
    expect(changed).toMatchObject({ name: 'after', customerId: 'c9', description: 'stays', enabled: true });
    expect(await client.send(new UpdateApiKeyCommand({ apiKey: id }))).toMatchObject({ name: 'after' });
  });

  it('are refused as a whole, with all that is wrong', async () => {
    const { client, createKey, gateway } = await serve();
    const { id } = await createKey({ name: 'before' });
    const patchOperations = [
      { op: 'replace' as const, path: '/name', value: 'after' },
      { op: 'remove' as const, path: '/description' },
      { op: 'replace' as const, path: '/value', value: 'another' },
      { op: 'replace' as const, path: '/__proto__', value: 'x' },
      { op: 'replace' as const, path: '/enabled', value: 'maybe' },
    ];
    const error = await client.send(new UpdateApiKeyCommand({ apiKey: id, patchOperations })).catch((e: Error) => e);
    expect(error).toMatchObject({ name: 'BadRequestException' });
    const { message } = error as Error;
    for (const at of [1, 2, 3, 4]) expect(message).toContain(`patchOperations[${at}]`);
    expect(message).not.toContain('patchOperations[0]');
    expect(gateway.keys.show(id)?.name).toBe('before');
  });
});

describe('what the template declares', () => {
  it('is read: plans, APIs and stages', async () => {
    const { client } = await serve();
    const plans = await client.send(new GetUsagePlansCommand({}));
    expect(plans.items?.map(({ id, name }) => [id, name])).toEqual([
      ['free', 'shop-free'],
      ['gold', 'shop-gold'],
      ['other', 'shop-other'],
    ]);
    expect(await client.send(new GetUsagePlanCommand({ usagePlanId: 'gold' }))).toMatchObject({
      throttle: { rateLimit: 100, burstLimit: 200 },
      apiStages: [{ apiId: 'feedsid', stage: 'prod', throttle: { '/feeds/GET': { rateLimit: 7, burstLimit: 9 } } }],
    });
    const free = await client.send(new GetUsagePlanCommand({ usagePlanId: 'free' }));
    expect(free).toMatchObject({ quota: { limit: 10, period: 'WEEK', offset: 0 } });
    expect((await client.send(new GetRestApisCommand({}))).items).toMatchObject([{ id: 'feedsid', name: 'Feeds' }]);
    expect(await client.send(new GetRestApiCommand({ restApiId: 'feedsid' }))).toMatchObject({
      apiKeySource: 'HEADER',
    });
    const stages = await client.send(new GetStagesCommand({ restApiId: 'feedsid' }));
    expect(stages.item).toMatchObject([{ stageName: 'prod', tracingEnabled: false }]);
  });

  it.each([
    new GetUsagePlanCommand({ usagePlanId: 'none' }),
    new GetUsagePlansCommand({ keyId: 'none' }),
    new GetRestApiCommand({ restApiId: 'constructor' }),
    new GetStagesCommand({ restApiId: 'none' }),
    new GetStageCommand({ restApiId: 'feedsid', stageName: 'none' }),
  ])('is Not Found where it is not there', async (command) => {
    const { client } = await serve();
    // The union of commands has no common overload of `send`.
    const sent = client.send(command as GetRestApiCommand);
    await expect(sent).rejects.toMatchObject({ name: 'NotFoundException', $metadata: { httpStatusCode: 404 } });
  });
});
