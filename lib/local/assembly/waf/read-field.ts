import type { WafFallback, WafField, WafInspection, WafNames } from '../../model/web-acl.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';

type ReadField = (properties: Properties) => WafField | undefined;

const OVERSIZE = ['CONTINUE', 'MATCH', 'NO_MATCH'] as const;
const SCOPES = ['ALL', 'KEY', 'VALUE'] as const;
const FALLBACKS = ['MATCH', 'NO_MATCH'] as const;

const oversizeOf = (properties: Properties) => oneOf(properties.string('OversizeHandling'), OVERSIZE) ?? 'CONTINUE';
const scopeOf = (properties: Properties) => oneOf(properties.string('MatchScope'), SCOPES) ?? 'ALL';

/** What a setting says of requests that lack what it asks for. */
export const fallbackOf = (properties: Properties): WafFallback =>
  oneOf(properties.string('FallbackBehavior'), FALLBACKS) ?? 'NO_MATCH';

const named =
  (kind: 'single-header' | 'single-query-argument'): ReadField =>
  (properties) => {
    const name = properties.string('Name');
    return name === undefined ? undefined : { kind, name };
  };

const withNames =
  (kind: 'headers' | 'cookies', word: 'Headers' | 'Cookies'): ReadField =>
  (properties) => ({
    kind,
    names: readNames(properties.object('MatchPattern'), word),
    scope: scopeOf(properties),
    oversize: oversizeOf(properties),
  });

function readNames(pattern: Properties, word: 'Headers' | 'Cookies'): WafNames {
  if (pattern.has(`Included${word}`)) return { kind: 'included', names: pattern.strings(`Included${word}`) };
  if (pattern.has(`Excluded${word}`)) return { kind: 'excluded', names: pattern.strings(`Excluded${word}`) };
  return { kind: 'all' };
}

function readJsonBody(properties: Properties): WafField {
  const pattern = properties.object('MatchPattern');
  const invalid = oneOf(properties.string('InvalidFallbackBehavior'), [...FALLBACKS, 'EVALUATE_AS_STRING']);
  return {
    kind: 'json-body',
    ...(pattern.has('IncludedPaths') && { paths: pattern.strings('IncludedPaths') }),
    scope: scopeOf(properties),
    ...optional('invalid', invalid),
    oversize: oversizeOf(properties),
  };
}

const FIELDS: readonly (readonly [key: string, read: ReadField])[] = [
  ['SingleHeader', named('single-header')],
  ['SingleQueryArgument', named('single-query-argument')],
  ['AllQueryArguments', () => ({ kind: 'all-query-arguments' })],
  ['UriPath', () => ({ kind: 'uri-path' })],
  ['QueryString', () => ({ kind: 'query-string' })],
  ['Method', () => ({ kind: 'method' })],
  ['Body', (properties) => ({ kind: 'body', oversize: oversizeOf(properties) })],
  ['JsonBody', readJsonBody],
  ['Headers', withNames('headers', 'Headers')],
  ['Cookies', withNames('cookies', 'Cookies')],
  ['HeaderOrder', (properties) => ({ kind: 'header-order', oversize: oversizeOf(properties) })],
  ['JA3Fingerprint', (properties) => ({ kind: 'ja3-fingerprint', fallback: fallbackOf(properties) })],
  ['JA4Fingerprint', (properties) => ({ kind: 'ja4-fingerprint', fallback: fallbackOf(properties) })],
  ['UriFragment', (properties) => ({ kind: 'uri-fragment', fallback: fallbackOf(properties) })],
];

/** The one part of a request that `FieldToMatch` names; undefined where it names none that is known. */
export function readField(field: Properties): WafField | undefined {
  const [key, read] = FIELDS.find(([name]) => field.has(name)) ?? [];
  return key === undefined ? undefined : read?.(field.object(key));
}

/** Types of the transformations, in the order of their priorities. */
export const readTransformations = (properties: Properties): string[] =>
  properties
    .objects('TextTransformations')
    .map((each) => ({ priority: each.number('Priority') ?? 0, type: each.string('Type') ?? 'an unknown one' }))
    .sort((one, other) => one.priority - other.priority)
    .map(({ type }) => type);

/** What a statement looks at, or why it cannot. */
export function readInspection(properties: Properties): WafInspection | string {
  const field = readField(properties.object('FieldToMatch'));
  if (field === undefined) return 'its FieldToMatch names no part of a request that is known here';
  if (properties.objects('PreParseTextTransformations').some((each) => each.string('Type') !== 'NONE')) {
    return 'its PreParseTextTransformations are not done here';
  }
  return { field, transformations: readTransformations(properties) };
}
