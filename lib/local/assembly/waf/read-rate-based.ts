import type { WafField, WafForwardedIp, WafRateBased, WafRateKey } from '../../model/web-acl.js';
import { oneOf, optional } from '../optional.js';
import type { Properties } from '../properties.js';
import { fallbackOf, readTransformations } from './read-field.js';

const POSITIONS = ['FIRST', 'LAST', 'ANY'] as const;

/** `ForwardedIPConfig` and `IPSetForwardedIPConfig`; the first knows no position: the first address counts. */
export function readForwardedIp(config: Properties): WafForwardedIp | undefined {
  const headerName = config.string('HeaderName');
  if (headerName === undefined) return undefined;
  return {
    headerName,
    fallback: fallbackOf(config),
    position: oneOf(config.string('Position'), POSITIONS) ?? 'FIRST',
  };
}

/** All but its scope-down statement; or why it cannot be evaluated. */
export function readRateBased(statement: Properties): Omit<WafRateBased, 'scopeDown'> | string {
  const limit = statement.number('Limit');
  if (limit === undefined) return 'its Limit is not known';
  const keys = readKeys(statement);
  if (typeof keys === 'string') return keys;
  const forwarded = statement.has('ForwardedIPConfig')
    ? readForwardedIp(statement.object('ForwardedIPConfig'))
    : undefined;
  return {
    kind: 'rate-based',
    limit,
    windowMs: (statement.number('EvaluationWindowSec') ?? 300) * 1000,
    keys,
    ...optional('forwarded', forwarded),
  };
}

function readKeys(statement: Properties): WafRateKey[] | string {
  const type = statement.string('AggregateKeyType') ?? 'IP';
  if (type === 'IP') return [{ kind: 'ip' }];
  if (type === 'FORWARDED_IP') return [{ kind: 'forwarded-ip' }];
  if (type === 'CONSTANT') return [];
  if (type !== 'CUSTOM_KEYS') return `its AggregateKeyType ${type} is not known here`;
  const keys = statement.objects('CustomKeys').map(readKey);
  const known = keys.filter((key) => key !== undefined);
  return known.length === keys.length && keys.length > 0 ? known : 'one of its CustomKeys is not known here';
}

const named = (kind: 'single-header' | 'single-cookie' | 'single-query-argument') => (key: Properties) => {
  const name = key.string('Name');
  return name === undefined ? undefined : { kind, name };
};

const FIELD_KEYS: readonly (readonly [key: string, field: (key: Properties) => WafField | undefined])[] = [
  ['Header', named('single-header')],
  ['Cookie', named('single-cookie')],
  ['QueryArgument', named('single-query-argument')],
  ['QueryString', () => ({ kind: 'query-string' })],
  ['UriPath', () => ({ kind: 'uri-path' })],
  ['JA3Fingerprint', (key) => ({ kind: 'ja3-fingerprint', fallback: fallbackOf(key) })],
  ['JA4Fingerprint', (key) => ({ kind: 'ja4-fingerprint', fallback: fallbackOf(key) })],
];

const PLAIN_KEYS: readonly (readonly [string, WafRateKey])[] = [
  ['IP', { kind: 'ip' }],
  ['ForwardedIP', { kind: 'forwarded-ip' }],
  ['HTTPMethod', { kind: 'http-method' }],
  ['ASN', { kind: 'asn' }],
];

function readKey(key: Properties): WafRateKey | undefined {
  const plain = PLAIN_KEYS.find(([name]) => key.has(name));
  if (plain) return plain[1];
  const namespace = key.has('LabelNamespace') ? key.object('LabelNamespace').string('Namespace') : undefined;
  if (namespace !== undefined) return { kind: 'label-namespace', namespace };
  const [name = '', readField] = FIELD_KEYS.find(([each]) => key.has(each)) ?? [];
  const field = readField?.(key.object(name));
  return field && { kind: 'field', field, transformations: readTransformations(key.object(name)) };
}
