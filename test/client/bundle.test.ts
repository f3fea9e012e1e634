import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, it } from 'vitest';

const MOST_BYTES = 3 * 1024;

it('is at most 3 kB for browsers, and brings nothing but itself', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [fileURLToPath(new URL('../../lib/client/index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    write: false,
    metafile: true,
    outdir: 'out',
  });
  expect(outputFiles[0]?.contents.byteLength).toBeLessThanOrEqual(MOST_BYTES);
  const foreign = Object.keys(metafile.inputs).filter((path) => !/(^|\/)lib\/client\/[^/]+\.ts$/.test(path));
  expect(foreign).toEqual([]);
});
