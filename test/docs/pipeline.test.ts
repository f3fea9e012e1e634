import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { Template } from 'aws-cdk-lib/assertions';
import { App, type Stack } from 'aws-cdk-lib/core';
import { transformSync } from 'esbuild';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeProject } from '../cli/fixtures/project.js';

const REPOSITORY = resolve(import.meta.dirname, '../..');
const page = readFileSync(join(REPOSITORY, 'docs/pipeline.md'), 'utf8');

/** Code of the page, by the file that its first line names. */
const snippets = Object.fromEntries(
  [...page.matchAll(/```ts\n\/\/ (\S+)\n(.*?)```/gs)].map(([, file = '', code = '']) => [file, code]),
);

describe('the roles in docs/pipeline.md', () => {
  let roles: Record<string, Role>;

  interface Role {
    readonly AssumeRolePolicyDocument: { readonly Statement: readonly [Statement, ...Statement[]] };
    readonly Policies: readonly { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }[];
    readonly ManagedPolicyArns?: unknown;
    readonly MaxSessionDuration: number;
  }
  interface Statement {
    readonly Action: string;
    readonly Condition?: object;
    readonly Resource?: unknown;
  }

  beforeAll(() => {
    const { PipelineRoles } = evaluated(snippets['bin/pipeline-roles.ts'] ?? '');
    const app = new App({ builtinCloudFormationValidation: false, treeMetadata: false, analyticsReporting: false });
    const stack = new PipelineRoles(app, 'PipelineRoles', {
      repository: 'OWNER/REPOSITORY',
      environments: ['staging'],
    });
    const { Resources } = Template.fromStack(stack).toJSON();
    const entries = Object.entries<{ Type: string; Properties: Role }>(Resources);
    roles = Object.fromEntries(
      entries.filter(([, { Type }]) => Type === 'AWS::IAM::Role').map(([id, { Properties }]) => [id, Properties]),
    );
  });

  it('are one to deploy and one to compare', () => {
    expect(Object.keys(roles).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Deploystaging', 'Diff']);
  });

  it('let in one repository, and there one environment or its pull requests, by whole values', () => {
    const conditions = Object.values(roles).map(({ AssumeRolePolicyDocument }) => {
      expect(AssumeRolePolicyDocument.Statement).toHaveLength(1);
      expect(AssumeRolePolicyDocument.Statement[0].Action).toBe('sts:AssumeRoleWithWebIdentity');
      return AssumeRolePolicyDocument.Statement[0].Condition;
    });
    const only = (subject: string) => ({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': `repo:OWNER/REPOSITORY:${subject}`,
      },
    });
    expect(conditions).toEqual([only('environment:staging'), only('pull_request')]);
  });

  it('may take roles of the bootstrap and nothing else, for an hour', () => {
    const taken = Object.values(roles).map(({ Policies, ManagedPolicyArns, MaxSessionDuration }) => {
      expect(ManagedPolicyArns).toBeUndefined();
      expect(MaxSessionDuration).toBe(3_600);
      const statements = Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
      expect(statements.map(({ Action }) => Action)).toEqual(['sts:AssumeRole']);
      return [...JSON.stringify(statements[0]?.Resource).matchAll(/role\/cdk-hnb659fds-([a-z-]+)-role-\*/g)].map(
        ([, name]) => name,
      );
    });
    expect(taken).toEqual([['deploy', 'file-publishing', 'lookup'], ['lookup']]);
  });

  it('compile as they stand', () => {
    const project = makeProject({
      'package.json': '{ "type": "module" }',
      'pipeline-roles.ts': snippets['bin/pipeline-roles.ts'] ?? '',
    });
    onTestFinished(project.remove);
    const types = join(REPOSITORY, 'node_modules/@types');
    const options = [
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--typeRoots',
      types,
      '--types',
      'node',
    ];
    const files = ['pipeline-roles.ts'];
    const { status, stdout } = spawnSync(
      join(REPOSITORY, 'node_modules/.bin/tsc'),
      [...options, '--ignoreConfig', ...files],
      {
        cwd: project.root,
        encoding: 'utf8',
      },
    );
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  }, 60_000);
});

/** The module that the code makes, run as CommonJS: CDK loads lazily that way. */
function evaluated(code: string) {
  const { code: javaScript } = transformSync(code, { loader: 'ts', format: 'cjs', target: 'node20' });
  const module = { exports: {} as { PipelineRoles: new (scope: App, id: string, props: object) => Stack } };
  compileFunction(javaScript, ['require', 'module'])(createRequire(import.meta.url), module);
  return module.exports;
}

describe('docs/pipeline.md', () => {
  it('names the jobs, variables and environments that the workflow has', () => {
    const workflow = readFileSync(join(REPOSITORY, '.github/workflows/deploy.yml'), 'utf8');
    const variables = new Set([...workflow.matchAll(/vars\.(\w+)/g)].map(([, name]) => name));
    for (const name of variables) expect(page).toContain(`\`${name}\``);
    for (const job of ['synth', 'diff', 'staging', 'production']) expect(page).toContain(`\`${job}\``);
  });
});
