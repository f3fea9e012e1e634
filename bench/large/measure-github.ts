import type { Workbench } from '../compile.js';
import { compiled } from '../compile.js';
import { bundled, githubDescription } from '../import.js';
import type { Apps } from './apps.js';
import { measureSpec } from './measure-spec.js';
import { reportRefusal } from './report-refusal.js';
import { runApp } from './run-app.js';

const NAME = "GitHub's description";

/** The spec that the importer makes of GitHub's description. */
export function measureGithub(bench: Workbench, apps: Apps): void {
  const document = fetched();
  if (document === undefined) return;
  const importer = compiled(bench, 'apps/github-app.ts');
  runApp([importer, 'import', document, apps.at('github'), apps.at('losses.json')]);
  measureSpec(apps, NAME, bundled(apps.at('github'), apps.at('github.mjs')));
}

function fetched(): string | undefined {
  try {
    return githubDescription();
  } catch (error) {
    reportRefusal(NAME, `it is neither here nor can it be fetched: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}
