/** A parameter of any name. No literal has a brace. */
export const PARAMETER = '{}';
export const GREEDY = '{+}';

/** What a path is divided between: letters, slashes and whole parameters. */
export function pathTokens(path: string): readonly string[] {
  return path.split('/').flatMap((segment, index) => {
    const tokens = segment.startsWith('{') ? [segment.endsWith('+}') ? GREEDY : PARAMETER] : [...segment];
    return index === 0 ? tokens : ['/', ...tokens];
  });
}

/** Equal for beginnings that differ in names of parameters alone. */
export function normalBeginning(beginning: string): string {
  return pathTokens(beginning).join('');
}
