import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun } from '../run-command.js';

const INSTALL_LIMIT_MS = 300_000;

/** What the README asks for beside the package, and what runs TypeScript. */
const TOOLS = ['aws-cdk-lib', 'constructs', 'aws-cdk', '@types/node', 'tsx', 'typescript', 'zod'];

const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  },
};

/** A project as somebody new has it: our tarball, the tools that its users have, a spec, handlers and an app. */
export async function installNewcomer(tarball: string, root: string, project: string): Promise<void> {
  mkdirSync(project, { recursive: true });
  cpSync(fileURLToPath(new URL('newcomer', import.meta.url)), project, { recursive: true });
  const own = { name: 'newcomer', private: true, type: 'module', devDependencies: toolsOf(root) };
  writeJson(join(project, 'package.json'), own);
  writeJson(join(project, 'tsconfig.json'), tsconfig);
  writeJson(join(project, 'cdk.json'), { app: 'node --import tsx bin/app.ts' });
  const install = ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball];
  await mustRun('npm', install, { cwd: project, limitMs: INSTALL_LIMIT_MS });
}

/** In the versions that the project itself has. */
function toolsOf(root: string): Record<string, string> {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const versions: Record<string, string> = { ...dependencies, ...devDependencies };
  return Object.fromEntries(TOOLS.map((name) => [name, versions[name] ?? '']));
}

function writeJson(file: string, content: object): void {
  writeFileSync(file, JSON.stringify(content, null, 2));
}
