import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetApiKeysCommand } from '@aws-sdk/client-api-gateway';
import { expect, it } from 'vitest';
import { createControlPlaneThrottle } from '../../../lib/local/control-plane/control-plane-throttle.js';
import { afterTest, STARTED, serve } from './served.js';

it('keys are made 5 a second where the throttle is on', async () => {
  let now = STARTED;
  const { createKey, gateway } = await serve({ controlPlaneThrottle: createControlPlaneThrottle(() => now) });
  const refused = { name: 'TooManyRequestsException', $metadata: { httpStatusCode: 429 } };
  for (let n = 0; n < 5; n += 1) await createKey();
  await expect(createKey()).rejects.toMatchObject(refused);
  now += 200;
  await createKey();
  await expect(createKey()).rejects.toMatchObject(refused);
  expect(gateway.keys.list()).toHaveLength(7);
});

it('all calls together are 10 a second after a burst of 40', async () => {
  let now = STARTED;
  const { client } = await serve({ controlPlaneThrottle: createControlPlaneThrottle(() => now) });
  const get = () => client.send(new GetApiKeysCommand({}));
  for (let n = 0; n < 40; n += 1) await get();
  await expect(get()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
  now += 100;
  await get();
});

it('a thousand keys are made and kept in a few seconds where it is off', async () => {
  const keyDirectory = mkdtempSync(join(tmpdir(), 'gatewright-rates-'));
  afterTest(() => rmSync(keyDirectory, { recursive: true, force: true }));
  const { createKey, gateway } = await serve({ keyDirectory });
  const startedAtMs = performance.now();
  for (let batch = 0; batch < 50; batch += 1) await Promise.all(Array.from({ length: 20 }, () => createKey()));
  expect(performance.now() - startedAtMs).toBeLessThan(20_000);
  expect(gateway.keys.list()).toHaveLength(1_001);
}, 30_000);
