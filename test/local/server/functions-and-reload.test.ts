import { afterEach, describe, expect, it } from 'vitest';
import type { CloudModel, UsagePlanModel } from '../../../lib/local/model/cloud.js';
import { inlineFunction } from '../lambda/functions.js';
import { collect, enginesOf, start } from './gateway-harness.js';
import { cloudModel, restApi } from './models.js';

const clean: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of clean.splice(0).reverse()) await step();
});

async function open(...args: Parameters<typeof start>) {
  const gateway = await start(...args);
  clean.push(() => gateway.close(0));
  return gateway;
}

/** Calls the function that the path names, and answers as a Lambda proxy does. */
const proxy = enginesOf(async (request, services) => {
  const [, name = ''] = request.rawPath.split('/');
  const result = await services.invoke(
    name,
    { query: request.rawQuery },
    { requestId: services.randomId(), timeoutMs: name === 'hangs' ? 1_000 : 15_000 },
  );
  if (result.kind === 'caller-timeout') return { status: 504, body: 'timeout' };
  if (result.kind !== 'success')
    return { status: 502, body: result.kind === 'function-error' ? result.errorType : result.reason };
  const answer = JSON.parse(result.payload) as { statusCode?: number; body?: string } | null;
  return answer?.statusCode === undefined
    ? { status: 502, body: 'malformed' }
    : { status: answer.statusCode, body: answer.body ?? '' };
});

function serving(sources: Readonly<Record<string, string>>, given: Partial<CloudModel> = {}): CloudModel {
  const functions = Object.entries(sources).map(([name, body]) =>
    inlineFunction(name, `exports.handler = ${body};`, { timeoutMs: 16_000, memoryMb: 48 }),
  );
  return cloudModel([restApi('Api', ['ANY /{proxy+}'])], { functions, ...given });
}

const WELL = 'async (event) => ({ statusCode: 200, body: event.query })';

it('goes on whatever functions do, and mixes up none of 200 concurrent answers', async () => {
  const model = serving({
    well: WELL,
    throws: "async () => { throw new TypeError('torn'); }",
    exits: 'async () => process.exit(1)',
    nonsense: "async () => 'nonsense'",
    hangs: 'async () => new Promise((resolve) => setTimeout(resolve, 60000))',
    eats: 'async () => { const eaten = []; for (;;) eaten.push(new Array(1e5).fill(eaten.length + 0.5)); }',
  });
  const { url } = await open({ model, engines: proxy });
  const expected: Readonly<Record<string, readonly [number, string]>> = {
    throws: [502, 'TypeError'],
    exits: [502, 'Runtime.ExitError'],
    nonsense: [502, 'malformed'],
    hangs: [504, 'timeout'],
    eats: [502, 'Runtime.OutOfMemory'],
    absent: [502, 'no function absent in this assembly'],
  };
  const bad = Object.entries(expected).map(async ([name, [status, body]]) => {
    const response = await fetch(`${url}/${name}`);
    expect([name, response.status, await response.text()]).toEqual([name, status, body]);
  });
  const good = Array.from({ length: 200 }, async (_, n) => {
    const response = await fetch(`${url}/well?n=${n}`);
    expect([response.status, await response.text()]).toEqual([200, `n=${n}`]);
  });
  await Promise.all([...bad, ...good]);
  expect(await (await fetch(`${url}/well?after`)).text()).toBe('after');
});

it('hands over what functions write, with the request', async () => {
  const logger = collect();
  const { url } = await open({
    model: serving({ talks: "async () => { console.log('spoken'); return { statusCode: 200 }; }" }),
    engines: proxy,
    logger,
  });
  await fetch(`${url}/talks`);
  expect(logger.functionLogs).toEqual([
    { functionName: 'talks', requestId: expect.stringMatching(/^[0-9a-f-]{36}$/), stream: 'stdout', line: 'spoken' },
  ]);
});

describe('a reload', () => {
  const free: UsagePlanModel = {
    stackName: 'Shop',
    logicalId: 'Free',
    id: 'free',
    name: 'free',
    apiStages: [{ apiId: 'apiid', stage: 'prod', throttle: {} }],
  };

  it('serves the new functions, and lets requests under way end on the old ones', async () => {
    const answers = (word: string, ms: number) =>
      `async () => { await new Promise((resolve) => setTimeout(resolve, ${ms})); return { statusCode: 200, body: '${word}' }; }`;
    const gateway = await open({ model: serving({ word: answers('old', 300) }), engines: proxy });
    const text = async () => (await fetch(`${gateway.url}/word`)).text();
    const underWay = text();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await gateway.reload(serving({ word: answers('new', 0) }));
    expect(await text()).toBe('new');
    expect(await underWay).toBe('old');
  });

  it('keeps issued keys', async () => {
    const engines = enginesOf(async ({ rawQuery }, { keys }) => ({
      body: keys.admit(rawQuery, { apiId: 'apiid', stage: 'prod', methodKey: '/GET' }).kind,
    }));
    const gateway = await open({ model: serving({}, { usagePlans: [free] }), engines });
    const { value } = gateway.keys.issue({ usagePlanId: 'free', name: 'partner' });
    const admitted = async () => (await fetch(`${gateway.url}/?${value}`)).text();
    expect(await admitted()).toBe('allowed');
    await gateway.reload(serving({}, { usagePlans: [free] }));
    expect(await admitted()).toBe('allowed');
    await gateway.reload(serving({}, { usagePlans: [] }));
    expect(await admitted()).toBe('invalid');
  });

  it('that fails leaves the last good model running', async () => {
    let isBroken = false;
    const engines = {
      ...proxy,
      rest: (...args: Parameters<typeof proxy.rest>) => {
        if (isBroken) throw new RangeError('not this one');
        return proxy.rest(...args);
      },
    };
    const gateway = await open({ model: serving({ well: WELL }), engines });
    isBroken = true;
    await expect(gateway.reload(serving({}))).rejects.toThrow('not this one');
    expect(await (await fetch(`${gateway.url}/well?still`)).text()).toBe('still');
    isBroken = false;
    await gateway.reload(serving({ other: WELL }));
    expect(await (await fetch(`${gateway.url}/other?again`)).text()).toBe('again');
  });
});
