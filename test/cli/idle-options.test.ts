import { afterAll, describe, expect, it } from 'vitest';
import { makeProject } from './fixtures/project.js';
import { runCli } from './fixtures/run-cli.js';

const project = makeProject({
  'gateway.ts': `
import { gateway, reply, route } from 'gatewright';
export default gateway('shop', { routes: [route('GET /health', { auth: 'public', to: reply(200, 'well') })] });`,
});
afterAll(project.remove);
const gateway = project.path('gateway.ts');
const picture = ['plan', gateway, '--graph', project.path('shop.mmd')];

describe('an option that would have no effect is refused, and nothing is written', () => {
  it.each<[string, readonly string[], RegExp]>([
    [
      'a Region of prices that are not fetched',
      ['prices', '--region', 'eu-central-1', '-o', project.path('prices.json')],
      /^gatewright: --region goes with --refresh$/,
    ],
    [
      'the default Region too, where it is asked for',
      ['prices', '--region', 'us-east-1', '--json'],
      /^gatewright: --region goes with --refresh$/,
    ],
    [
      'an address of the Price List',
      ['prices', '--endpoint', 'http://127.0.0.1:1'],
      /^gatewright: --endpoint goes with --refresh$/,
    ],
    ['force without a pin', ['plan', gateway, '--force'], /^gatewright: --force goes with --pin$/],
    ['a bill beside a graph', [...picture, '--bill'], /'--graph \[file\]' cannot be used with option '--bill'/],
    ['prices of a graph', [...picture, '--prices', 'mine.json'], /'--graph \[file\]' cannot be used with .*'--prices/],
    [
      'the rival beside a graph',
      [...picture, '--kong-nodes', '3'],
      /'--graph \[file\]' cannot be used with .*'--kong-nodes/,
    ],
    ['several levels of traffic for a graph', [...picture, '--requests-per-month', '1M,2M'], /one number of requests/],
    [
      'a stage of a document',
      ['import', gateway, '-o', project.path('out.ts'), '--stage', 'live'],
      /^gatewright: --stage goes with --from-api$/,
    ],
  ])('%s', async (_, args, message) => {
    const before = project.entries();
    const run = await runCli(...args);
    expect(run).toMatchObject({ exitCode: 2, out: '' });
    expect(run.err.split('\n')[0]).toMatch(message);
    expect(project.entries()).toEqual(before);
  });

  it('takes an address of the Price List from the environment without asking for prices', async () => {
    process.env.GATEWRIGHT_PRICES_URL = 'http://127.0.0.1:1';
    const run = await runCli('prices').finally(() => delete process.env.GATEWRIGHT_PRICES_URL);
    expect(run).toMatchObject({ exitCode: 0, err: '' });
  });

  it('draws for one number of requests, which may change what stands', async () => {
    expect(await runCli(...picture, '--requests-per-month', '5M')).toMatchObject({ exitCode: 0 });
  });
});
