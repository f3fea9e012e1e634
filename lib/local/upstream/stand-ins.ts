/** URL prefix as a template names it (`https://id.example/`) → the address that answers for it here. */
export type StandIns = ReadonlyMap<string, string>;

/** The URL with the longest stand-in that covers it put in; others, and what is no URL, come back as they were. */
export function applyStandIns(url: string, standIns: StandIns): string {
  if (standIns.size === 0 || !URL.canParse(url)) return url;
  const { href } = new URL(url);
  let best: { readonly prefix: string; readonly local: string } | undefined;
  for (const [name, local] of standIns) {
    const prefix = comparablePrefix(name);
    if (prefix === undefined || !covers(prefix, href)) continue;
    if (best === undefined || prefix.length > best.prefix.length) best = { prefix, local };
  }
  return best === undefined ? url : best.local.replace(/\/+$/, '') + href.slice(best.prefix.length);
}

function comparablePrefix(name: string): string | undefined {
  return URL.canParse(name) ? new URL(name).href.replace(/\/+$/, '') : undefined;
}

/** `https://id.example` covers `https://id.example/x`, never `https://id.example.evil/`. */
function covers(prefix: string, href: string): boolean {
  return href.startsWith(prefix) && (href.length === prefix.length || /^[/?#]/.test(href.slice(prefix.length)));
}
