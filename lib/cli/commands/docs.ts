import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { contractDocument } from '../../contract/index.js';
import { CliError } from '../cli-error.js';
import type { Console } from '../console.js';
import { referenceFiles } from '../docs/reference-files.js';
import { findApp } from '../find-app.js';
import { loadSpec } from '../load-spec.js';

interface DocsFlags {
  readonly output: string;
  readonly server?: string;
}

export function docsCommand(console: Console): Command {
  return new Command('docs')
    .summary("write a reference page of the gateway's contract")
    .description(
      'Writes a page for callers: routes, who may call, usage plans, limits, examples. It loads nothing from elsewhere.',
    )
    .argument('[file]', "the module whose default export is the gateway (default: the project's gateway.ts)")
    .option('-o, --output <dir>', 'the folder to write to', 'api-docs')
    .option('--server <url>', "where the gateway is called (default: its domain's address)")
    .action(async (file: string | undefined, { output, server }: DocsFlags) => {
      const { spec } = await loadSpec(findApp(file, process.cwd()));
      const { document } = contractDocument(spec, server === undefined ? {} : { server });
      await writeAll(output, referenceFiles(document));
      console.out(`${join(output, 'index.html')}: ${Object.keys(document.paths).length} paths`);
    });
}

async function writeAll(folder: string, files: ReturnType<typeof referenceFiles>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, { content }] of Object.entries(files)) await writeFile(join(folder, name), content);
  } catch (error) {
    throw new CliError(1, `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
