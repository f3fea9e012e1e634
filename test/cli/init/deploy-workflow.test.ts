import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { deployWorkflow } from '../../../lib/cli/init/deploy-workflow.js';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly env: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<'synth' | 'diff' | 'staging' | 'production', Job>>;
}

const text = deployWorkflow({
  stagingStack: 'TeaStaging',
  productionStack: 'TeaProduction',
  healthOutput: 'RestApiUrl',
});
const workflow: Workflow = parse(text);
const { synth, diff, staging, production } = workflow.jobs;

describe('the pipeline', () => {
  it('names the stacks and the output that it was made for', () => {
    expect(workflow.env).toEqual({
      STAGING_STACK: 'TeaStaging',
      PRODUCTION_STACK: 'TeaProduction',
      HEALTH_OUTPUT: 'RestApiUrl',
      HEALTH_PATH: '/health',
    });
  });

  it("is the repository's own, with the names of the example", () => {
    const own = readFileSync(new URL('../../../.github/workflows/deploy.yml', import.meta.url), 'utf8');
    const example = { stagingStack: 'Bookshop', productionStack: 'Bookshop', healthOutput: 'RestApiUrl' };
    expect(own).toBe(deployWorkflow(example));
  });

  it('gives no job more than it needs, and a role to three alone', () => {
    expect(workflow.permissions).toEqual({});
    expect(synth.permissions).toEqual({ contents: 'read' });
    expect(diff.permissions).toEqual({ contents: 'read', 'id-token': 'write', 'pull-requests': 'write' });
    expect(staging.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(production.permissions).toEqual(staging.permissions);
  });

  it('holds no secret and no key', () => {
    expect(text).not.toMatch(/secrets\.|access.key|AKIA/i);
    const roles = [diff, staging, production].flatMap(({ steps }) =>
      steps.flatMap((step) => step.with?.['role-to-assume'] ?? []),
    );
    expect(roles).toEqual([
      '${{ vars.AWS_DIFF_ROLE_ARN }}',
      '${{ vars.AWS_DEPLOY_ROLE_ARN }}',
      '${{ vars.AWS_DEPLOY_ROLE_ARN }}',
    ]);
  });

  it('runs code of a pull request without its secrets', () => {
    expect(Object.keys(workflow.on)).toEqual(['push', 'pull_request', 'workflow_dispatch']);
  });

  it('runs no code of the project where there is a role: no install script, no test, no synth', () => {
    for (const { steps } of [diff, staging, production]) {
      const commands = steps.flatMap((step) => step.run ?? []);
      expect(commands[0]).toBe('npm ci --ignore-scripts');
      expect(commands.join('\n')).not.toMatch(/npm (test|run)|cdk synth/);
      for (const command of commands.filter((line) => line.includes('npx cdk')))
        expect(command).toContain('--app cdk.out');
    }
  });

  it('keeps what people write out of its scripts', () => {
    for (const { steps } of Object.values(workflow.jobs))
      for (const { run } of steps) expect(run ?? '').not.toContain('${{');
  });

  it('leaves no token of the repository in the checkout', () => {
    for (const { steps } of Object.values(workflow.jobs)) {
      const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      expect(checkouts.map((step) => step.with?.['persist-credentials'])).toEqual([false]);
    }
  });

  it('pins every action to a version', () => {
    const used = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []));
    expect(used.length).toBeGreaterThan(10);
    for (const action of used) expect(action).toMatch(/^(actions|aws-actions)\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
  });

  it('deploys to the environments that roles and approvals are bound to, one run at a time', () => {
    expect([staging.environment, production.environment]).toEqual(['staging', 'production']);
    expect(staging.concurrency).toEqual({ group: 'deploy-staging', 'cancel-in-progress': false });
    expect(production.concurrency).toEqual({ group: 'deploy-production', 'cancel-in-progress': false });
  });

  it('does in production what it did in staging, with the same assembly', () => {
    const inProduction = JSON.stringify(staging.steps).replaceAll('STAGING_STACK', 'PRODUCTION_STACK');
    expect(JSON.stringify(production.steps)).toBe(inProduction);
  });
});

