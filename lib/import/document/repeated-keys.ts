import { escapedToken } from './json-node.js';

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
  let string = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    const level = levels.at(-1);
    if (char === '"') {
      const end = endOfString(text, at);
      string = level?.keys ? text.slice(at, end + 1) : '';
      at = end;
    } else if (char === '{' || char === '[')
      levels.push({ keys: char === '{' ? new Set() : undefined, key: '', index: 0 });
    else if (char === '}' || char === ']') levels.pop();
    else if (char === ',' && level) level.index += 1;
    else if (char === ':' && level?.keys) {
      level.key = JSON.parse(string);
      if (level.keys.has(level.key)) repeated.push(pointerOf(levels));
      level.keys.add(level.key);
    }
  }
  return repeated;
}

/** Of the closing quote. No regular expression: over a long string it runs out of stack. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end > 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

function pointerOf(levels: readonly Level[]): string {
  return levels.map(({ keys, key, index }) => `/${keys ? escapedToken(key) : index}`).join('');
}
