/** `./handlers//get.ts` is the same file as `handlers/get.ts`, and so the same function. */
export function plainFile(entry: string): string {
  // Most are: a large gateway asks several times of each route.
  if (!/(?:^|\/)\.?(?:\/|$)/.test(entry)) return entry;
  const segments = entry.split('/').filter((segment, index) => segment !== '.' && (segment !== '' || index === 0));
  return segments.join('/');
}
