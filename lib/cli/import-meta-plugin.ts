import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuildOptions, Plugin } from 'esbuild';

/**
 * Gives each module of a bundle the `import.meta` of its own file, where Node has that of the bundle.
 * What the bundle's one is good for stays: `resolve` finds packages, and files beside the module.
 */
export const importMetaOptions = {
  define: { 'import.meta': 'gatewrightMeta' },
  banner: { js: 'const gatewrightBundleMeta = import.meta;' },
} as const satisfies BuildOptions;

export const importMetaPlugin: Plugin = {
  name: 'import-meta',
  setup(build) {
    build.onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      return text.includes('import.meta') ? { contents: withOwnMeta(text, path), loader: 'default' } : undefined;
    });
  },
};

/** On the first line, in place of a `#!` where there is one, so that every line keeps its number. */
function withOwnMeta(text: string, path: string): string {
  const { href } = pathToFileURL(path);
  const own = JSON.stringify({ url: href, dirname: dirname(path), filename: path });
  const beside = `new URL(to, ${JSON.stringify(href)}).href`;
  const resolve = String.raw`(to) => /^\.{0,2}\//.test(to) ? ${beside} : gatewrightBundleMeta.resolve(to)`;
  const meta = `const gatewrightMeta = { ...gatewrightBundleMeta, ...${own}, resolve: ${resolve} };`;
  return meta + text.replace(/^#!.*/, '');
}
