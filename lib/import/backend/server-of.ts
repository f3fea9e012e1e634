import { oneLine } from '../../errors/one-line.js';
import type { Reading } from '../contract/read-contract.js';
import type { OperationPlace } from '../contract/read-operations.js';
import { child, items, type JsonNode, textAt } from '../document/json-node.js';

/** The server that an operation, its path or the document names first; undefined where that is no whole address. */
export function serverOf({ node, item }: OperationPlace, reading: Reading): string | undefined {
  if (reading.dialect === 'swagger-2.0') return swaggerServer(reading.references.root, node);
  const listed = [node, item, reading.references.root].map((one) => items(child(one, 'servers')));
  const [first, ...others] = listed.find((servers) => servers.length > 0) ?? [];
  for (const other of others) reading.losses.add('lost', other, 'a route has one backend: the first server');
  if (!first) return undefined;
  reading.losses.others(first, new Set(['url', 'variables', 'description']), 'a backend has no place for it');
  const url = filled(textAt(first, 'url') ?? '', first, reading);
  return /^https?:\/\//i.test(url) ? url : undefined;
}

function filled(url: string, server: JsonNode, { losses }: Reading): string {
  const variables = child(server, 'variables');
  return url.replace(/\{([^{}]*)\}/g, (placeholder, name: string) => {
    const variable = variables && child(variables, name);
    const standard = variable && child(variable, 'default')?.value;
    if (!variable || typeof standard !== 'string') return placeholder;
    losses.add('assumed', variable, `its default is taken: ${oneLine(standard)}`);
    return standard;
  });
}

/** HTTPS where there is a choice. Without a host there is no server. */
function swaggerServer(root: JsonNode, operation: JsonNode): string | undefined {
  const host = textAt(root, 'host');
  if (!host) return undefined;
  const schemes = items(child(operation, 'schemes') ?? child(root, 'schemes')).map(({ value }) => value);
  const scheme = schemes.length === 0 || schemes.includes('https') ? 'https' : 'http';
  return `${scheme}://${host}${textAt(root, 'basePath') ?? ''}`;
}
