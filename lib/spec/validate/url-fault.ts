/** What is wrong with a backend's URL template, as a sentence; undefined where nothing is. */
export function urlFault(template: string, params: readonly string[]): string | undefined {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const filled = template.replace(/\{[^{}]*\}/g, 'x');
  if (!URL.canParse(filled) || /[{}\s]/.test(filled)) return 'this is not a URL';
  const url = new URL(filled);
  if (!/^https?:$/.test(url.protocol)) return `${url.protocol} is not a protocol that API Gateway forwards to`;
  if (url.username || url.password) return 'credentials in a URL would stand in the template for everyone to read';
  if (url.hash) return 'a fragment never reaches a server';
  if (url.search) return 'a query here would replace the one that callers send';
  if (/^https?:\/\/[^/]*\{/.test(template)) return 'a caller must not choose the host';
  const unknown = names.find((name) => !params.includes(name));
  return unknown === undefined ? undefined : `{${unknown}} is no parameter of the route's path`;
}
