import { isObject, own } from '../json-object.js';
import { type Intrinsic, type IntrinsicContext, joinText, malformed, toText } from './intrinsic.js';
import { findUnresolved, isUnresolved, unresolved } from './unresolved.js';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html */
export const join: Intrinsic = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) return malformed('Fn::Join', 'a delimiter and a list');
  const delimiter = evaluate(argument[0]);
  const list = evaluate(argument[1]);
  if (isUnresolved(delimiter)) return delimiter;
  if (isUnresolved(list)) return list;
  if (typeof delimiter !== 'string' || !Array.isArray(list)) return malformed('Fn::Join', 'a delimiter and a list');
  return joinText(list, delimiter, 'Fn::Join');
};

export const split: Intrinsic = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) return malformed('Fn::Split', 'a delimiter and a string');
  const [delimiter, source] = [evaluate(argument[0]), evaluate(argument[1])];
  if (isUnresolved(delimiter)) return delimiter;
  if (isUnresolved(source)) return source;
  if (typeof delimiter !== 'string' || delimiter === '' || typeof source !== 'string') {
    return malformed('Fn::Split', 'a delimiter and a string');
  }
  return source.split(delimiter);
};

export const select: Intrinsic = (argument, { evaluate }) => {
  if (!Array.isArray(argument) || argument.length !== 2) return malformed('Fn::Select', 'an index and a list');
  const [index, list] = [evaluate(argument[0]), evaluate(argument[1])];
  if (isUnresolved(index)) return index;
  if (isUnresolved(list)) return list;
  const position = typeof index === 'string' && /^\d+$/.test(index) ? Number(index) : index;
  if (!Number.isInteger(position) || !Array.isArray(list)) return malformed('Fn::Select', 'an index and a list');
  const item: unknown = list[position as number];
  return item === undefined ? unresolved(`Fn::Select asks for item ${position} of a list of ${list.length}`) : item;
};

export const base64: Intrinsic = (argument, { evaluate }) => {
  const text = toText(evaluate(argument), 'Fn::Base64');
  return isUnresolved(text) ? text : Buffer.from(text).toString('base64');
};

export const length: Intrinsic = (argument, { evaluate }) => {
  const list = evaluate(argument);
  if (isUnresolved(list)) return list;
  return Array.isArray(list) ? list.length : malformed('Fn::Length', 'a list');
};

export const toJsonString: Intrinsic = (argument, { evaluate }) => {
  const value = evaluate(argument);
  const gap = findUnresolved(value);
  if (gap) return gap;
  if (typeof value !== 'object' || value === null) return malformed('Fn::ToJsonString', 'an object or a list');
  return joinText([JSON.stringify(value)], '', 'Fn::ToJsonString');
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export const sub: Intrinsic = (argument, context) => {
  const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
  if (typeof template !== 'string' || !isObject(variables) || (Array.isArray(argument) && argument.length !== 2)) {
    return malformed('Fn::Sub', 'a string, or a string and a map');
  }
  const once = onceByName((expression) => substitute(expression, variables, context));
  const parts = partsOf(template).map((part) => (typeof part === 'string' ? part : once(part.expression)));
  return joinText(parts, '', 'Fn::Sub');
};

/** `${A}/b` in its parts. One pass: a pattern would look for the end of each of many braces that have none. */
function partsOf(template: string): readonly (string | { readonly expression: string })[] {
  const parts: (string | { readonly expression: string })[] = [];
  let from = 0;
  for (;;) {
    const start = template.indexOf('${', from);
    const end = start < 0 ? -1 : template.indexOf('}', start);
    if (end < 0) return [...parts, template.slice(from)];
    parts.push(template.slice(from, start), { expression: template.slice(start + 2, end) });
    from = end + 1;
  }
}

/** A variable that stands twice in each of many nested strings would be worked out twice as often by each of them. */
function onceByName(compute: (name: string) => unknown): (name: string) => unknown {
  const known = new Map<string, unknown>();
  return (name) => {
    if (!known.has(name)) known.set(name, compute(name));
    return known.get(name);
  };
}

function substitute(expression: string, variables: object, { scope, evaluate }: IntrinsicContext): unknown {
  if (expression.startsWith('!')) return `\${${expression.slice(1)}}`;
  const name = expression.trim();
  if (Object.hasOwn(variables, name)) return evaluate(own(variables as Record<string, unknown>, name));
  const dot = name.indexOf('.');
  return dot < 0 ? scope.reference(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
}
