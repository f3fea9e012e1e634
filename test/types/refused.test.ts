import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const REFUSED = join(REPOSITORY, 'test/types/refused');
const FILES = readdirSync(REFUSED).filter((name) => name.endsWith('.ts'));

interface CompilerError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const errors = compile();

describe('specs that must not compile', () => {
  it('are all read by the compiler, and only they fail', () => {
    expect([...new Set(errors.map(({ file }) => file))].sort()).toEqual([...FILES].sort());
  });

  it.each(FILES)('%s fails with its one message at its one line', (name) => {
    const { message, line } = expectation(readFileSync(join(REFUSED, name), 'utf8'));
    const own = errors.filter(({ file }) => file === name);
    expect(own.map((error) => error.line)).toEqual([line]);
    expect(own[0]?.message).toContain(message);
  });
});

/** The first line says the message; `// ^here` stands below the line that is wrong. */
function expectation(source: string): { readonly message: string; readonly line: number } {
  const lines = source.split('\n');
  const message = lines[0]?.replace(/^\/\/ expect: /, '') ?? '';
  return { message, line: lines.findIndex((line) => line.trim() === '// ^here') };
}

/** One run of the compiler over all files, with the repository's own settings. */
function compile(): readonly CompilerError[] {
  const directory = mkdtempSync(join(tmpdir(), 'gatewright-types-'));
  try {
    const settings = {
      extends: join(REPOSITORY, 'tsconfig.json'),
      compilerOptions: { typeRoots: [join(REPOSITORY, 'node_modules/@types')] },
      include: [REFUSED],
      exclude: [],
    };
    writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(settings));
    const tsc = resolve(createRequire(import.meta.url).resolve('typescript/package.json'), '../lib/tsc.js');
    const run = spawnSync(process.execPath, [tsc, '-p', directory, '--pretty', 'false'], { encoding: 'utf8' });
    return parse(run.stdout);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** `file(line,column): error TS1234: message`, with more of the message on indented lines. */
function parse(output: string): readonly CompilerError[] {
  return output
    .split(/\n(?=\S)/)
    .filter((text) => text.trim() !== '')
    .map((text) => {
      const [, file = text, line = '0', message = text] =
        /^(.*)\((\d+),\d+\): error TS\d+: ([\s\S]*)$/.exec(text) ?? [];
      return { file: basename(file), line: Number(line), message: message.replaceAll('\\"', '"') };
    });
}
