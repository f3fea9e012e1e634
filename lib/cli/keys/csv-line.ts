import { stringify } from 'csv-stringify/sync';

/**
 * A line of CSV, RFC 4180 quoting, without the line's end. A cell that a spreadsheet would run as a formula gets a
 * quote before it.
 *
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvLine(cells: readonly (string | number)[]): string {
  return stringify([cells.map(String)], { escape_formulas: true }).replace(/\n$/, '');
}
