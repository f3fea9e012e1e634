/** `*` is any run of characters, `?` any one. */
export function matchesWildcards(pattern: string, text: string, ignoreCase = false): boolean {
  const [wanted, given] = ignoreCase ? [pattern.toLowerCase(), text.toLowerCase()] : [pattern, text];
  let at = 0;
  let read = 0;
  let star = -1;
  let resume = 0;
  while (read < given.length) {
    if (wanted[at] === '*') {
      star = at;
      resume = read;
      at += 1;
    } else if (wanted[at] === '?' || wanted[at] === given[read]) {
      at += 1;
      read += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      read = resume;
    } else return false;
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}
