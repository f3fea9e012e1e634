import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BundleInput } from './bundle-functions.js';

/** Without an extension: esbuild finds the `.ts` in the repository and the `.js` in the installed package. */
const JWT_AUTHORIZER = fileURLToPath(new URL('../../lambdas/jwt-authorizer/handler', import.meta.url));

/** The tiny module that esbuild starts from. It stands in no bundle: it only says what `handler` is. */
export interface EntryModule {
  readonly id: string;
  readonly input: BundleInput;
  readonly file: string;
}

export interface EntryModules {
  readonly directory: string;
  readonly modules: readonly EntryModule[];
}

export function writeEntryModules(
  functions: readonly BundleInput[],
  codeRoot: string,
  cacheDirectory: string,
): EntryModules {
  mkdirSync(cacheDirectory, { recursive: true });
  const directory = mkdtempSync(join(cacheDirectory, 'entries-'));
  const modules = functions.map((input, index) => {
    const file = join(directory, `entry-${index}.mjs`);
    writeFileSync(file, source(input, codeRoot));
    return { id: input.id, input, file };
  });
  return { directory, modules };
}

function source(input: BundleInput, codeRoot: string): string {
  if (input.kind === 'handler') {
    return `export { ${exportedAs(input.exportName)} as handler } from ${JSON.stringify(resolve(codeRoot, input.entry))};\n`;
  }
  // A string that is parsed, not a literal: in a literal `__proto__` is no key.
  const config = JSON.stringify(JSON.stringify(input.config));
  return `import { jwtAuthorizer } from ${JSON.stringify(JWT_AUTHORIZER)};\nexport const handler = jwtAuthorizer(JSON.parse(${config}));\n`;
}

/** ES modules may export under any string. */
function exportedAs(name: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}
