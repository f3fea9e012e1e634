import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openSourceFiles } from '../../lib/import/document/source-files.js';
import { importDocument } from '../../lib/import/import-document.js';
import { filesByTag } from '../../lib/import/write/spec-files.js';

/** Imports a document into a folder, or parses it alone where none is named, and prints what that took. */
const [, , document = '', output] = process.argv;
const started = performance.now();
if (output === undefined) JSON.parse(readFileSync(document, 'utf8'));
else {
  const { files } = importDocument(openSourceFiles(document), { choices: { auth: 'public' }, files: filesByTag() });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(output, path)), { recursive: true });
    writeFileSync(join(output, path), text);
  }
}
const ms = performance.now() - started;
console.log(JSON.stringify({ ms, megabytes: process.resourceUsage().maxRSS / 1024 }));
