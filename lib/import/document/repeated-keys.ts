import { escapedToken } from './json-node.js';

/** Strings, and the marks that open, part and close; numbers and words do not matter here. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;

interface Level {
  /** Of an array: none. */
  readonly keys: Set<string> | undefined;
  key: string;
  index: number;
}

/**
 * Pointers to the members of a JSON text whose name stands twice in their object: `JSON.parse` keeps the last one and
 * says nothing (RFC 8259, section 4).
 *
 * @param text valid JSON
 */
export function repeatedKeys(text: string): readonly string[] {
  const repeated: string[] = [];
  const levels: Level[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') levels.push({ keys: token === '{' ? new Set() : undefined, key: '', index: 0 });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ',' && level) level.index += 1;
    else if (token === ':' && level?.keys) {
      level.key = JSON.parse(last);
      if (level.keys.has(level.key)) repeated.push(pointerOf(levels));
      level.keys.add(level.key);
    }
    last = token;
  }
  return repeated;
}

function pointerOf(levels: readonly Level[]): string {
  return levels.map(({ keys, key, index }) => `/${keys ? escapedToken(key) : index}`).join('');
}
