import { resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { report } from './report.js';

const ROOT = resolve(import.meta.dirname, '..');
const HANDLER = `import { route, lambda } from 'gatewright';
const getBook = route('GET /books/{isbn}', { auth: 'public', to: lambda('get-book.ts') });
export const handler = getBook.handle(({ params }) => ({ status: 200, body: params.isbn }));`;
const BARE = 'export const handler = async (event) => ({ statusCode: 200, body: event.pathParameters.isbn });';

/** Bytes that the handler wrapper adds to a function, minified. */
export async function benchBundle(): Promise<void> {
  report({
    name: 'a handler with the wrapper, minified',
    value: minifiedBytes(HANDLER),
    unit: 'bytes',
    baseline: minifiedBytes(BARE),
    against: 'the same handler by hand',
  });
}

function minifiedBytes(contents: string): number {
  const result = buildSync({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    write: false,
    tsconfig: resolve(ROOT, 'tsconfig.json'),
  });
  return result.outputFiles[0]?.contents.length ?? 0;
}