describe('jobs of the pipeline', () => {
  const own = { head: { repo: { full_name: 'me/shop' } } };
  const fork = { head: { repo: { full_name: 'you/shop' } } };
  const push = { event_name: 'push' };
  const pull = (pull_request: object, actor = 'me') => ({ event_name: 'pull_request', event: { pull_request }, actor });
  const dispatch = (environment: string) => ({ event_name: 'workflow_dispatch', environment });
  const vars = { AWS_REGION: 'eu-west-1', AWS_DIFF_ROLE_ARN: 'arn' };

  it.each<[string, { event_name: string; environment?: string }, object, string[]]>([
    ['a push', push, {}, ['staging', 'production']],
    ['a push whose staging failed', push, { staging: 'failure' }, ['staging']],
    ['a push whose staging was skipped', push, { staging: 'skipped' }, ['staging']],
    ['a push to a repository without a Region', push, { vars: { AWS_REGION: '' } }, []],
    ['a pull request', pull(own), {}, ['diff']],
    ['a pull request without a role', pull(own), { vars: { ...vars, AWS_DIFF_ROLE_ARN: '' } }, []],
    ['a pull request from a fork', pull(fork), {}, []],
    ['a pull request of Dependabot', pull(own, 'dependabot[bot]'), {}, []],
    ['a way back in staging', dispatch('staging'), {}, ['staging']],
    ['a way back in production', dispatch('production'), { staging: 'skipped' }, ['production']],
    ['a way back that does not synthesize', dispatch('production'), { synth: 'failure', staging: 'skipped' }, []],
    ['a run that somebody ended', push, { cancelled: true }, []],
  ])('of %s', (_, { environment, ...github }, given, expected) => {
    const { synth = 'success', staging = 'success', cancelled = false, ...rest } = given as Record<string, never>;
    const context = {
      github: { repository: 'me/shop', event: { pull_request: { head: { repo: {} } } }, actor: 'me', ...github },
      inputs: { environment: environment ?? '' },
      needs: { synth: { result: synth }, staging: { result: staging } },
      cancelled: () => cancelled,
      vars,
      ...(rest as object),
    };
    // Without a status function in it, a job's condition holds only where all that it needs succeeded.
    const runs = (['diff', 'staging', 'production'] as const).filter(
      (job) =>
        (job === 'production' || (synth === 'success' && !cancelled)) &&
        runInNewContext(workflow.jobs[job].if ?? 'true', { ...context }) === true,
    );
    expect(runs).toEqual(expected);
  });
});

describe('steps of the pipeline', () => {
  it.each([
    [200, 0],
    [503, 22],
    [404, 22],
  ])('the smoke test of an address that answers %i ends with %i', async (status, code) => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/v1/health' ? status : 200;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    expect(await smokeTest({ TeaStaging: { HttpApiUrl: 'http://127.0.0.1:9', RestApiUrl: address } })).toBe(code);
  });

  it.each([{}, { TeaStaging: {} }, { TeaStaging: { HttpApiUrl: 'http://127.0.0.1:9' } }])(
    'the smoke test fails without an address: %j',
    async (outputs) => expect(await smokeTest(outputs)).toBe(1),
  );

  it('a smoke test tries again, since an API needs a moment', () => {
    expect(scriptOf(staging, 'Smoke test')).toContain('--retry 5 --retry-all-errors');
  });

  it.each([
    ['a commit of main', 'HEAD~1', 0],
    ['a commit of another branch', 'feature', 1],
  ])('the way back for %s ends with %3$i', async (_, ref, code) => {
    const folder = temporary();
    const git = 'git -c user.name=T -c user.email=t@t.example -c init.defaultBranch=main -c commit.gpgsign=false';
    await bash(
      `${git} init -q . && for n in 1 2; do ${git} commit -q --allow-empty -m $n; done
       git update-ref refs/remotes/origin/main HEAD && git checkout -q -b feature && ${git} commit -q --allow-empty -m 3
       git checkout -q main && git checkout -q --detach ${ref}`,
      folder,
    );
    expect(await bash(scriptOf(synth, 'Only what is part of main is deployed again'), folder)).toBe(code);
  });

  function smokeTest(outputs: object): Promise<number> {
    const folder = temporary();
    writeFileSync(join(folder, 'outputs.json'), JSON.stringify(outputs));
    const once = scriptOf(staging, 'Smoke test').replace('--retry 5 --retry-all-errors', '');
    return bash(once, folder, { HEALTH_OUTPUT: 'RestApiUrl', HEALTH_PATH: '/health' });
  }
});

function scriptOf({ steps }: Job, name: string): string {
  const script = steps.find((step) => step.name === name)?.run;
  if (!script) throw new Error(`no step ${name}`);
  return script;
}

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gatewright-workflow-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** As the runner does it. Answers the exit code. */
function bash(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): Promise<number> {
  return new Promise((resolve) => {
    const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
    execFile('bash', args, { cwd, env: { ...process.env, ...env } }, (error) => resolve(Number(error?.code ?? 0)));
  });
}
