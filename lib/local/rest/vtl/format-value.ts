import { type Budget, spendCharacters, spendStep, TemplateError } from './budget.js';
import type { VtlMap, VtlValue } from './value.js';

const MAX_DEPTH = 64;

/**
 * Text of a value as Java prints it: maps as `{a=1, b=2}`, lists of a JSON document as JSON (the JSON library
 * that API Gateway uses does so, even inside of maps), and nothing at all for null.
 */
export function formatValue(value: VtlValue, budget: Budget): string {
  const text = value === null ? '' : formatJava(value, budget, 0);
  spendCharacters(budget, text.length);
  return text;
}

/** JSON text without blanks, numbers as they were read. */
export function formatJson(value: VtlValue, budget: Budget): string {
  const text = toJson(value, budget, 0);
  spendCharacters(budget, text.length);
  return text;
}

function formatJava(value: VtlValue, budget: Budget, depth: number): string {
  guard(budget, depth);
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatDouble(value);
  if (typeof value !== 'object') return String(value);
  if (value.kind === 'object') return '';
  if (value.kind === 'map') return formatMap(value, budget, depth + 1);
  if (value.json) return toJson(value, budget, depth);
  return join(
    value.items.map((item) => formatJava(item, budget, depth + 1)),
    ', ',
    '[',
    ']',
    budget,
  );
}

function formatMap({ entries, isEntry }: VtlMap, budget: Budget, depth: number): string {
  const pair = (key: string, item: VtlValue): string => `${key}=${formatJava(item, budget, depth)}`;
  if (isEntry === true) return pair(String(entries.get('key')), entries.get('value') ?? null);
  return join(
    Array.from(entries, ([key, item]) => pair(key, item)),
    ', ',
    '{',
    '}',
    budget,
  );
}

function toJson(value: VtlValue, budget: Budget, depth: number): string {
  guard(budget, depth);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return formatDouble(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (value.kind === 'object') return '{}';
  if (value.kind === 'list') {
    return join(
      value.items.map((item) => toJson(item, budget, depth + 1)),
      ',',
      '[',
      ']',
      budget,
    );
  }
  const pairs = [...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${toJson(item, budget, depth + 1)}`);
  return join(pairs, ',', '{', '}', budget);
}

function join(parts: readonly string[], separator: string, open: string, close: string, budget: Budget): string {
  const text = `${open}${parts.join(separator)}${close}`;
  spendCharacters(budget, text.length);
  return text;
}

function guard(budget: Budget, depth: number): void {
  spendStep(budget);
  if (depth > MAX_DEPTH) throw new TemplateError('a value is nested too deeply');
}

/** `Double.toString`: a decimal point always, an exponent from 10^7 on and below 10^-3. */
function formatDouble(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e7)) {
    const plain = String(value);
    return plain.includes('.') ? plain : `${plain}.0`;
  }
  const [digits = '0', exponent = '0'] = value.toExponential().split('e');
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`;
}
