/** What is no visible ASCII percent-encoded as UTF-8, so that no text ends a line or begins another. */
export function visibleText(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (part) => [...new TextEncoder().encode(part)].map(percent).join(''));
}

function percent(byte: number): string {
  return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
