import { chooseCode } from './choose-origin-code.js';
import { ANONYMOUS, keyCode } from './kept-request-code.js';
import type { KeyTable } from './key-table.js';
import type { OriginTable } from './origin-table.js';

export interface EdgeFunctionProps {
  /** How the function chooses between the APIs; absent: it leaves that to the behaviours. */
  readonly table?: OriginTable;
  /** Id of the API that has what the table does not. */
  readonly defaultOrigin: string;
  /** A route's literal segment has a colon in it. */
  readonly hasColons: boolean;
  /** Another gateway stands in for the APIs. */
  readonly hasFailover: boolean;
  /** Some answers are kept: the function sees them as well. */
  readonly isCached: boolean;
  /** What GET and HEAD keep of a request; absent: the policies of all cached paths see to it. */
  readonly keyed?: KeyTable;
  /** Encodings are in the cache key. */
  readonly compresses: boolean;
}

/**
 * What runs before the cache for every request, and behind it for answers of cached paths, for the runtime `cloudfront-js-2.0`: ECMAScript 5.1 with `const`, `let` and
 * little else.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
 */
export function edgeFunctionCode(props: EdgeFunctionProps): string {
  const { table, hasColons, isCached, keyed, compresses } = props;
  return [
    ...(table ? ["import cf from 'cloudfront';"] : []),
    `const twofold = ${twofold(hasColons)};`,
    ...(table ? chooseCode(table, props.defaultOrigin) : []),
    ...(keyed ? keyCode(keyed, compresses) : []),
    ...(isCached ? ANONYMOUS : []),
    ...DECODES,
    'function handler(event) {',
    '  const request = event.request;',
    ...(isCached || keyed ? ["  const reads = request.method === 'GET' || request.method === 'HEAD';"] : []),
    ...(isCached ? ['  if (event.response) return reads ? anonymous(event.response) : event.response;'] : []),
    '  const path = request.uri;',
    '  if (twofold.test(path) || !decodes(path)) return refusal;',
    ...(table ? choosing(props) : []),
    ...(keyed ? ['  if (reads) key(request);'] : []),
    '  return request;',
    '}',
    `const refusal = ${REFUSAL};`,
    '',
  ].join('\n');
}

/**
 * Paths that CloudFront, the two kinds of API and backends do not all read in the same way. CloudFront decodes letters,
 * joins slashes and drops dots before it looks for a behaviour, and hands the path on as it came; an HTTP API decodes
 * before it compares, a REST API does not. A slash that is encoded (`%2F`) is a part of its segment to all of them.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern
 */
function twofold(hasColons: boolean): string {
  const encoded = [
    '[01]', // control characters
    '7f',
    '2[de]', // - and .
    '3\\d',
    ...(hasColons ? ['3a'] : []),
    '[46][1-9a-f]',
    '[57][\\da]',
    '5[cf]', // \ and _
  ];
  const ways = [
    '^(?!/)',
    '[^!-~]',
    '[#\\\\]',
    '//',
    // Some servers drop what stands behind a semicolon, and some decode slashes.
    '(?:/|%2f)\\.\\.?(?:/|%2f|;|$)',
    '%(?![\\da-f]{2})',
    `%(?:${encoded.join('|')})`,
  ];
  return `/${ways.join('|').replaceAll('/', '\\/')}/i`;
}

/** Bytes that are no UTF-8, overlong forms of a dot or a slash among them. */
const DECODES = [
  'function decodes(path) {',
  "  if (path.indexOf('%') < 0) return true;",
  '  try {',
  '    decodeURIComponent(path);',
  '    return true;',
  '  } catch (error) {',
  '    return false;',
  '  }',
  '}',
];

const PROBLEM = { type: 'about:blank', title: 'Bad Request', status: 400, detail: 'The path can be read in two ways.' };

const REFUSAL = JSON.stringify({
  statusCode: 400,
  statusDescription: 'Bad Request',
  headers: { 'content-type': { value: 'application/problem+json' }, 'cache-control': { value: 'no-store' } },
  body: { encoding: 'text', data: JSON.stringify(PROBLEM) },
});

/** A preflight request goes where the request that it announces goes. */
function choosing({ hasFailover }: EdgeFunctionProps): readonly string[] {
  return [
    "  const announced = request.method === 'OPTIONS' && request.headers['access-control-request-method'];",
    '  const origin = choose(announced ? announced.value : request.method, path);',
    hasFailover
      ? "  cf.createRequestOriginGroup({ originIds: [{ originId: origin }, { originId: 'failover' }], failoverCriteria: { statusCodes: [500, 502, 503, 504] } });"
      : '  cf.selectRequestOriginById(origin);',
  ];
}
