/** Decodes percent-encoding; text that is not valid percent-encoded UTF-8 stays as it is. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
