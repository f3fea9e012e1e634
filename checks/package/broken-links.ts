import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** `[…](target)`, `src="target"`, `href="target"`; outside code, and not to other sites. */
const LINK = /\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g;
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:/i;

/**
 * Relative links of pages that lead to no file of a package, or to no heading of its page, as `page: target`.
 *
 * @param files all of the package, below `root`
 */
export function brokenLinks(root: string, files: readonly string[]): readonly string[] {
  const there = new Set(files);
  const textOf = (page: string) => readFileSync(join(root, page), 'utf8');
  const pages = files.filter((file) => /^(?:docs\/)?[\w-]+\.md$/.test(file));
  return pages.flatMap((page) =>
    linksOf(textOf(page))
      .filter((link) => {
        const [path = '', heading] = link.split('#');
        const target = path === '' ? page : posix.join(dirname(page), path);
        return !there.has(target) || (heading !== undefined && !headingsOf(textOf(target)).has(heading));
      })
      .map((link) => `${page}: ${link}`),
  );
}

function linksOf(markdown: string): readonly string[] {
  const links = [...withoutCode(markdown).matchAll(LINK)].map(([, link, source]) => link ?? source ?? '');
  return links.filter((link) => !ELSEWHERE.test(link));
}

/** As GitHub names the anchors of headings. */
function headingsOf(markdown: string): ReadonlySet<string> {
  const headings = withoutFences(markdown).matchAll(/^#{1,6} +(.+?) *$/gm);
  return new Set([...headings].map(([, text = '']) => anchor(text)));
}

function anchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function withoutCode(markdown: string): string {
  return withoutFences(markdown).replace(/`[^`\n]+`/g, '');
}

function withoutFences(markdown: string): string {
  return markdown.replace(/^ *```[\s\S]*?^ *```/gm, '');
}
