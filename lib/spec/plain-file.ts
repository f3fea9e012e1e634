/** `./handlers//get.ts` is the same file as `handlers/get.ts`, and so the same function. */
export function plainFile(entry: string): string {
  const segments = entry.split('/').filter((segment, index) => segment !== '.' && (segment !== '' || index === 0));
  return segments.join('/');
}
