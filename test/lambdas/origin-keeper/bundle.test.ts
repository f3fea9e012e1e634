import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Bundle, bundleFunctions } from '../../../lib/bundling/bundle-functions.js';
import { keeperAt } from './rotation.js';
import { type Cloud, HEADER, newCloud, OLD, SECRET_ARN, startAws, TOKEN } from './stand-in.js';

const root = mkdtempSync(join(tmpdir(), 'gatewright-origin-keeper-'));
const cloud: Cloud = newCloud();
let aws: Awaited<ReturnType<typeof startAws>>;
let bundle: Bundle | undefined;

beforeAll(async () => {
  const config = { header: HEADER, tag: 'gatewright:origin' };
  bundle = bundleFunctions([{ kind: 'origin-keeper', id: 'origin-keeper', config }], { codeRoot: root }).get(
    'origin-keeper',
  );
  aws = await startAws(() => cloud);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
  await aws.close();
});

describe('the bundled origin keeper', () => {
  it('is small: three clients of the SDK would be some 900 kB', () => {
    const code = readFileSync(join(bundle?.directory ?? '', 'index.mjs'), 'utf8');
    expect(code.length).toBeLessThan(20_000);
    expect(code).not.toMatch(/smithy|aws-sdk/);
  });

  it('rotates with the configuration that it was built with', async () => {
    keeperAt(aws.url);
    vi.stubEnv('GATEWRIGHT_ORIGIN_SETTLE_SECONDS', '0');
    vi.spyOn(console, 'log').mockImplementation(() => {});
    const { handler } = await import(pathToFileURL(join(bundle?.directory ?? '', 'index.mjs')).href);
    await handler(
      { Step: 'createSecret', SecretId: SECRET_ARN, ClientRequestToken: TOKEN },
      { getRemainingTimeInMillis: () => 900_000 },
    );
    expect(cloud.versions.find({ stage: 'AWSPENDING' })?.value).toMatch(/^[a-z0-9]{64}$/);
    expect(cloud.versions.find({ stage: 'AWSCURRENT' })?.value).toBe(OLD);
  });
});
