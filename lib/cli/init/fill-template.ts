import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { packageRoot } from '../package-root.js';

/** Text by path, with slashes, relative to the project. */
export type ProjectFiles = ReadonlyMap<string, string>;

/** npm leaves files of these names out of a package, so their templates have others. */
const NAMES: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

/** The files of a folder of `templates/`, with words of the project in the place of the template's. */
export function fillTemplate(folder: string, words: Readonly<Record<string, string>>): ProjectFiles {
  const root = join(packageRoot(), 'templates', folder);
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) =>
    join(entry.parentPath, entry.name)
      .slice(root.length + 1)
      .replaceAll(sep, '/'),
  );
  return new Map(
    paths.sort().map((path) => {
      const target = NAMES[path] ?? path;
      return [filled(target, words), filled(readFileSync(join(root, path), 'utf8'), words)];
    }),
  );
}

function filled(text: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((done, [word, own]) => done.replaceAll(word, own), text);
}
