export interface XmlElement {
  readonly name: string;
  readonly children: readonly (XmlElement | string)[];
}

/** @param children elements, or text */
export function element(name: string, ...children: readonly (XmlElement | string)[]): XmlElement {
  return { name, children };
}

export function xmlDocument(name: string, namespace: string, children: readonly XmlElement[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="${namespace}">${children.map(write).join('')}</${name}>`;
}

function write(node: XmlElement | string): string {
  if (typeof node === 'string') return escapeText(node);
  return `<${node.name}>${node.children.map(write).join('')}</${node.name}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };

/** Characters that XML 1.0 has no way to write (section 2.2) become U+FFFD. */
function escapeText(text: string): string {
  return text
    .replace(/[&<>\r]/g, (character) => ENTITIES[character] ?? '')
    .replace(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
