import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from '../fixtures/project.js';
import { runCli } from '../fixtures/run-cli.js';

const project = makeProject({
  'gateway.ts': `
import { gateway, reply, route } from 'gatewright';
export default gateway('kiosk', { routes: [route('GET /open', { auth: 'public', to: reply(203, {}) })] });
`,
  'faults.ts': `
import { gateway, reply, route } from 'gatewright';
export default gateway('kiosk', { routes: [route('GET /open', { auth: 'public', to: reply(99, {}) })] });
`,
  'a-file': 'no folder',
});
afterAll(project.remove);
const draw = (...args: readonly string[]) => runCli('plan', project.path('gateway.ts'), ...args);

describe('gatewright plan --graph', () => {
  it('prints Mermaid source, and nothing else', async () => {
    const run = await draw('--graph');
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(run.out).toMatch(/^---\ntitle: "kiosk · 1 route, 0 functions"\n---\nflowchart LR\n/);
    expect(run.out).not.toContain('Cost');
  });

  it.each([
    ['a picture', 'kiosk.svg', /^<svg [\s\S]*kiosk[\s\S]*<\/svg>\n$/],
    ['a picture by a loud name', 'KIOSK.SVG', /^<svg /],
    ['Mermaid source', 'kiosk.mmd', /^---\ntitle: "kiosk/],
    ['a picture in a new folder', 'new/folder/kiosk.svg', /^<svg /],
  ])('writes %s', async (_, name, content) => {
    const run = await draw('--graph', project.path(name));
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    expect(run.out).toMatch(/: kiosk, 3 boxes and 2 lines$/);
    expect(readFileSync(project.path(name), 'utf8')).toMatch(content);
  });

  it('writes over what is there', async () => {
    writeFileSync(project.path('old.svg'), 'an older picture');
    expect(await draw('--graph', project.path('old.svg'))).toMatchObject({ exitCode: 0 });
    expect(readFileSync(project.path('old.svg'), 'utf8')).not.toContain('older');
  });

  it.each([
    ['another picture', 'kiosk.png'],
    ['no ending', 'kiosk'],
    ['an ending alone', '.svg'],
    ['the module in place of the picture', 'gateway.ts'],
  ])('answers %s with exit 2, the endings, and no file', async (_, name) => {
    const before = project.entries();
    const run = await draw('--graph', project.path(name));
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(/\.svg .*\.mmd/);
    expect(project.entries()).toEqual(before);
  });

  it('answers a file that cannot be written with exit 2', async () => {
    const run = await draw('--graph', project.path('a-file/kiosk.svg'));
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(/kiosk\.svg cannot be written/);
    expect(run.err).not.toMatch(/^\s+at /m);
  });

  it.each(['--json', '--pin'])('is not taken together with %s', async (option) => {
    const run = await draw('--graph', project.path('both.svg'), option);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err).toMatch(/cannot be used with option/);
  });

  it('lists issues of a spec, and draws nothing', async () => {
    const before = project.entries();
    const run = await runCli('plan', project.path('faults.ts'), '--graph', project.path('faults.svg'));
    expect(run).toMatchObject({ exitCode: 1, out: '' });
    expect(project.entries()).toEqual(before);
  });
});
