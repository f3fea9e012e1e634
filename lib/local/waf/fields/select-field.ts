import type { WafField, WafOversize } from '../../model/web-acl.js';
import type { FieldContent, Inspection } from '../inspection.js';
import { cookiePairs, headerValues } from './header-values.js';
import { jsonBody } from './json-body.js';
import { headerOrder, namedParts, oversized } from './named-parts.js';
import { queryArguments } from './query-arguments.js';

type Select<Kind extends WafField['kind']> = (
  field: WafField & { readonly kind: Kind },
  inspection: Inspection,
) => FieldContent;

const texts = (...found: readonly string[]): FieldContent => ({ kind: 'texts', texts: found });
const orFallback = (text: string | undefined, fallback: string): FieldContent =>
  text === undefined ? { kind: 'decided', match: fallback === 'MATCH' } : texts(text);

const SELECT = {
  'single-header': ({ name }, { request }) => texts(...headerValues(request.headers, name)),
  'single-query-argument': ({ name }, { request }) => texts(...argumentsNamed(request.queryString, name)),
  'single-cookie': ({ name }, { request }) =>
    texts(...cookiePairs(request.headers).flatMap(([each, value]) => (each === name ? [value] : []))),
  'all-query-arguments': (_field, { request }) =>
    texts(...queryArguments(request.queryString).map(([, value]) => value)),
  'uri-path': (_field, { request }) => texts(request.uriPath),
  'query-string': (_field, { request }) => texts(request.queryString),
  method: (_field, { request }) => texts(request.method),
  headers: (field, { request }) => namedParts(field, request.headers),
  cookies: (field, { request }) => namedParts(field, request.headers),
  'header-order': ({ oversize }, { request }) => headerOrder(oversize, request.headers),
  body: ({ oversize }, inspection) =>
    beyondLimit(oversize, inspection) ?? texts(seenBody(inspection).toString('latin1')),
  'json-body': (field, inspection) => beyondLimit(field.oversize, inspection) ?? jsonBody(field, seenBody(inspection)),
  'ja3-fingerprint': ({ fallback }, { request }) => orFallback(request.ja3, fallback),
  'ja4-fingerprint': ({ fallback }, { request }) => orFallback(request.ja4, fallback),
  // No client sends the fragment of an address (RFC 9110, section 7.1).
  'uri-fragment': ({ fallback }) => orFallback(undefined, fallback),
} satisfies { readonly [Kind in WafField['kind']]: Select<Kind> };

/** The part of a request that a statement looks at, before its transformations. */
export const selectField = (field: WafField, inspection: Inspection): FieldContent =>
  (SELECT[field.kind] as Select<WafField['kind']>)(field, inspection);

/** The name of an argument has no case. */
function argumentsNamed(queryString: string, name: string): string[] {
  const lower = name.toLowerCase();
  return queryArguments(queryString).flatMap(([each, value]) => (each.toLowerCase() === lower ? [value] : []));
}

const seenBody = ({ request, bodyLimitBytes }: Inspection): Buffer => request.body.subarray(0, bodyLimitBytes);

const beyondLimit = (oversize: WafOversize, { request, bodyLimitBytes }: Inspection): FieldContent | undefined =>
  request.body.length > bodyLimitBytes ? oversized(oversize) : undefined;
