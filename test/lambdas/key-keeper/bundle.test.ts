import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bundle, bundleFunctions } from '../../../lib/bundling/bundle-functions.js';
import { CONFIG } from './keeper.js';
import { addKey, type StandIn, startStandIn } from './stand-in.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-key-keeper-'));
let bundle: Bundle | undefined;
let standIn: StandIn;

beforeAll(async () => {
  bundle = bundleFunctions([{ kind: 'key-keeper', id: 'key-keeper', config: CONFIG }], { codeRoot: root }).get(
    'key-keeper',
  );
  standIn = await startStandIn();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
  await standIn.close();
});

const file = () => join(bundle?.directory ?? '', 'index.mjs');

describe('the bundled key keeper', () => {
  it('is small: two clients of the SDK would be 550 kB', () => {
    const code = readFileSync(file(), 'utf8');
    expect(code.length).toBeLessThan(30_000);
    expect(code).not.toMatch(/smithy|aws-sdk/);
  });

  it('ends a key with the configuration that it was built with', async () => {
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-secret');
    vi.stubEnv('AWS_ENDPOINT_URL', standIn.endpoint);
    vi.spyOn(console, 'log').mockImplementation(() => {});
    addKey(standIn, 'k', { expires: '2020-01-01T00:00:00Z' });
    addKey(standIn, 'theirs', { gateway: 'other', expires: '2020-01-01T00:00:00Z' });
    const { handler } = await import(pathToFileURL(file()).href);
    const report = await handler({}, { getRemainingTimeInMillis: () => 300_000 });
    expect(report).toEqual({ looked: 1, disabled: 1, told: 1, failed: 0, left: 0 });
    expect([...standIn.keys.values()].map(({ enabled }) => enabled)).toEqual([false, true]);
  });
});
