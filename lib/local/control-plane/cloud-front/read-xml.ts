const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The texts of all elements of a name that hold a text alone, in their order. */
export function textsOf(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => unescaped(text));
}

/** That of the first; empty where there is none. */
export const textOf = (xml: string, name: string): string => textsOf(xml, name)[0] ?? '';

const unescaped = (text: string): string =>
  text.replace(/&(\w+);/g, (entity, word: string) => (Object.hasOwn(ENTITIES, word) ? (ENTITIES[word] ?? '') : entity));
