import { type Budget, spendCharacters, TemplateError } from './budget.js';
import { formatJson, formatValue } from './format-value.js';
import { parseJson } from './parse-json.js';
import type { VtlObject, VtlValue } from './value.js';

/**
 * `$util`.
 *
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function utilVariable(budget: Budget): VtlObject {
  const text = (value: VtlValue | undefined): string => formatValue(value ?? null, budget);
  const members: Readonly<Record<string, (value: VtlValue | undefined) => VtlValue>> = {
    escapeJavaScript: (value) => escapeJavaScript(text(value)),
    parseJson: (value) => readJson(text(value)),
    toJson: (value) => formatJson(value ?? null, budget),
    urlEncode: (value) => urlEncode(text(value)),
    urlDecode: (value) => urlDecode(text(value)),
    base64Encode: (value) => Buffer.from(text(value)).toString('base64'),
    base64Decode: (value) => Buffer.from(text(value), 'base64').toString(),
    quiet: () => null,
    qr: () => null,
  };
  return {
    kind: 'object',
    get: () => null,
    call: (name, args) => {
      const result = Object.hasOwn(members, name) ? (members[name]?.(args[0]) ?? null) : null;
      if (typeof result === 'string') spendCharacters(budget, result.length);
      return result;
    },
  };
}

function readJson(text: string): VtlValue {
  const value = parseJson(text);
  if (value === undefined) throw new TemplateError('$util.parseJson was given no JSON');
  return value;
}

const SHORT: Readonly<Record<string, string>> = {
  "'": "\\'",
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

/** Escapes as Apache Commons' `escapeJavaScript`: the single quote too, which JSON does not take. */
function escapeJavaScript(text: string): string {
  return text.replace(/['"\\/]|[^ -~]/g, (character) => {
    const short = SHORT[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  });
}

/** As HTML forms: a blank is `+`, and all but letters, digits and `.-*_` is escaped. */
const urlEncode = (text: string): string =>
  encodeURIComponent(Buffer.from(text).toString())
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new TemplateError('$util.urlDecode was given a broken escape');
  }
}
