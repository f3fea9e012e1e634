import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const CLIENT = fileURLToPath(new URL('../../lib/client/index.ts', import.meta.url));

describe('the client for browsers', () => {
  it.each([
    ['createClient', 3 * 1024],
    ['createClient, retrying', 4.5 * 1024],
  ])('has, with %s, at most %d bytes, and brings nothing but itself', async (names, mostBytes) => {
    const { outputFiles, metafile } = await build({
      stdin: { contents: `export { ${names} } from ${JSON.stringify(CLIENT)}`, resolveDir: '/', loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      write: false,
      metafile: true,
      outdir: 'out',
    });
    expect(outputFiles[0]?.contents.byteLength).toBeLessThanOrEqual(mostBytes);
    const modules = Object.keys(metafile.inputs).filter((path) => path !== '<stdin>');
    expect(modules.filter((path) => !/(^|\/)lib\/client\/[^/]+\.ts$/.test(path))).toEqual([]);
  });
});
