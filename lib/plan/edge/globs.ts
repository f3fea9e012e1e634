/**
 * Patterns of CloudFront: `*` for any text, slashes included, and `?` for one character.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
type Glob = string;

/** What all paths that match begin with. */
export function globHead(glob: Glob): string {
  const [head = ''] = glob.split(/[*?]/, 1);
  return head;
}

/** Whether some path matches both. */
export function globsOverlap(one: Glob, other: Glob): boolean {
  if (differ(one, other)) return false;
  return fits(one, other, (a, b) => a === '?' || b === '?' || a === b, true);
}

/** Whether every path that matches the second matches the first. It may say no where it cannot tell. */
export function globCovers(one: Glob, other: Glob): boolean {
  if (differ(one, other)) return false;
  return fits(one, other, (a, b) => a === b || (a === '?' && b !== '*'), false);
}

/** Most patterns differ in what they begin or end with, and need no further look. */
function differ(one: Glob, other: Glob): boolean {
  return (
    differFrom(one, other, (text, index) => text[index]) || differFrom(one, other, (text, index) => text.at(-1 - index))
  );
}

function differFrom(one: Glob, other: Glob, signAt: (text: Glob, index: number) => string | undefined): boolean {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const [a, b] = [signAt(one, index), signAt(other, index)];
    if (a === '*' || b === '*') return false;
    if (a !== b && a !== '?' && b !== '?') return true;
  }
  return false;
}

/**
 * Reads both from right to left: a `*` of the first stands for any characters of the second, and the other way round
 * where `isMutual`; other characters go in pairs.
 */
function fits(one: Glob, other: Glob, isPair: (a: string, b: string) => boolean, isMutual: boolean): boolean {
  let row = new Uint8Array(other.length + 1);
  for (let i = one.length; i >= 0; i -= 1) {
    const below = row;
    row = new Uint8Array(other.length + 1);
    for (let j = other.length; j >= 0; j -= 1) {
      const [a, b] = [one[i], other[j]];
      const isStar = a === '*' || (isMutual && b === '*');
      const without = (a !== undefined && below[j] === 1) || (b !== undefined && row[j + 1] === 1);
      const paired = a !== undefined && b !== undefined && isPair(a, b) && below[j + 1] === 1;
      row[j] = Number(isStar ? without : paired || (a === undefined && b === undefined));
    }
  }
  return row[0] === 1;
}
