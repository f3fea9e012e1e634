import { LONGEST_URI } from './api-limits.js';

/** What is wrong with a backend's URL template, as a sentence; undefined where nothing is. */
export function urlFault(template: string, params: readonly string[]): string | undefined {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1] ?? '');
  const filled = template.replace(/\{[^{}]*\}/g, 'x');
  if (!URL.canParse(filled) || /[{}\\]|[^!-~]/.test(filled)) return 'this is not a URL';
  if (template.length > LONGEST_URI) return `API Gateway takes ${LONGEST_URI} characters`;
  const url = new URL(filled);
  if (!/^https?:$/.test(url.protocol)) return `${url.protocol} is not a protocol that API Gateway forwards to`;
  if (url.username || url.password) return 'credentials in a URL would stand in the template for everyone to read';
  if (/^https?:\/*[^/]*\{/i.test(template)) return 'a caller must not choose the host';
  if (!/^https?:\/\/[^/]/.test(filled)) return 'a URL begins with https:// and a host';
  if (!isOpenPort(url)) return 'API Gateway calls the ports 80, 443 and 1024 to 65535';
  if (filled.includes('#')) return 'a fragment never reaches a server';
  if (filled.includes('?')) return 'a query here would replace the one that callers send';
  const unknown = names.find((name) => !params.includes(name));
  return unknown === undefined ? undefined : `{${unknown}} is no parameter of the route's path`;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/setup-http-integrations.html */
function isOpenPort({ port }: URL): boolean {
  return port === '' || port === '80' || port === '443' || Number(port) >= 1_024;
}
