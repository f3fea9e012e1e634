import { relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Console } from '../console.js';
import { existingApp, filesForExisting, linesForStack } from '../init/existing-app.js';
import type { ProjectFiles } from '../init/fill-template.js';
import { newProject } from '../init/new-project.js';
import { type NextStep, printWritten } from '../init/next-steps.js';
import { type ProjectName, projectName } from '../init/project-name.js';
import { writeNewFiles } from '../init/write-new-files.js';
import { packageVersion } from '../package-version.js';

interface InitFlags {
  readonly name?: string;
  readonly into?: true;
  readonly json?: true;
}

interface Written {
  readonly kind: 'new-project' | 'existing-app';
  readonly title: string;
  readonly files: ProjectFiles;
  readonly next: readonly NextStep[];
}

export function initCommand(console: Console): Command {
  return new Command('init')
    .summary('write a new project, or add a gateway to a CDK app')
    .description('Writes a project with a gateway, handlers, tests and a pipeline. It overwrites nothing.')
    .argument('[dir]', 'the folder to write to', '.')
    .option('--into', 'add a gateway to the CDK app in that folder')
    .option('--name <name>', "the gateway's name (default: the folder's)")
    .option('--json', 'what was written, and what to do next, as one JSON document')
    .action(async (dir: string, flags: InitFlags) => {
      const directory = resolve(dir);
      const name = projectName(flags.name, directory);
      const written = flags.into ? intoExisting(directory, name) : fromNothing(directory, name);
      await writeNewFiles(directory, written.files);
      const { kind, title, next } = written;
      const files = [...written.files.keys()].sort();
      console.out(
        flags.json
          ? JSON.stringify({ kind, name: name.kebab, directory, files, next }, null, 2)
          : printWritten(title, files, next),
      );
    });
}

function fromNothing(directory: string, name: ProjectName): Written {
  const enter = relative(process.cwd(), directory);
  return {
    kind: 'new-project',
    title: `${name.kebab} is ready${enter ? ` in ${enter}` : ''}`,
    files: newProject(name),
    next: [
      ...(enter ? [{ type: `cd ${shellWord(enter)}`, why: '' }] : []),
      { type: 'npm install', why: '' },
      { type: 'npm start', why: 'serves it on http://127.0.0.1:3000, with a curl line for every route' },
      { type: 'npm test', why: 'type-check, the plan, the handlers' },
      { type: 'npm run plan', why: 'what each route becomes on AWS, why, and what it costs' },
      { type: `npx cdk deploy ${name.pascal}Staging`, why: 'to AWS, once gateway.ts names your issuer' },
    ],
  };
}

function intoExisting(directory: string, name: ProjectName): Written {
  const app = existingApp(directory);
  const [importLine, useLine] = linesForStack(name, app);
  return {
    kind: 'existing-app',
    title: `${name.kebab} is part of this CDK app, once a stack uses it`,
    files: filesForExisting(name, app),
    next: [
      { type: `npm install --save-exact gatewright@${packageVersion()}`, why: 'it needs aws-cdk-lib 2.276 or newer' },
      { type: importLine, why: 'at the top of a stack in lib/' },
      { type: useLine, why: "in the stack's constructor" },
      { type: 'npx gatewright dev', why: 'serves it on http://127.0.0.1:3000, with a curl line for every route' },
      { type: 'npx cdk diff', why: 'what it adds to the stack' },
    ],
  };
}

/** A path as it can be pasted into a shell. */
function shellWord(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
