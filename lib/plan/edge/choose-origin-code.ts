import { originIdOf } from './origin-id.js';
import type { OriginTable } from './origin-table.js';
import type { PathExpression } from './path-expression.js';

/**
 * Lines of a function `choose(method, path)` that says the id of an origin. One literal expression stands for all origins,
 * each of which has groups in it: a request compiles none of its own, and leaves what begins otherwise at its first letters.
 */
export function chooseCode({ methods, all }: OriginTable, defaultOrigin: string): readonly string[] {
  const expressions = [...Object.values(methods), ...all];
  const origins = [...new Set([defaultOrigin, ...expressions.flatMap((expression) => expression.origins)])];
  const row = (expression: PathExpression) => rowText(expression, origins);
  const byMethod = Object.entries(methods).map(([method, expression]) => `${method}: ${row(expression)}`);
  return [
    `const origins = ${JSON.stringify(origins.map(originIdOf))};`,
    `const table = { ${byMethod.join(', ')} };`,
    `const all = [${all.map(row).join(', ')}];`,
    'function choose(method, path) {',
    '  const rows = table.hasOwnProperty(method) ? [table[method]].concat(all) : all;',
    "  const bare = path.length > 1 && path.slice(-1) === '/' && path.slice(0, -1);",
    '  for (let i = 0; i < rows.length; i++) {',
    '    const origin = find(rows[i], path) || (bare && find(rows[i], bare));',
    '    if (origin) return origin;',
    '  }',
    '  return origins[0];',
    '}',
    'function find(row, path) {',
    '  const groups = row[0].exec(path);',
    '  for (let i = 0; groups && i < row[1].length; i++) if (groups[i + 1] !== undefined) return origins[row[1][i]];',
    '}',
  ];
}

function rowText({ source, origins: groups }: PathExpression, origins: readonly string[]): string {
  return `[/${source.replaceAll('/', '\\/')}/, ${JSON.stringify(groups.map((origin) => origins.indexOf(origin)))}]`;
}
