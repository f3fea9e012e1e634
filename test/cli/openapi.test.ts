import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const GOOD = `
import { apiKey, gateway, backend, lambda, reply, route, usagePlan } from 'gatewright';
import * as z from 'zod';
const keys = apiKey('keys', { plans: [usagePlan('free', { ratePerSecond: 1, burst: 2 })] });
export const health = route('GET /health', { auth: 'public', to: reply(200, { ok: '</script>' }) });
export const order = route('POST /orders', { auth: keys, to: lambda('order.ts'), body: z.object({ at: z.date() }) });
export const old = route('GET /old', { auth: 'public', to: backend('elder') });
export default gateway('shop', { description: '<b>A & B</b>', routes: [health, order, old] });
`;

const project = makeProject({ 'gateway.ts': GOOD, 'bad.ts': GOOD.replace('/health', 'health') });
afterAll(() => project.remove());
const spec = project.path('gateway.ts');

describe('gatewright openapi', () => {
  it('prints the contract as JSON, and what it leaves open beside it', async () => {
    const { exitCode: code, out, err } = await runCli('openapi', spec);
    const document = JSON.parse(out);
    expect([code, document.openapi, Object.keys(document.paths)]).toEqual([0, '3.1.1', ['/health', '/old', '/orders']]);
    expect(err.trim()).toBe(
      'gatewright: POST /orders.body is left open in the document: Date cannot be represented in JSON Schema',
    );
  });

  it('prints the same as YAML', async () => {
    const [yaml, json] = [await runCli('openapi', spec, '--yaml'), await runCli('openapi', spec, '--json')];
    expect(parse(yaml.out)).toEqual(JSON.parse(json.out));
  });

  it.each(['made/contract.yaml', 'made/contract.json'])(
    'writes %s by its name, whatever folders it takes',
    async (name) => {
      const { exitCode: code, out } = await runCli(
        'openapi',
        spec,
        '-o',
        project.path(name),
        '--server',
        'https://api.example',
      );
      expect([code, out]).toEqual([0, '']);
      expect(parse(readFileSync(project.path(name), 'utf8')).servers).toEqual([{ url: 'https://api.example' }]);
    },
  );

  it('prints the bodies of the APIs in place of it', async () => {
    const { exitCode: code, out } = await runCli('openapi', spec, '--aws');
    const { http, rest } = JSON.parse(out);
    expect(code).toBe(0);
    expect(Object.keys(http.paths)).toEqual(['/old']);
    expect(rest.paths['/orders'].post['x-amazon-apigateway-integration'].uri).toContain('/functions/${order.Arn}/');
    expect(JSON.stringify(http.components)).toContain('https://${elder}/old');
  });

  it.each<[what: string, args: readonly string[], code: number, err: RegExp]>([
    ['a spec with issues', ['openapi', project.path('bad.ts')], 1, /the path "health" must begin with/],
    ['no such file', ['openapi', project.path('none.ts')], 1, /there is no file/],
    ['a file where no file can be', ['openapi', spec, '-o', `${spec}/below.json`], 1, /cannot be written/],
    ['two formats', ['openapi', spec, '--json', '--yaml'], 2, /cannot be used with/],
    ['a folder of docs where a file is', ['docs', spec, '-o', spec], 1, /cannot be written/],
    ['docs of a spec with issues', ['docs', project.path('bad.ts'), '-o', project.path('x')], 1, /must begin with/],
  ])('refuses %s', async (_what, args, code, err) => {
    const run = await runCli(...args);
    expect([run.exitCode, run.out]).toEqual([code, '']);
    expect(run.err).toMatch(err);
  });
});

describe('gatewright docs', () => {
  it('writes a page that needs nothing from elsewhere', async () => {
    const { exitCode: code, out } = await runCli('docs', spec, '-o', project.path('site'));
    expect([code, out.trim()]).toEqual([0, `${project.path('site/index.html')}: 3 paths`]);
    expect(readdirSync(project.path('site')).sort()).toEqual([
      'index.html',
      'openapi.json',
      'reference.js',
      'scalar.js',
    ]);
    const page = readFileSync(project.path('site/index.html'), 'utf8');
    expect(page).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
    expect([...page.matchAll(/<script[^>]*src="([^"]+)"/g)].map(([, src]) => src)).toEqual([
      'scalar.js',
      'reference.js',
    ]);
  });

  it('lets no word of the spec out of the document that stands in the page', async () => {
    await runCli('docs', spec, '-o', project.path('site'));
    const page = readFileSync(project.path('site/index.html'), 'utf8');
    const inside = /<script id="contract" type="application\/json">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
    const { info, paths } = JSON.parse(inside);
    expect(info.description).toBe('<b>A & B</b>');
    expect(paths['/health'].get.responses[200].content['application/json'].example).toEqual({ ok: '</script>' });
    expect(page).not.toContain('<b>');
  });
});
