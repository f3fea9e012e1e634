import { colors } from '../colors.js';
import { indented, table } from '../table.js';
import { curlLine } from './curl-line.js';
import type { RouteRow } from './route-rows.js';

/** The routes as a table, under each its `curl` line. */
export function printRoutes(rows: readonly RouteRow[]): string {
  const cells = rows.map((row) => [`${row.method.padEnd(7)}${row.path}`, row.caller, row.summary]);
  const [head, ...lines] = table([{ title: 'Route' }, { title: 'Caller' }, { title: '' }], cells).split('\n');
  const entries = lines.map((line, index) => {
    const row = rows[index];
    return row ? `${colors.bold(line)}\n${colors.dim(curlLine(row.request))}\n` : line;
  });
  return indented([colors.dim(head ?? ''), ...entries].join('\n'));
}
