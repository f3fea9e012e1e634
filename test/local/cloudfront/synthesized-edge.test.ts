import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CloudModel, readModel } from '../../../lib/local/index.js';
import type { DistributionModel } from '../../../lib/local/model/distribution.js';
import { fakeBundler } from '../../constructs/support/fake-bundler.js';
import bothKinds from '../../fixtures/gateways/edge-both-kinds.js';
import elsewhere from '../../fixtures/gateways/edge-elsewhere.js';
import everything from '../../fixtures/gateways/edge-with-everything.js';
import { edge, reply } from './distribution-fixture.js';

const folder = mkdtempSync(join(tmpdir(), 'gatewright-museum-'));
const models = new Map<string, CloudModel>();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(() => {
  for (const fixture of [bothKinds, elsewhere, everything]) {
    const outdir = join(folder, fixture.name);
    const quiet = { builtinCloudFormationValidation: false, treeMetadata: false, analyticsReporting: false };
    const app = new App({ outdir, ...quiet });
    fixture.addTo(app, fakeBundler);
    app.synth();
    models.set(fixture.name, readModel(outdir));
  }
}, 60_000);

function modelOf(name: string): CloudModel & { readonly front: DistributionModel } {
  const model = models.get(name);
  const front = model?.distributions[0];
  if (!model || !front) throw new Error(`${name} has no distribution`);
  return { ...model, front };
}

describe.each([bothKinds.name, elsewhere.name, everything.name])('the distribution of %s', (name) => {
  it('is read and served without a gap', () => {
    const about = modelOf(name).notices.filter(({ resourceType }) => resourceType.startsWith('AWS::CloudFront::'));
    const restricted =
      modelOf(name).front.geoRestriction.kind === 'none' ? [] : [expect.stringContaining('x-local-country')];
    expect(about.map(({ message }) => message)).toEqual(restricted);
  });

  it('leads to APIs of the assembly, and shows each of them a secret', () => {
    const { front, executeApiHosts } = modelOf(name);
    const own = front.origins.filter(({ id }) => id === 'http' || id === 'rest');
    expect(own.length).toBeGreaterThan(0);
    for (const { domainName, customHeaders } of own) {
      expect(Object.keys(executeApiHosts)).toContain(domainName);
      expect(customHeaders).toEqual([['x-gatewright-origin', expect.stringContaining('{{resolve:secretsmanager:')]]);
    }
  });
});

describe('a synthesized edge over both kinds of API', () => {
  const museum = (status = 200) =>
    edge(modelOf(bothKinds.name).front, () => reply('x', [], status), { resolve: () => 'secret' });

  it.each([
    ['GET', '/works/7', 'http', '/works/7'],
    ['GET', '/tickets?day=1', 'http', '/tickets'],
    ['GET', '/health', 'rest', '/live/health'],
    ['POST', '/loans', 'rest', '/live/loans'],
    ['GET', '/nowhere', 'http', '/nowhere'],
  ])('sends %s %s to the %s API', async (method, path, id, sent) => {
    const { get, calls } = museum();
    expect((await get(path, { method })).status).toBe(200);
    expect(calls.map(({ origin, path: asked }) => [origin.id, asked])).toEqual([[id, sent]]);
  });

  it.each([
    '/works/../health',
    '/works/%2e%2e/health',
    '//health',
    '/%68ealth',
    '/works\\..\\health',
    '/works/..%2fhealth',
  ])('lets %s through to nobody', async (path) => {
    const { get, calls } = museum();
    const answer = await get(path);
    expect([answer.status, answer.cache]).toEqual([400, 'FunctionGeneratedResponse']);
    expect(calls).toHaveLength(0);
  });

  it.each([400, 401, 403, 404, 405, 429, 500, 502, 503, 504])('shows nobody the %i of another', async (status) => {
    const { get, calls } = museum(status);
    await get('/tickets', { headers: [['Authorization', 'Bearer one']] });
    await get('/tickets', { headers: [['Authorization', 'Bearer two']] });
    expect(calls).toHaveLength(2);
  });

  it('caches nothing that its origin does not ask to be cached', async () => {
    const { get, calls } = museum();
    await get('/works/7');
    await get('/works/7');
    expect(calls).toHaveLength(2);
  });
});
