/**
 * JSON whose numbers and key order survive being read and written: a parsed number would lose digits, and JavaScript
 * puts keys like `7` first. So numbers become texts with an `n` before them, and all texts and keys get an `s`; with it
 * no key is `__proto__` either.
 */
export type ExactJson = null | boolean | string | ExactJson[] | { [key: string]: ExactJson };

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const TEXT = /"[^"\\]*(?:\\.[^"\\]*)*"/g;

/** @throws SyntaxError where the text is no JSON */
export function parseExactJson(text: string): ExactJson {
  JSON.parse(text);
  const marked = text.replace(TOKEN, (token) => (token.startsWith('"') ? `"s${token.slice(1)}` : `"n${token}"`));
  return JSON.parse(marked) as ExactJson;
}

/** Without blanks; texts as `JSON.stringify` writes them, numbers as they were read. */
export function writeExactJson(value: ExactJson): string {
  return JSON.stringify(value).replace(TEXT, (text) => (text[1] === 'n' ? text.slice(2, -1) : `"${text.slice(2)}`));
}

/** A key as it stands in exact JSON. */
export function exactKey(key: string): string {
  return `s${key}`;
}
