/** Without doubled slashes, `.` and `..`; one that leads out of a relative path stays at its beginning. */
export function normalizePath(path: string): string {
  const isAbsolute = path.startsWith('/');
  const kept: string[] = [];
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    const isBack = segment === '..';
    if (isBack && kept.length > 0 && kept.at(-1) !== '..') kept.pop();
    else if (!isBack || !isAbsolute) kept.push(segment);
  }
  const last = segments.at(-1);
  const endsOpen = kept.length > 0 && (last === '' || last === '.' || last === '..');
  return (isAbsolute ? '/' : '') + kept.join('/') + (endsOpen ? '/' : '');
}
