import { isRecord } from '../../json/json-value.js';

/**
 * A web ACL of a template as the API has it: what is searched for is in Base64, and secrets stand in place of references
 * to them.
 *
 * https://docs.aws.amazon.com/waf/latest/APIReference/API_ByteMatchStatement.html
 */
export function asApiJson(
  template: Readonly<Record<string, unknown>>,
  resolve: (text: string) => string | undefined,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(template).map(([name, value]) => entry(name, value, resolve)));
}

function entry(name: string, value: unknown, resolve: (text: string) => string | undefined): [string, unknown] {
  if (name === 'SearchStringBase64') return ['SearchString', value];
  if (name === 'SearchString') return [name, Buffer.from(resolve(String(value)) ?? '').toString('base64')];
  return [name, converted(value, resolve)];
}

function converted(value: unknown, resolve: (text: string) => string | undefined): unknown {
  if (Array.isArray(value)) return value.map((item) => converted(item, resolve));
  return isRecord(value) ? asApiJson(value, resolve) : value;
}
