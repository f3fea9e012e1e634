import type { KeyTable } from './key-table.js';

/** Functions may not change these. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html */
const READ_ONLY = ['content-length', 'host', 'transfer-encoding', 'via'];
/** CloudFront answers these itself, from what it has kept. */
const CONDITIONAL = ['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'range'];

/**
 * Lines of a function `key(request)` that takes away what is in no cache key. What reached a backend and is in no key could
 * be answered to everybody.
 *
 * @param compresses CloudFront has encodings in the key
 */
export function keyCode({ rows, keys }: KeyTable, compresses: boolean): readonly string[] {
  const own = [...READ_ONLY, ...CONDITIONAL, ...(compresses ? ['accept-encoding'] : [])];
  return [
    `const keyRows = ${JSON.stringify(rows)};`,
    `const keys = ${JSON.stringify(keys.map(({ headers, query, cookies }) => [headers, cookies, query]))};`,
    `const own = ${JSON.stringify(own)};`,
    'function keyOf(path) {',
    '  for (let i = 0; i < keyRows.length; i++) if (RegExp(keyRows[i][1]).test(path)) return keyRows[i][0];',
    '}',
    'function key(request) {',
    '  const names = keys[keyOf(request.uri) - 1];',
    '  if (!names) return;',
    '  keep(request.headers, own.concat(names[0]));',
    '  keep(request.cookies, names[1]);',
    "  if (names[2] !== 'all') keep(request.querystring, names[2]);",
    '}',
    'function keep(fields, names) {',
    '  for (const name in fields) if (names.indexOf(name) < 0) delete fields[name];',
    '}',
  ];
}

/** A function `anonymous(response)`: the cookie of one caller's answer would be everybody's. */
export const ANONYMOUS = [
  'function anonymous(response) {',
  '  for (const name in response.cookies) delete response.cookies[name];',
  '  return response;',
  '}',
];
