import type { ContractInfo, ExternalDocs } from '../../spec/contract-info.js';
import { child, isObject, items, type JsonNode, textAt } from '../document/json-node.js';
import type { Reading } from './read-contract.js';

const NO_PLACE = 'a gateway has no place for it';
const INFO_PARTS = new Set('title version description license contact termsOfService'.split(' '));

/** What the document says of itself. */
export function readInfo(root: JsonNode, reading: Reading): ContractInfo {
  const info = child(root, 'info');
  if (info) reading.losses.others(info, INFO_PARTS, NO_PLACE);
  const license = info && readLicense(info, reading);
  const contact = info && readContact(info, reading);
  const externalDocs = readExternalDocs(root, reading);
  const texts = (['title', 'version', 'description', 'termsOfService'] as const).flatMap((key) => {
    const value = info && textAt(info, key);
    return value ? [[key, value] as const] : [];
  });
  return {
    ...Object.fromEntries(texts),
    ...(license && { license }),
    ...(contact && { contact }),
    ...(externalDocs && { externalDocs }),
  };
}

function readLicense(info: JsonNode, { losses }: Reading): ContractInfo['license'] {
  const node = child(info, 'license');
  if (!node) return undefined;
  const [name, identifier, url] = ['name', 'identifier', 'url'].map((key) => textAt(node, key));
  if (name === undefined || (identifier === undefined && url === undefined)) {
    losses.add('lost', node, 'a license has a name, and an identifier or an address');
    return undefined;
  }
  losses.others(node, new Set(['name', identifier === undefined ? 'url' : 'identifier']), NO_PLACE);
  return identifier === undefined ? { name, url: url ?? '' } : { name, identifier };
}

function readContact(info: JsonNode, { losses }: Reading): ContractInfo['contact'] {
  const node = child(info, 'contact');
  if (!node) return undefined;
  const texts = ['name', 'url', 'email'].flatMap((key) => {
    const value = textAt(node, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  losses.others(node, new Set(texts.map(([key]) => key)), NO_PLACE);
  return texts.length > 0 ? Object.fromEntries(texts) : undefined;
}

/** Of the document, or of an operation. */
export function readExternalDocs(holder: JsonNode, { losses }: Reading): ExternalDocs | undefined {
  const node = child(holder, 'externalDocs');
  if (!node) return undefined;
  const url = textAt(node, 'url');
  if (url === undefined) {
    losses.add('lost', node, 'a page has an address');
    return undefined;
  }
  const description = textAt(node, 'description');
  losses.others(node, new Set(['url', ...(description === undefined ? [] : ['description'])]), NO_PLACE);
  return { url, ...(description !== undefined && { description }) };
}

/**
 * What is said of the tags that operations have.
 *
 * @param listed what documents of a gateway's say of a tag that nobody has described
 */
export function readTags(
  root: JsonNode,
  listed: ReadonlyMap<string, string>,
  { losses }: Reading,
): Readonly<Record<string, string>> {
  const said = items(child(root, 'tags')).flatMap((node) => {
    const name = isObject(node.value) ? textAt(node, 'name') : undefined;
    if (name === undefined || !listed.has(name)) {
      losses.add('lost', node, 'no route is listed under it');
      return [];
    }
    losses.others(node, new Set(['name', 'description']), NO_PLACE);
    const description = textAt(node, 'description');
    return description && description !== listed.get(name) ? [[name, description] as const] : [];
  });
  return Object.fromEntries(said);
}
