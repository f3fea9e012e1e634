import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { appSource } from '../../lib/cli/dev/app-source.js';
import { loadApp } from '../../lib/cli/load-spec.js';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const project = makeProject({
  'gateway.ts': `#!/usr/bin/env node
import { gateway, reply, route } from 'gatewright';
import { below } from './lib/words.js';
const { url } = import.meta;
const here = [url, import.meta.url, import.meta.dirname, import.meta.filename];
export default gateway('words', { routes: [route('GET /w', { auth: 'public', to: reply(200, { here, below }) })] });`,
  'lib/words.ts': `import { readFileSync } from 'node:fs';
const text = readFileSync(new URL('./words.txt', import.meta.url), 'utf8');
export const below = [text, import.meta.url, import.meta.dirname, import.meta.filename, typeof import.meta.resolve('zod'), import.meta.resolve('./words.txt')];`,
  'lib/words.txt': 'words of the folder below',
  'late.ts': `import './lib/throws.js';\nexport default 1;`,
  'lib/throws.ts': `export const at = import.meta.url;\n\nthrow new Error('stack ' + at);`,
  'bin/app.ts': `#!/usr/bin/env node
import { App } from 'aws-cdk-lib/core';
import { gateway, jwt, lambda, route } from 'gatewright';
import { GatewayStack } from 'gatewright/cdk';
import { codeRoot } from '../lib/code-root.js';
const staff = jwt('staff', { issuer: ['https://a.example/', 'https://b.example/'], audience: 'shop' });
const shop = gateway('shop', { routes: [route('GET /a', { auth: staff, to: lambda('hello.ts') })] });
new GatewayStack(new App(), 'Shop', { gateway: shop, codeRoot });`,
  'lib/code-root.ts': "export const codeRoot = import.meta.dirname + '/handlers';",
  'lib/handlers/hello.ts': "export const handler = async () => ({ statusCode: 200, body: 'hello' });",
});
afterAll(project.remove);

it('each module of a spec reads what lies beside it, and knows its own address, folder and file', async () => {
  const app = await loadApp(project.path('gateway.ts'));
  const [route] = app.kind === 'spec' ? app.spec.routes : [];
  const at = (name: string) => pathToFileURL(project.path(name)).href;
  expect(route?.to).toMatchObject({
    body: {
      here: [at('gateway.ts'), at('gateway.ts'), project.root, project.path('gateway.ts')],
      below: [
        'words of the folder below',
        at('lib/words.ts'),
        project.path('lib'),
        project.path('lib/words.ts'),
        'string',
        at('lib/words.txt'),
      ],
    },
  });
});

it('says where a module below fails by its own address', async () => {
  const run = await runCli('plan', project.path('late.ts'));
  expect(run.exitCode).toBe(1);
  expect(run.err).toBe(
    `gatewright: late.ts fails while it loads: stack ${pathToFileURL(project.path('lib/throws.ts')).href}`,
  );
});

it('a CDK app bundles its functions in a clone that has served nothing yet', async () => {
  expect(project.entries()).not.toContain('.gatewright');
  const { assembly } = await appSource(project.path('bin/app.ts'))();
  expect(project.entries()).toContain(`${assembly.slice(project.root.length + 1)}/Shop.template.json`);
});
