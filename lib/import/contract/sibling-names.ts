import { type PathSegment, pathShape } from '../../spec/path.js';

/**
 * What the parameters of each path are called once paths of one level agree, as an HTTP API wants it: the name that most
 * of them have, of several the one that stands first. Name in the document → name in the spec, by path.
 *
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html (ConflictException)
 */
export function siblingNames(
  paths: ReadonlyMap<string, readonly PathSegment[]>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const wanted = countedNames([...paths.values()]);
  const chosen = new Map<string, string>();
  return new Map(
    [...paths].map(([path, segments]) => {
      const names = new Map<string, string>();
      for (const [depth, segment] of segments.entries()) {
        if (segment.kind === 'literal') continue;
        const level = levelOf(segments, depth);
        const name = chosen.get(level) ?? firstFree(wanted.get(level) ?? new Map(), new Set(names.values()));
        chosen.set(level, name);
        names.set(segment.text, name);
      }
      return [path, names];
    }),
  );
}

/** The parameters of a path by their names in the spec. */
export function withNames(path: string, names: ReadonlyMap<string, string>): string {
  return path.replace(/\{([^{}+]+)(\+?)\}/g, (_, name: string, rest: string) => `{${names.get(name) ?? name}${rest}}`);
}

function countedNames(paths: readonly (readonly PathSegment[])[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const levels = new Map<string, Map<string, number>>();
  for (const segments of paths) {
    for (const [depth, segment] of segments.entries()) {
      if (segment.kind === 'literal') continue;
      const level = levelOf(segments, depth);
      const names = levels.get(level) ?? new Map<string, number>();
      names.set(segment.text, (names.get(segment.text) ?? 0) + 1);
      levels.set(level, names);
    }
  }
  return levels;
}

function levelOf(segments: readonly PathSegment[], depth: number): string {
  return `${segments[depth]?.kind} ${pathShape(segments.slice(0, depth))}`;
}

/** @param above names of the same path: all paths of a level have the same ones there */
function firstFree(counts: ReadonlyMap<string, number>, above: ReadonlySet<string>): string {
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const free = byCount.find((name) => !above.has(name));
  if (free !== undefined) return free;
  let index = 2;
  while (above.has(`${byCount[0]}${index}`)) index += 1;
  return `${byCount[0]}${index}`;
}
