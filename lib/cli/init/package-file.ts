import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root.js';

const DEPENDENCIES = ['zod'];
const DEV_DEPENDENCIES = ['@types/node', 'aws-cdk', 'aws-cdk-lib', 'constructs', 'tsx', 'typescript'];

interface OwnPackage {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** A new project's package.json. Its versions are exact, and those that this release was tested with. */
export function packageFile(name: string): string {
  const own = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')) as OwnPackage;
  const content = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: own.engines,
    scripts: {
      start: 'gatewright dev',
      plan: 'gatewright plan',
      test: 'tsc && node --import tsx --test test/*.test.ts',
      synth: 'cdk synth --quiet',
    },
    dependencies: { gatewright: own.version, ...versionsOf(DEPENDENCIES, own) },
    devDependencies: versionsOf(DEV_DEPENDENCIES, own),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function versionsOf(names: readonly string[], { dependencies, devDependencies }: OwnPackage): Record<string, string> {
  const versions = { ...dependencies, ...devDependencies };
  return Object.fromEntries(
    names.map((name) => {
      const version = versions[name];
      if (version === undefined) throw new Error(`package.json names no version of ${name}`);
      return [name, version];
    }),
  );
}
