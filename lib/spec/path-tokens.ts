import { remembered } from './remembered.js';

/** A parameter of any name. No literal has a brace. */
export const PARAMETER = '{}';
export const GREEDY = '{+}';

/** What a path is divided between: letters, slashes and whole parameters. */
export const pathTokens = remembered((path): readonly string[] => {
  const tokens: string[] = [];
  for (const [index, segment] of path.split('/').entries()) {
    if (index > 0) tokens.push('/');
    if (segment.startsWith('{')) tokens.push(segment.endsWith('+}') ? GREEDY : PARAMETER);
    else tokens.push(...segment);
  }
  return tokens;
});

/** Equal for beginnings that differ in names of parameters alone. */
export function normalBeginning(beginning: string): string {
  return pathTokens(beginning).join('');
}
