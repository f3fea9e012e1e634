import type { BinaryOperator } from './ast.js';
import type { Budget } from './budget.js';
import { formatValue } from './format-value.js';
import type { VtlValue } from './value.js';

type Arithmetic = Exclude<BinaryOperator, '||' | '&&' | '==' | '!='>;

/** Null and false are false; so is empty text, since API Gateway hands out empty text for what is absent. */
export const isTrue = (value: VtlValue): boolean => value !== null && value !== false && value !== '';

/**
 * Numbers by value, others by their text. What does not exist equals null as well as empty text: both were
 * observed of API Gateway (`$input.path('$.absent') == $null` and `== ""`).
 */
export function areEqual(left: VtlValue, right: VtlValue, budget: Budget): boolean {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right);
  if (left === null || right === null) return (left ?? '') === (right ?? '');
  return left === right || formatValue(left, budget) === formatValue(right, budget);
}

const isNumber = (value: VtlValue): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';

/** Null where an operand is no number, as Velocity logs and goes on; `+` joins as soon as one side is text. */
export function calculate(operator: Arithmetic, left: VtlValue, right: VtlValue, budget: Budget): VtlValue {
  if (isNumber(left) && isNumber(right)) {
    if (typeof left === 'bigint' && typeof right === 'bigint') return onIntegers[operator](left, right);
    return onDoubles[operator](Number(left), Number(right));
  }
  if (operator !== '+' || left === null || right === null) return null;
  if (typeof left !== 'string' && typeof right !== 'string') return null;
  return formatValue(left, budget) + formatValue(right, budget);
}

const bounded = (value: bigint): bigint => BigInt.asIntN(64, value);

const onIntegers = {
  '+': (a, b) => bounded(a + b),
  '-': (a, b) => bounded(a - b),
  '*': (a, b) => bounded(a * b),
  '/': (a, b) => (b === 0n ? null : a / b),
  '%': (a, b) => (b === 0n ? null : a % b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
} satisfies Record<Arithmetic, (a: bigint, b: bigint) => VtlValue>;

const onDoubles = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
  '%': (a, b) => (b === 0 ? null : a % b),
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
} satisfies Record<Arithmetic, (a: number, b: number) => VtlValue>;
