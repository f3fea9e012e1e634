import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, posix, resolve } from 'node:path';
import type { Message } from 'esbuild';
import type { Issue } from '../errors/issue.js';
import type { BundleInput } from './bundle-functions.js';
import type { EntryModule } from './entry-module.js';
import { buildErrors, exportsOf } from './run-esbuild.js';

/** Names that differ by this many edits are taken for misspellings. */
const NEAR_EDITS = 3;

/** What is wrong with the entries themselves, known before anything is built. */
export function entryFaults(modules: readonly EntryModule[], codeRoot: string): readonly Issue[] {
  return distinct(modules.flatMap(({ input }) => userModules(input).flatMap((module) => entryFault(module, codeRoot))));
}

/** Every fault of every entry. Builds them one by one, since esbuild does not link where one cannot be read. */
export function allFaults(modules: readonly EntryModule[], codeRoot: string): readonly Issue[] {
  const readable = modules.filter((module) => entryFaults([module], codeRoot).length === 0);
  const faults = readable.flatMap((module) =>
    buildErrors(module, codeRoot).map((message) => buildFault(message, module, codeRoot)),
  );
  return distinct([...entryFaults(modules, codeRoot), ...faults]);
}

interface UserModule {
  readonly entry: string;
  readonly exportName: string;
  /** How a spec writes it: `lambda('FILE')`. */
  readonly place: string;
}

/** The modules of the user's own that a function is made of, its handler first. */
function userModules(input: BundleInput): readonly UserModule[] {
  const handler = input.kind === 'handler' ? [{ ...input, place: `lambda('${input.entry}')` }] : [];
  const around = 'around' in input ? (input.around?.middleware ?? []) : [];
  return [...handler, ...around.map((module) => ({ ...module, place: `middleware('${module.entry}')` }))];
}

function entryFault({ entry, place }: UserModule, codeRoot: string): readonly Issue[] {
  const allowed = "a module's file, relative to the code root";
  if (isAbsolute(entry)) {
    const fix = 'write the path from the code root, so that it is the same on every machine';
    return [
      {
        code: 'ENTRY_ABSOLUTE',
        place,
        message: 'The entry of a function is an absolute path.',
        got: basename(entry),
        allowed,
        fix,
      },
    ];
  }
  const stat = statSync(resolve(codeRoot, entry), { throwIfNoEntry: false });
  if (stat?.isFile()) return [];
  const near = stat ? undefined : nearFile(entry, codeRoot);
  return [
    {
      code: 'ENTRY_NOT_FOUND',
      place,
      message: 'The entry of a function is not a file.',
      got: stat ? `${entry}, which is a directory` : `${entry}, which does not exist`,
      allowed,
      fix: near ? `did you mean '${near}'?` : 'write the file, or correct the path',
    },
  ];
}

/** A file of nearly the same name in the same directory. */
function nearFile(entry: string, codeRoot: string): string | undefined {
  const wanted = basename(entry);
  const near = filesIn(dirname(resolve(codeRoot, entry)))
    .map((name) => ({ name, edits: Math.min(editDistance(name, wanted), editDistance(stem(name), stem(wanted))) }))
    .filter(({ edits }) => edits <= NEAR_EDITS)
    .sort((a, b) => a.edits - b.edits || a.name.localeCompare(b.name))[0];
  return near && posix.join(posix.dirname(entry), near.name);
}

function filesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory, { withFileTypes: true }).flatMap((file) => (file.isFile() ? [file.name] : []));
  } catch {
    return [];
  }
}

function stem(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}

/** Levenshtein. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, left] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (left === right ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function buildFault(message: Message, module: EntryModule, codeRoot: string): Issue {
  const missing = message.id === 'import-is-undefined' || message.text.startsWith('No matching export in ');
  const inEntryModule = message.location?.file.endsWith(basename(module.file)) ?? false;
  const lacking = missing && inEntryModule ? lackingModule(message, module.input, codeRoot) : undefined;
  if (lacking) return exportFault(lacking, codeRoot);
  const { location } = message;
  const unresolved = /^Could not resolve "(.*)"$/.exec(message.text);
  return {
    code: unresolved ? 'IMPORT_NOT_FOUND' : 'SOURCE_INVALID',
    place: location ? `${location.file}:${location.line}:${location.column + 1}` : `function '${module.id}'`,
    message: `${message.text}.`,
    got: location?.lineText.trim() || message.text,
    allowed: unresolved ? 'a file beside it, or an installed package' : 'what esbuild can bundle for Node',
    fix: unresolved ? 'correct the path, or install the package' : 'correct the line',
    source: 'https://esbuild.github.io/content-types/',
  };
}

/** Of several modules, the one whose file esbuild names. */
function lackingModule({ text }: Message, input: BundleInput, codeRoot: string): UserModule | undefined {
  const modules = userModules(input);
  const lacking = modules.filter(
    ({ entry, exportName }) => !exportsOf(resolve(codeRoot, entry), codeRoot)?.includes(exportName),
  );
  return lacking.find(({ entry }) => text.includes(entry)) ?? lacking[0] ?? modules[0];
}

function exportFault({ entry, exportName, place }: UserModule, codeRoot: string): Issue {
  const names = exportsOf(resolve(codeRoot, entry), codeRoot) ?? [];
  const got = names.length > 0 ? `a module that exports ${names.join(', ')}` : 'a module without exports';
  return {
    code: 'EXPORT_NOT_FOUND',
    place,
    message: `The module does not export ${exportName}.`,
    got,
    allowed: `a module that exports a function under the name ${exportName}`,
    fix: names[0] ? `export it, or write { export: '${names[0]}' }` : `write: export const ${exportName} = …`,
  };
}

function distinct(issues: readonly Issue[]): readonly Issue[] {
  return [...new Map(issues.map((issue) => [JSON.stringify(issue), issue])).values()];
}
