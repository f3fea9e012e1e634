import { remembered } from './remembered.js';

/** A parameter of any name. No literal has a brace. */
export const PARAMETER = '{}';
export const GREEDY = '{+}';

/** What a path is made of: slashes, signs and whole parameters. */
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

/**
 * What paths are put in order by, as text: what stands below a path comes right behind it, signs by their code, parameters
 * of any name behind all of them, greedy ones last.
 */
export const pathKey = remembered((path): string => pathTokens(path).map(tokenKey).join(''));

function tokenKey(token: string): string {
  if (token === '/') return '\u0001';
  if (token === PARAMETER) return '\ufffe';
  return token === GREEDY ? '\uffff' : token;
}
