import type { Stats } from 'node:fs';
import { relative, sep } from 'node:path';

const IGNORED_FOLDER = /^(\..+|node_modules|cdk\.out|dist|coverage)$/;
const SOURCE_FILE = /\.([cm]?[jt]sx?|json|css|html|graphql|sql)$/;

/** What below the watched paths is no source: hidden folders, packages, build output, logs and the like. */
export function ignoredBelow(roots: readonly string[]): (path: string, stats?: Stats) => boolean {
  return (path, stats) => {
    const inside = roots.map((root) => relative(root, path)).filter((below) => !below.startsWith('..'));
    const hidden = inside.every((below) => below.split(sep).some((name) => IGNORED_FOLDER.test(name)));
    return hidden || (stats?.isFile() === true && !SOURCE_FILE.test(path));
  };
}
