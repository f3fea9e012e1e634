import { isDeepStrictEqual } from 'node:util';
import { isObject, own } from '../json-object.js';
import { type Intrinsic, type IntrinsicContext, malformed } from './intrinsic.js';
import { findUnresolved, isUnresolved } from './unresolved.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html */
export const ifFunction: Intrinsic = (argument, { scope, evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 3 || typeof argument[0] !== 'string') {
    return malformed('Fn::If', 'a condition name and two values');
  }
  const condition = scope.condition(argument[0]);
  if (typeof condition !== 'boolean') return condition;
  return evaluate(condition ? argument[1] : argument[2]);
};

export const equals: Intrinsic = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) return malformed('Fn::Equals', 'two values');
  const sides = argument.map(evaluate);
  const gap = findUnresolved(sides);
  if (gap) return gap;
  const [left, right] = sides.map((side) => (typeof side === 'object' ? side : String(side)));
  return isDeepStrictEqual(left, right);
};

export const not: Intrinsic = (argument, context) => {
  if (!Array.isArray(argument) || argument.length !== 1) return malformed('Fn::Not', 'a list of one condition');
  const value = evaluateCondition(argument[0], context);
  return typeof value === 'boolean' ? !value : value;
};

export const and: Intrinsic = (argument, context) => combine('Fn::And', argument, context, false);
export const or: Intrinsic = (argument, context) => combine('Fn::Or', argument, context, true);

/** A boolean, or why there is none. Among conditions, `{ "Condition": "Name" }` stands for another one. */
export function evaluateCondition(node: unknown, { scope, evaluate }: IntrinsicContext): unknown {
  const name = isObject(node) && Object.keys(node).length === 1 ? own(node, 'Condition') : undefined;
  const value = typeof name === 'string' ? scope.condition(name) : evaluate(node);
  if (typeof value === 'boolean' || isUnresolved(value)) return value;
  return value === 'true' || value === 'false' ? value === 'true' : malformed('Condition', 'true or false');
}

/** `decisive` settles the whole, whatever the other conditions are. */
function combine(name: string, argument: unknown, context: IntrinsicContext, decisive: boolean): unknown {
  if (!Array.isArray(argument) || argument.length < 1 || argument.length > 10) {
    return malformed(name, 'a list of 2 to 10 conditions');
  }
  const values = argument.map((node) => evaluateCondition(node, context));
  if (values.includes(decisive)) return decisive;
  return values.find(isUnresolved) ?? !decisive;
}
