import type { EdgePath } from './edge-paths.js';

/**
 * First segments of the paths of the REST API, where no path of the HTTP API has one of them and all are literal: then
 * patterns tell the two apart. Undefined where they do not. `''` stands for `/`.
 */
export function restBeginnings(paths: readonly EdgePath[]): readonly string[] | undefined {
  const [rest, http] = (['rest', 'http'] as const).map((api) =>
    paths.filter((path) => path.api === api).map(beginning),
  );
  if (!rest || !http || [...rest, ...http].includes(undefined)) return undefined;
  if (rest.some((segment) => http.includes(segment))) return undefined;
  return [...new Set(rest.flatMap((segment) => (segment === undefined ? [] : [segment])))].sort();
}

function beginning({ segments }: EdgePath): string | undefined {
  const [first] = segments;
  if (!first) return '';
  return first.kind === 'literal' ? first.text : undefined;
}
