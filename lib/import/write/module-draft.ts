import { type Code, list, sequence } from '../code/code.js';
import { layOut } from '../code/lay-out.js';
import { quoted } from '../code/literal.js';
import { grouped } from '../grouped.js';

/** A file that is being written, and what it imports. */
export interface ModuleDraft {
  readonly path: string;
  /** A constant of the spec, here or in another file. */
  readonly use: (constant: string) => string;
  /** A function of Gatewright's. */
  readonly builder: (name: string) => string;
  /** The list of routes that another file exports. */
  readonly importList: (path: string, alias: string) => void;
  readonly usesZod: () => void;
  readonly add: (statement: Statement) => void;
  readonly isEmpty: () => boolean;
  readonly text: () => string;
}

export interface Statement {
  readonly comments?: readonly string[];
  /** Other files may import it. */
  readonly constant?: string;
  readonly isExported?: boolean;
  readonly code?: Code;
}

/** Which file a constant is in. */
export type Homes = Map<string, string>;

export function createModule(path: string, homes: Homes): ModuleDraft {
  const statements: Statement[] = [];
  const constants = new Set<string>();
  const builders = new Set<string>();
  const lists: { readonly path: string; readonly alias: string }[] = [];
  let zod = false;
  return {
    path,
    use: (constant) => {
      constants.add(constant);
      return constant;
    },
    builder: (name) => {
      builders.add(name);
      return name;
    },
    importList: (from, alias) => void lists.push({ path: from, alias }),
    usesZod: () => {
      zod = true;
    },
    add: (statement) => void statements.push(statement),
    isEmpty: () => statements.length === 0,
    text: () => {
      const head = [...packageImports(builders, zod), ...ownImports(path, constants, homes), ...listImports(lists)]
        .map(layOut)
        .join('\n');
      return `${[head, ...statements.map(statementText)].filter(Boolean).join('\n\n')}\n`;
    },
  };
}

function packageImports(builders: ReadonlySet<string>, zod: boolean): readonly Code[] {
  return [
    ...(builders.size > 0 ? [importOf([...builders], 'gatewright')] : []),
    ...(zod ? ["import * as z from 'zod';"] : []),
  ];
}

function ownImports(path: string, constants: ReadonlySet<string>, homes: Homes): readonly Code[] {
  const elsewhere = [...constants].filter((constant) => (homes.get(constant) ?? path) !== path);
  const byHome = grouped(elsewhere, (constant) => homes.get(constant) ?? path);
  const up = path.includes('/') ? '../' : './';
  return [...byHome.keys()].sort().map((home) => importOf(byHome.get(home) ?? [], `${up}${jsName(home)}`));
}

function listImports(lists: readonly { readonly path: string; readonly alias: string }[]): readonly Code[] {
  const sorted = [...lists].sort((a, b) => (jsName(a.path, '') < jsName(b.path, '') ? -1 : 1));
  return sorted.map(({ path, alias }) => `import { routes as ${alias} } from ${quoted(`./${jsName(path)}`)};`);
}

function jsName(path: string, extension = '.js'): string {
  return path.replace(/\.[cm]?ts$/, extension);
}

export function importOf(names: readonly string[], from: string): Code {
  return sequence('import ', list('{', [...names].sort(inBiomesOrder)), ` from ${quoted(from)};`);
}

/** Letter by letter whatever their case, a capital before its small letter; numbers by their value. */
export function inBiomesOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.match(/\d+|\D/g) ?? []);
  for (const [index, one] of (left ?? []).entries()) {
    const other = right?.[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    if (/^\d/.test(one) && /^\d/.test(other)) return Number(one) - Number(other);
    const [lower, otherLower] = [one.toLowerCase(), other.toLowerCase()];
    if (lower === otherLower) return one < other ? -1 : 1;
    return lower < otherLower ? -1 : 1;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

function statementText({ comments = [], constant, isExported = false, code }: Statement): string {
  const above = comments.map((line) => `${line}\n`).join('');
  if (code === undefined) return above.trimEnd();
  const start = constant === undefined ? 'export default ' : `${isExported ? 'export ' : ''}const ${constant} = `;
  return above + layOut(sequence(start, code, ';'));
}
